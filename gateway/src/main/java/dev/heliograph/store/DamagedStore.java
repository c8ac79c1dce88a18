package dev.heliograph.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;

/** A store that does not open any more, as far as it can be read. Writes nothing to it. */
final class DamagedStore implements AutoCloseable {
    private final DatabaseTuning tuning;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;

    private DamagedStore(DatabaseTuning tuning, RocksDB db, List<ColumnFamilyHandle> families) {
        this.tuning = tuning;
        this.db = db;
        this.families = families;
    }

    /** @throws StoreException when not even a part can be opened */
    static DamagedStore open(StoreOptions options) {
        RocksDB.loadLibrary();
        String path = options.directory().resolve(Database.SUBDIRECTORY).toString();
        DatabaseTuning tuning = new DatabaseTuning(options);
        try (Options listing = new Options()) {
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (byte[] name : RocksDB.listColumnFamilies(listing, path)) {
                descriptors.add(new ColumnFamilyDescriptor(name, tuning.table(Table.META)));
            }
            if (descriptors.isEmpty()) {
                throw new StoreException("there is no store in " + options.directory());
            }
            DBOptions lenient = tuning.database()
                    .setCreateIfMissing(false)
                    .setCreateMissingColumnFamilies(false)
                    .setParanoidChecks(false)
                    .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords);
            List<ColumnFamilyHandle> families = new ArrayList<>();
            return new DamagedStore(tuning, RocksDB.openReadOnly(lenient, path, descriptors, families), families);
        } catch (RocksDBException e) {
            tuning.close();
            throw new StoreException(
                    "the store in " + options.directory() + " cannot be read at all: " + e.getMessage(), e);
        }
    }

    /**
     * Shows every record of a table that can be read.
     *
     * @return in how many places records could not be read
     */
    long forEach(Table table, BiConsumer<byte[], byte[]> records) {
        ColumnFamilyHandle family = family(table);
        if (family == null) {
            return 0;
        }
        long gaps = 0;
        try (RocksIterator iterator = db.newIterator(family)) {
            iterator.seekToFirst();
            byte[] last = new byte[Keys.LONG];
            int doublings = 0;
            while (true) {
                if (iterator.isValid()) {
                    last = iterator.key();
                    records.accept(last, iterator.value());
                    doublings = 0;
                    iterator.next();
                } else if (isEnd(iterator)) {
                    return gaps;
                } else {
                    gaps += doublings == 0 ? 1 : 0;
                    last = beyond(last, doublings++);
                    if (doublings > Long.SIZE * last.length) {
                        return gaps; // the rest of the table cannot be read
                    }
                    iterator.seek(last);
                }
            }
        }
    }

    private static boolean isEnd(RocksIterator iterator) {
        try {
            iterator.status();
            return true;
        } catch (RocksDBException e) {
            return false;
        }
    }

    /** @return a key behind {@code key}, twice as far at each attempt, since nobody knows where the next readable block begins */
    private static byte[] beyond(byte[] key, int doublings) {
        byte[] next = key.clone();
        int bit = doublings % (8 * next.length);
        int at = next.length - 1 - bit / 8;
        int carry = 1 << (bit % 8);
        for (; at >= 0 && carry > 0; at--) {
            int sum = (next[at] & 0xFF) + carry;
            next[at] = (byte) sum;
            carry = sum >>> 8;
        }
        return next;
    }

    private @org.jspecify.annotations.Nullable ColumnFamilyHandle family(Table table) {
        for (ColumnFamilyHandle family : families) {
            try {
                if (new String(family.getName(), StandardCharsets.US_ASCII).equals(table.label())) {
                    return family;
                }
            } catch (RocksDBException e) {
                throw new StoreException("cannot read the tables: " + e.getMessage(), e);
            }
        }
        return null;
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        tuning.close();
    }
}
