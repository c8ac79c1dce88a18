package dev.heliograph.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How the rows of all {@link Shelf shelves} stand in their table: the number of the shelf before the key, the time at which a row expires before the value. */
final class Shelves {
    private static final int DROPPED_A_BATCH = 1_000;
    private static final byte[] FIRST = {};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xFF};

    private final Disk disk;
    private final Records records;

    Shelves(Disk disk, Records records) {
        this.disk = disk;
        this.records = records;
    }

    /** A row as it is written. */
    @SuppressWarnings("ArrayRecordComponent")
    record Encoded(byte[] key, byte @Nullable [] octets) {
        static Encoded of(ShelfRow row) {
            byte[] value = row.value();
            byte[] key = stored(row.shelf(), row.key());
            return new Encoded(
                    key,
                    value == null
                            ? null
                            : new RecordWriter(Keys.LONG + value.length + 4)
                                    .fixed64(row.expiresAtMillis())
                                    .bytes(value)
                                    .toOctets());
        }

        void putInto(Batch batch) {
            if (octets == null) {
                batch.records.delete(Table.SHELVES, key);
            } else {
                batch.records.put(Table.SHELVES, key, octets);
            }
        }
    }

    static List<Encoded> encoded(List<ShelfRow> rows) {
        return rows.stream().map(Encoded::of).toList();
    }

    private static byte[] stored(Shelf shelf, byte[] key) {
        return new RecordWriter(1 + key.length).octet(shelf.number()).raw(key).toOctets();
    }

    /** @throws DamagedRecordException when it is not what was written */
    static ShelfRow read(Shelf shelf, byte[] key, byte[] octets) {
        RecordReader in = new RecordReader(octets);
        long expiresAtMillis = in.fixed64();
        byte[] value = in.bytes();
        in.end();
        return new ShelfRow(shelf, Arrays.copyOfRange(key, 1, key.length), value, expiresAtMillis);
    }

    /** @throws DamagedRecordException when it is not what was written */
    static void check(byte[] octets) {
        RecordReader in = new RecordReader(octets);
        in.fixed64();
        in.bytes();
        in.end();
    }

    /** @see Store#shelved */
    @Nullable
    ShelfRow find(Shelf shelf, byte[] key) {
        byte[] stored = stored(shelf, key);
        byte[] octets = disk.get(Table.SHELVES, stored);
        return octets == null
                ? null
                : Records.decode(Table.SHELVES, stored, octets, found -> read(shelf, stored, found));
    }

    /** @see Store#shelf */
    List<ShelfRow> page(Shelf shelf, byte[] prefix, byte[] afterKey, int limit) {
        byte[] first = stored(shelf, prefix);
        byte[] from = afterKey.length == 0 ? first : stored(shelf, Arrays.copyOf(afterKey, afterKey.length + 1));
        List<ShelfRow> page = new ArrayList<>();
        try (Scan scan = disk.scan(Table.SHELVES, from, Keys.after(first))) {
            for (scan.first(); scan.isValid() && page.size() < limit; scan.next()) {
                byte[] key = scan.key();
                try {
                    page.add(Records.decode(Table.SHELVES, key, scan.value(), octets -> read(shelf, key, octets)));
                } catch (StoreException e) {
                    records.damaged(e.getMessage());
                }
            }
        }
        return page;
    }

    /** On a background thread: has the writer drop what has expired. A row that was written anew meanwhile stays. */
    void dropExpired(long nowMillis, Consumer<Command> writer) {
        List<byte[]> expired = new ArrayList<>();
        try (Scan scan = disk.scan(Table.SHELVES, FIRST, END)) {
            for (scan.first(); scan.isValid(); scan.next()) {
                if (isExpired(scan.value(), nowMillis)) {
                    expired.add(scan.key());
                }
                if (expired.size() == DROPPED_A_BATCH) {
                    drop(expired, nowMillis, writer);
                    expired = new ArrayList<>();
                }
            }
        }
        drop(expired, nowMillis, writer);
    }

    private void drop(List<byte[]> keys, long nowMillis, Consumer<Command> writer) {
        if (!keys.isEmpty()) {
            writer.accept(new Drop(disk, keys, nowMillis));
        }
    }

    /** Drops what is still expired when its turn comes. */
    private static final class Drop extends Command {
        private final Disk disk;
        private final List<byte[]> keys;
        private final long nowMillis;

        Drop(Disk disk, List<byte[]> keys, long nowMillis) {
            super(null);
            this.disk = disk;
            this.keys = keys;
            this.nowMillis = nowMillis;
        }

        /** A row that stands earlier in this very batch is not on the disk yet. */
        @Override
        boolean mustFollow(Batch batch) {
            return batch.records.count() > 0;
        }

        @Override
        void apply(Batch batch) {
            List<byte[]> values = disk.get(Table.SHELVES, keys);
            for (int i = 0; i < keys.size(); i++) {
                byte[] value = values.get(i);
                if (value != null && isExpired(value, nowMillis)) {
                    batch.records.delete(Table.SHELVES, keys.get(i));
                }
            }
        }

        @Override
        void answer() {
            // nobody asked
        }
    }

    private static boolean isExpired(byte[] octets, long nowMillis) {
        if (octets.length < Keys.LONG) {
            return false;
        }
        long expiresAtMillis = new RecordReader(octets).fixed64();
        return expiresAtMillis != 0 && expiresAtMillis <= nowMillis;
    }
}
