package dev.heliograph.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;

/** A RocksDB directory whose files may be damaged, as far as it can be read. Writes nothing to it. */
final class DamagedStore implements AutoCloseable {
    /** A key that is looked for behind damage is so much longer than the last one that was read. */
    private static final int LONGER = 16;

    private final DatabaseTuning tuning;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> families;

    private DamagedStore(DatabaseTuning tuning, RocksDB db, List<ColumnFamilyHandle> families) {
        this.tuning = tuning;
        this.db = db;
        this.families = families;
    }

    /** Sees records in the order of their keys. */
    interface RecordVisitor {
        void record(byte[] key, byte[] value);
    }

    /** @throws StoreException when not even a part can be opened */
    static DamagedStore open(Path path, StoreOptions options) {
        RocksDB.loadLibrary();
        DatabaseTuning tuning = new DatabaseTuning(options);
        try (Options listing = new Options()) {
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (byte[] name : RocksDB.listColumnFamilies(listing, path.toString())) {
                descriptors.add(new ColumnFamilyDescriptor(name, tuning.table(Table.META)));
            }
            if (descriptors.isEmpty()) {
                throw new StoreException("its manifest cannot be read");
            }
            DBOptions lenient = tuning.database()
                    .setCreateIfMissing(false)
                    .setCreateMissingColumnFamilies(false)
                    .setParanoidChecks(false)
                    .setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords);
            List<ColumnFamilyHandle> families = new ArrayList<>();
            RocksDB db = RocksDB.openReadOnly(lenient, path.toString(), descriptors, families);
            return new DamagedStore(tuning, db, families);
        } catch (RocksDBException e) {
            tuning.close();
            throw new StoreException(String.valueOf(e.getMessage()), e);
        } catch (StoreException e) {
            tuning.close();
            throw e;
        }
    }

    /** @return the table files that belong to it */
    List<LiveFileMetaData> tables() {
        return db.getLiveFilesMetaData();
    }

    /** @return number and name of each column family */
    java.util.Map<Integer, String> families() {
        java.util.Map<Integer, String> names = new java.util.TreeMap<>();
        for (ColumnFamilyHandle family : families) {
            names.put(family.getID(), name(family));
        }
        return names;
    }

    /**
     * Shows every record of a table that can be read.
     *
     * @param rest the same without the files that hold damage: it fills in what they hide of the others; null when there are none
     * @return in how many places records could not be read
     */
    long forEach(Table table, @Nullable DamagedStore rest, RecordVisitor visitor) {
        ColumnFamilyHandle family = family(table);
        if (family == null) {
            return 0;
        }
        long gaps = 0;
        try (RocksIterator iterator = db.newIterator(family)) {
            byte[] from = new byte[0];
            while (true) {
                byte[] last = walk(iterator, from, null, visitor);
                if (last == null) {
                    return gaps;
                }
                gaps++;
                byte[] resumed = beyond(iterator, last);
                if (rest != null) {
                    byte[] behind = last.length == 0 ? last : Arrays.copyOf(last, last.length + 1);
                    rest.fill(table, behind, resumed, visitor);
                }
                if (resumed == null) {
                    return gaps; // the rest of the table cannot be read
                }
                from = resumed;
            }
        }
    }

    /** Shows what is readable of a range, whatever is wrong behind it. */
    private void fill(Table table, byte[] from, byte @Nullable [] to, RecordVisitor visitor) {
        ColumnFamilyHandle family = family(table);
        if (family != null) {
            try (RocksIterator iterator = db.newIterator(family)) {
                walk(iterator, from, to, visitor);
            }
        }
    }

    /** @return the last key before damage, {@code from} when there was none; null at the end */
    private static byte @Nullable [] walk(
            RocksIterator iterator, byte[] from, byte @Nullable [] to, RecordVisitor visitor) {
        byte[] last = from;
        for (iterator.seek(from); iterator.isValid(); iterator.next()) {
            byte[] key = iterator.key();
            if (to != null && Arrays.compareUnsigned(key, to) >= 0) {
                return null;
            }
            last = key;
            visitor.record(key, iterator.value());
        }
        return isGood(iterator) ? null : last;
    }

    private static boolean isGood(RocksIterator iterator) {
        try {
            iterator.status();
            return true;
        } catch (RocksDBException e) {
            return false;
        }
    }

    /**
     * Nobody knows where the next readable block begins: it is looked for in steps that double, and then between the last two by halving.
     *
     * @return the lowest key from which can be read again, null when there is none
     */
    private static byte @Nullable [] beyond(RocksIterator iterator, byte[] key) {
        byte[] start = Arrays.copyOf(key, key.length + LONGER);
        int bits = Byte.SIZE * start.length;
        for (int bit = 0; bit < bits; bit++) {
            byte[] next = plus(start, bit);
            if (next == null) {
                return null;
            }
            if (isReadableFrom(iterator, next)) {
                byte[] unreadable = start;
                for (int step = bit - 1; step >= 0; step--) {
                    byte[] middle = plus(unreadable, step);
                    if (middle != null && !isReadableFrom(iterator, middle)) {
                        unreadable = middle;
                    }
                }
                byte[] first = plus(unreadable, 0);
                return first != null && isReadableFrom(iterator, first) ? first : next;
            }
        }
        return null;
    }

    private static boolean isReadableFrom(RocksIterator iterator, byte[] key) {
        iterator.seek(key);
        return iterator.isValid() || isGood(iterator);
    }

    /** @return {@code key + 2^bit} as a number, null when that is too large for its length */
    private static byte @Nullable [] plus(byte[] key, int bit) {
        byte[] sum = key.clone();
        int at = sum.length - 1 - bit / Byte.SIZE;
        int carry = 1 << (bit % Byte.SIZE);
        for (; at >= 0 && carry > 0; at--) {
            carry += sum[at] & 0xFF;
            sum[at] = (byte) carry;
            carry >>>= Byte.SIZE;
        }
        return carry == 0 ? sum : null;
    }

    private @Nullable ColumnFamilyHandle family(Table table) {
        for (ColumnFamilyHandle family : families) {
            if (name(family).equals(table.label())) {
                return family;
            }
        }
        return null;
    }

    private static String name(ColumnFamilyHandle family) {
        try {
            return new String(family.getName(), StandardCharsets.US_ASCII);
        } catch (RocksDBException e) {
            throw new StoreException("cannot read the tables: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        families.forEach(ColumnFamilyHandle::close);
        db.close();
        tuning.close();
    }
}
