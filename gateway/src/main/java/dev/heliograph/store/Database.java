package dev.heliograph.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB under a data directory: the one class that opens it. Reads may come from any thread; {@link #commit} only from the writer. Every call blocks. */
final class Database implements Journal, AutoCloseable {
    /** Rises when a record or key changes in a way that older programs cannot read. */
    static final int FORMAT = 1;

    private static final String SUBDIRECTORY = "store";

    static {
        RocksDB.loadLibrary();
    }

    private final DirectoryLock lock;
    private final DatabaseTuning tuning;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;
    private final WriteOptions writeOptions;

    private Database(
            DirectoryLock lock,
            DatabaseTuning tuning,
            RocksDB db,
            List<ColumnFamilyHandle> families,
            WriteOptions writeOptions) {
        this.lock = lock;
        this.tuning = tuning;
        this.db = db;
        this.families = families;
        this.writeOptions = writeOptions;
    }

    /** @throws StoreException when the directory cannot be used, is in use, is damaged, or was written by a newer program or another node */
    static Database open(StoreOptions options) {
        DirectoryLock lock = DirectoryLock.take(options.directory());
        DatabaseTuning tuning = new DatabaseTuning(options);
        Database database;
        try {
            database = open(options, lock, tuning);
        } catch (RocksDBException e) {
            tuning.close();
            lock.close();
            throw new StoreException(
                    isDamage(e)
                            ? "the store in " + options.directory() + " is damaged: " + e.getMessage()
                            : "cannot open the store in " + options.directory() + ": " + e.getMessage(),
                    e);
        }
        try {
            database.checkIdentity(options);
        } catch (StoreException e) {
            database.close();
            throw e;
        }
        return database;
    }

    private static Database open(StoreOptions options, DirectoryLock lock, DatabaseTuning tuning)
            throws RocksDBException {
        Path path = options.directory().resolve(SUBDIRECTORY);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Table table : Table.values()) {
            descriptors.add(new ColumnFamilyDescriptor(table.familyName(), tuning.table(table)));
        }
        // Families of a newer format: opened too, or RocksDB would complain of them before we can say what is wrong.
        ColumnFamilyOptions plain = tuning.table(Table.META);
        try (Options listing = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(listing, path.toString())) {
                if (descriptors.stream().noneMatch(known -> java.util.Arrays.equals(known.getName(), name))) {
                    descriptors.add(new ColumnFamilyDescriptor(name, plain));
                }
            }
        }
        List<ColumnFamilyHandle> families = new ArrayList<>();
        RocksDB db = RocksDB.open(tuning.database(), path.toString(), descriptors, families);
        return new Database(lock, tuning, db, families, new WriteOptions().setSync(options.sync()));
    }

    private static boolean isDamage(RocksDBException e) {
        return e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
    }

    private void checkIdentity(StoreOptions options) {
        byte[] format = get(Table.META, Keys.FORMAT);
        byte[] node = get(Table.META, Keys.NODE);
        if (format == null || node == null) {
            BatchBuffer first = new BatchBuffer(familyNumbers());
            first.put(
                    Table.META, Keys.FORMAT, new RecordWriter(10).varint(FORMAT).toOctets());
            first.put(
                    Table.META,
                    Keys.NODE,
                    new RecordWriter(10).varint(options.node()).toOctets());
            commit(first.toOctets());
            return;
        }
        long found = new RecordReader(format).varint();
        if (found > FORMAT) {
            throw new StoreException("the store in " + options.directory() + " has format " + found
                    + ", written by a newer program; this one reads up to " + FORMAT);
        }
        long owner = new RecordReader(node).varint();
        if (owner != options.node()) {
            throw new StoreException("the store in " + options.directory() + " belongs to node " + owner
                    + ", this is node " + options.node());
        }
    }

    /** @return RocksDB's number of each table's family, by index */
    int[] familyNumbers() {
        int[] numbers = new int[Table.values().length];
        for (Table table : Table.values()) {
            numbers[table.index()] = family(table).getID();
        }
        return numbers;
    }

    byte @Nullable [] get(Table table, byte[] key) {
        try {
            return db.get(family(table), key);
        } catch (RocksDBException e) {
            throw new StoreException(
                    "cannot read table " + table.label() + ", key " + Keys.hex(key) + ": " + e.getMessage(), e);
        }
    }

    /** @return one value a key, null where there is none */
    List<byte @Nullable []> get(Table table, List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        try {
            return db.multiGetAsList(Collections.nCopies(keys.size(), family(table)), keys);
        } catch (RocksDBException e) {
            throw new StoreException("cannot read table " + table.label() + ": " + e.getMessage(), e);
        }
    }

    Scan scan(Table table, byte[] from, byte[] to) {
        return new Scan(db, family(table), table, from, to, null);
    }

    Scan scan(Table table, byte[] from, byte[] to, Snapshot snapshot) {
        return new Scan(db, family(table), table, from, to, snapshot);
    }

    Snapshot takeSnapshot() {
        return db.getSnapshot();
    }

    void release(Snapshot snapshot) {
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }

    /** Gives back at once the files that lie wholly within a range; their records must have been deleted before. */
    void dropFiles(Table table, byte[] from, byte[] to) {
        try {
            db.deleteFilesInRanges(family(table), List.of(from, to), false);
        } catch (RocksDBException e) {
            throw new StoreException("cannot drop files of table " + table.label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void commit(byte[] batch) {
        try (WriteBatch writeBatch = new WriteBatch(batch)) {
            db.write(writeOptions, writeBatch);
        } catch (RocksDBException e) {
            throw new StoreException("cannot write to the store: " + e.getMessage(), e);
        }
    }

    private ColumnFamilyHandle family(Table table) {
        return families.get(table.index());
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        writeOptions.close();
        tuning.close();
        lock.close();
    }
}
