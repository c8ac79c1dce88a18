package dev.heliograph.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A disk in memory that keeps the promises of {@link Disk} and nothing more: what was not synced when the power went is gone, a batch that was being written is
 * wholly there or, torn and therefore dropped, wholly gone.
 */
class SimulatedDisk implements Disk {
    private final List<SimulatedTable> tables = new ArrayList<>();
    /** How to take back what was written since the last sync, newest last. */
    private final List<Undo> unsynced = new ArrayList<>();
    /** Walks that have begun and see the present state. */
    private final List<MapScan> scans = new ArrayList<>();

    long usableBytes = Long.MAX_VALUE;
    /** The power is going; what is committed now is committed in the last moment. */
    boolean crashing;
    /** What the next commit does. */
    Fate fate = Fate.SYNCED;

    /** How a commit ends. */
    enum Fate {
        SYNCED,
        /** The sync fails, and nothing of the batch was written. */
        FAILS_BEFORE,
        /** The sync fails, though all of the batch was written. */
        FAILS_BEHIND
    }

    private record Undo(SimulatedTable table, byte[] key, byte[] before) {}

    SimulatedDisk() {
        for (int i = 0; i < Table.values().length; i++) {
            tables.add(new SimulatedTable());
        }
    }

    SimulatedTable table(Table table) {
        return tables.get(table.index());
    }

    @Override
    public byte[] get(Table table, byte[] key) {
        return table(table).get(key);
    }

    @Override
    public List<byte[]> get(Table table, List<byte[]> keys) {
        List<byte[]> values = new ArrayList<>(keys.size());
        for (byte[] key : keys) {
            values.add(table(table).get(key));
        }
        return values;
    }

    @Override
    public Scan scan(Table table, byte[] from, byte[] to) {
        MapScan scan = new MapScan(table(table).range(from, to));
        scans.add(scan);
        return scan;
    }

    @Override
    public void commit(BatchBuffer batch) {
        Fate now = fate;
        fate = Fate.SYNCED;
        if (now == Fate.SYNCED) {
            sync();
            apply(batch, null);
            return;
        }
        if (now == Fate.FAILS_BEHIND) {
            write(batch);
        }
        throw new StoreException("the sync failed");
    }

    /** Writes what is lost with the power until it is synced. */
    void write(BatchBuffer batch) {
        apply(batch, unsynced);
    }

    private void apply(BatchBuffer batch, List<Undo> undos) {
        scans.forEach(MapScan::detach);
        scans.clear();
        batch.forEach(new BatchBuffer.RecordVisitor() {
            @Override
            public void put(Table table, byte[] key, byte[] value) {
                byte[] before = table(table).put(key, value);
                if (undos != null) {
                    undos.add(new Undo(table(table), key, before));
                }
            }

            @Override
            public void delete(Table table, byte[] key) {
                byte[] before = table(table).remove(key);
                if (undos != null) {
                    undos.add(new Undo(table(table), key, before));
                }
            }

            @Override
            public void deleteRange(Table table, byte[] from, byte[] to) {
                for (byte[] key : List.copyOf(table(table).range(from, to).keySet())) {
                    delete(table, key);
                }
            }
        });
    }

    void sync() {
        unsynced.clear();
    }

    /** Forgets how to take back the first half of what was not synced. */
    void keepHalf() {
        unsynced.subList(0, unsynced.size() / 2).clear();
    }

    /** The power is gone. */
    void crash() {
        scans.clear();
        for (int i = unsynced.size() - 1; i >= 0; i--) {
            Undo undo = unsynced.get(i);
            if (undo.before == null) {
                undo.table.remove(undo.key);
            } else {
                undo.table.put(undo.key, undo.before);
            }
        }
        unsynced.clear();
    }

    @Override
    public void reclaim(Table table, byte[] from, byte[] to) {}

    @Override
    public long usableBytes() {
        return usableBytes;
    }

    @Override
    public int[] tableNumbers() {
        int[] numbers = new int[Table.values().length];
        for (Table table : Table.values()) {
            numbers[table.index()] = table.index();
        }
        return numbers;
    }

    @Override
    public void close() {}

    private final class MapScan implements Scan {
        private NavigableMap<byte[], byte[]> range;
        private Map.Entry<byte[], byte[]> at;
        /** While the walk goes forward. */
        private Iterator<Map.Entry<byte[], byte[]>> ahead;

        MapScan(NavigableMap<byte[], byte[]> range) {
            this.range = range;
        }

        /** What is written from now on is not seen. */
        void detach() {
            range = new TreeMap<>(range);
            ahead = at == null || ahead == null
                    ? null
                    : range.tailMap(at.getKey(), false).entrySet().iterator();
        }

        @Override
        public Scan first() {
            return goFrom(range);
        }

        @Override
        public Scan last() {
            ahead = null;
            at = range.lastEntry();
            return this;
        }

        @Override
        public Scan seek(byte[] key) {
            return goFrom(range.tailMap(key, true));
        }

        private Scan goFrom(NavigableMap<byte[], byte[]> rest) {
            ahead = rest.entrySet().iterator();
            next();
            return this;
        }

        @Override
        public void next() {
            if (ahead != null) {
                at = ahead.hasNext() ? ahead.next() : null;
            } else {
                at = range.higherEntry(at.getKey());
            }
        }

        @Override
        public void previous() {
            ahead = null;
            at = range.lowerEntry(at.getKey());
        }

        @Override
        public boolean isValid() {
            return at != null;
        }

        @Override
        public byte[] key() {
            return at.getKey();
        }

        @Override
        public byte[] value() {
            return at.getValue();
        }

        @Override
        public void close() {
            scans.remove(this);
        }
    }
}
