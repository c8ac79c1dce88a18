package dev.heliograph.store;

import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * A walk over a range of keys of one table, as it was when the walk began. Used as
 * {@code for (scan.first(); scan.isValid(); scan.next())}, or from {@code last()} with {@code previous()}; closed after use.
 */
final class Scan implements AutoCloseable {
    private final Table table;
    private final Slice from;
    private final Slice to;
    private final ReadOptions options;
    private final RocksIterator iterator;

    /**
     * @param from first key
     * @param to first key behind the range
     * @param snapshot the state to see, or null for the present one
     */
    Scan(RocksDB db, ColumnFamilyHandle family, Table table, byte[] from, byte[] to, @Nullable Snapshot snapshot) {
        this.table = table;
        this.from = new Slice(from);
        this.to = new Slice(to);
        this.options = new ReadOptions().setIterateLowerBound(this.from).setIterateUpperBound(this.to);
        if (snapshot != null) {
            options.setSnapshot(snapshot);
        }
        this.iterator = db.newIterator(family, options);
    }

    Scan first() {
        iterator.seekToFirst();
        return this;
    }

    Scan last() {
        iterator.seekToLast();
        return this;
    }

    /** Goes to the first key at or behind {@code key}. */
    Scan seek(byte[] key) {
        iterator.seek(key);
        return this;
    }

    void next() {
        iterator.next();
    }

    void previous() {
        iterator.prev();
    }

    /** @throws StoreException when the range cannot be read on */
    boolean isValid() {
        if (iterator.isValid()) {
            return true;
        }
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new StoreException("cannot read table " + table.label() + ": " + e.getMessage(), e);
        }
        return false;
    }

    byte[] key() {
        return iterator.key();
    }

    byte[] value() {
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
