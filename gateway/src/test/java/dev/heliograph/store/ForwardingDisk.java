package dev.heliograph.store;

import java.util.List;

/** A disk before another disk; tests override what they want to go wrong. */
class ForwardingDisk implements Disk {
    private final Disk disk;

    ForwardingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return disk.get(table, key);
    }

    @Override
    public List<byte[]> get(Table table, List<byte[]> keys) {
        return disk.get(table, keys);
    }

    @Override
    public Scan scan(Table table, byte[] from, byte[] to) {
        return disk.scan(table, from, to);
    }

    @Override
    public void commit(BatchBuffer batch) {
        disk.commit(batch);
    }

    @Override
    public void reclaim(Table table, byte[] from, byte[] to) {
        disk.reclaim(table, from, to);
    }

    @Override
    public long usableBytes() {
        return disk.usableBytes();
    }

    @Override
    public int[] tableNumbers() {
        return disk.tableNumbers();
    }

    @Override
    public void close() {
        disk.close();
    }
}
