package dev.heliograph.store;

import dev.heliograph.store.files.StoreFiles;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB under a data directory: the one class that opens it. Reads may come from any thread; {@link #commit} only from the writer. Every call blocks. */
final class Database implements Disk {
    static final String SUBDIRECTORY = "store";

    private final DirectoryLock lock;
    private final FileStore fileStore;
    private final DatabaseTuning tuning;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;
    private final WriteOptions writeOptions;

    private Database(
            DirectoryLock lock,
            FileStore fileStore,
            DatabaseTuning tuning,
            RocksDB db,
            List<ColumnFamilyHandle> families,
            WriteOptions writeOptions) {
        this.lock = lock;
        this.fileStore = fileStore;
        this.tuning = tuning;
        this.db = db;
        this.families = families;
        this.writeOptions = writeOptions;
    }

    /** @throws StoreException when the directory cannot be used, is in use or is damaged */
    static Database open(StoreOptions options) {
        DirectoryLock lock = DirectoryLock.take(options.directory());
        NativeLibrary.load(options.directory());
        DatabaseTuning tuning = new DatabaseTuning(options);
        try {
            refuseDamage(options.directory());
            return open(options, lock, tuning);
        } catch (StoreException e) {
            tuning.close();
            lock.close();
            throw e;
        } catch (IOException | RocksDBException e) {
            tuning.close();
            lock.close();
            if (isDamage(e)) {
                throw StoreException.damagedStore(options.directory(), String.valueOf(e.getMessage()), e);
            }
            throw new StoreException("cannot open the store in " + options.directory() + ": " + e.getMessage(), e);
        }
    }

    /** Damage that RocksDB would pass over, or take for an empty directory. */
    private static void refuseDamage(Path directory) throws IOException {
        Path store = directory.resolve(SUBDIRECTORY);
        String damage = Files.exists(store) || !Files.exists(directory.resolve(StoreRepair.DONE))
                ? StoreFiles.of(store).damage()
                : "a repair was interrupted";
        if (damage != null) {
            throw StoreException.damagedStore(directory, damage, null);
        }
    }

    private static Database open(StoreOptions options, DirectoryLock lock, DatabaseTuning tuning)
            throws IOException, RocksDBException {
        FileStore fileStore = Files.getFileStore(options.directory());
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
        return new Database(lock, fileStore, tuning, db, families, new WriteOptions().setSync(options.sync()));
    }

    private static boolean isDamage(Exception e) {
        return e instanceof RocksDBException fault
                && fault.getStatus() != null
                && fault.getStatus().getCode() == Status.Code.Corruption;
    }

    /** @param where within the table, may be empty */
    static StoreException unreadable(Table table, String where, RocksDBException cause) {
        String damage = isDamage(cause) ? "the store is damaged, stop the gateway and run: heliograph repair: " : "";
        return new StoreException(
                "cannot read table " + table.label() + where + ": " + damage + cause.getMessage(), cause);
    }

    @Override
    public int[] tableNumbers() {
        int[] numbers = new int[Table.values().length];
        for (Table table : Table.values()) {
            numbers[table.index()] = family(table).getID();
        }
        return numbers;
    }

    @Override
    public byte @Nullable [] get(Table table, byte[] key) {
        try {
            return db.get(family(table), key);
        } catch (RocksDBException e) {
            throw unreadable(table, ", key " + Keys.hex(key), e);
        }
    }

    @Override
    public List<byte @Nullable []> get(Table table, List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        try {
            return db.multiGetAsList(Collections.nCopies(keys.size(), family(table)), keys);
        } catch (RocksDBException e) {
            throw unreadable(table, "", e);
        }
    }

    @Override
    public Scan scan(Table table, byte[] from, byte[] to) {
        return new RocksScan(db, family(table), table, from, to);
    }

    /** Gives back at once the files that lie wholly within the range. */
    @Override
    public void reclaim(Table table, byte[] from, byte[] to) {
        try {
            db.deleteFilesInRanges(family(table), List.of(from, to), false);
        } catch (RocksDBException e) {
            throw new StoreException("cannot drop files of table " + table.label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void commit(BatchBuffer batch) {
        try (WriteBatch writeBatch = new WriteBatch(batch.toOctets())) {
            db.write(writeOptions, writeBatch);
        } catch (RocksDBException e) {
            throw new StoreException("cannot write to the store: " + e.getMessage(), e);
        }
    }

    @Override
    public long usableBytes() {
        try {
            return fileStore.getUsableSpace();
        } catch (IOException e) {
            return 0; // a disk that cannot say takes nothing more
        }
    }

    private ColumnFamilyHandle family(Table table) {
        return families.get(table.index());
    }

    /** Writes the log's records into tables first: the next start has nothing to replay. */
    @Override
    public void close() {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, families);
        } catch (RocksDBException e) {
            // What is in the log is safe there; a disk that failed has been told of before.
        }
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        writeOptions.close();
        tuning.close();
        lock.close();
    }
}
