package dev.heliograph.store;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** A walk over a range of a RocksDB table. */
final class RocksScan implements Scan {
    private final Table table;
    private final Slice from;
    private final Slice to;
    private final ReadOptions options;
    private final RocksIterator iterator;

    RocksScan(RocksDB db, ColumnFamilyHandle family, Table table, byte[] from, byte[] to) {
        this.table = table;
        this.from = new Slice(from);
        this.to = new Slice(to);
        this.options = new ReadOptions().setIterateLowerBound(this.from).setIterateUpperBound(this.to);
        this.iterator = db.newIterator(family, options);
    }

    @Override
    public Scan first() {
        iterator.seekToFirst();
        return this;
    }

    @Override
    public Scan last() {
        iterator.seekToLast();
        return this;
    }

    @Override
    public Scan seek(byte[] key) {
        iterator.seek(key);
        return this;
    }

    @Override
    public void next() {
        iterator.next();
    }

    @Override
    public void previous() {
        iterator.prev();
    }

    @Override
    public boolean isValid() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw Database.unreadable(table, "", e);
        }
        return false;
    }

    @Override
    public byte[] key() {
        return iterator.key();
    }

    @Override
    public byte[] value() {
        return iterator.value();
    }

    @Override
    public void close() {
        iterator.close();
        options.close();
        from.close();
        to.close();
    }
}
