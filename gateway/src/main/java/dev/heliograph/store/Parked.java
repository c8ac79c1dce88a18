package dev.heliograph.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The receipts on the disk whose message is not known, at most {@value #ROWS_MAX}. Beyond that the oldest go, for they are the least likely to be claimed still; they were acknowledged, so they are
 * counted.
 *
 * <p>Beside each receipt stands an empty row that begins with 0, where receipts have the length of their account, and with the time at which it came: those rows lie in the order in which receipts
 * go. A receipt that is parked again leaves its earlier row behind; such a row counts for nothing and goes when its turn comes.
 *
 * <p>Writer only, but for {@link #dropOlder} and {@link #count}.
 */
final class Parked {
    static final int ROWS_MAX = 1_000_000;
    /** Taken away together: going to the oldest costs more the more has been taken away before it. */
    private static final int EVICTED_AT_ONCE = 1_000;

    private static final int DROPPED_A_BATCH = 1_000;
    private static final byte[] FIRST_TIME = {0};
    private static final byte[] FIRST = {1};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xFF};

    private final Disk disk;
    private final StoreCounts counts;
    private final int max;
    private final AtomicLong rows = new AtomicLong();
    /** No row of a time lies before it but those that this batch takes away. */
    private byte[] oldest = FIRST_TIME;

    Parked(Disk disk, StoreCounts counts) {
        this(disk, counts, ROWS_MAX);
    }

    Parked(Disk disk, StoreCounts counts, int max) {
        this.disk = disk;
        this.counts = counts;
        this.max = max;
    }

    /** @return receipts on the disk, an estimate until they have been counted */
    long rows() {
        return rows.get();
    }

    void put(BatchBuffer records, byte[] key, byte[] octets, long receivedAtMillis) {
        if (disk.get(Table.PARKED, key) == null) {
            if (rows.get() >= max) {
                evict(records);
            }
            rows.incrementAndGet();
        }
        records.put(Table.PARKED, key, octets);
        byte[] time = time(receivedAtMillis, key);
        records.put(Table.PARKED, time, new byte[0]);
        if (Arrays.compareUnsigned(time, oldest) < 0) {
            oldest = time;
        }
    }

    void remove(BatchBuffer records, byte[] key) {
        byte[] octets = disk.get(Table.PARKED, key);
        if (octets != null) {
            rows.decrementAndGet();
            records.delete(Table.PARKED, time(receivedAtMillis(octets), key));
        }
        records.delete(Table.PARKED, key); // it may stand in this very batch
    }

    private void evict(BatchBuffer records) {
        int evictedMax = Math.min(EVICTED_AT_ONCE, Math.max(1, max / 10));
        int evicted = 0;
        try (Scan times = disk.scan(Table.PARKED, oldest, FIRST)) {
            for (times.first(); times.isValid() && evicted < evictedMax; times.next()) {
                byte[] time = times.key();
                evicted += take(records, time) ? 1 : 0;
                oldest = Arrays.copyOf(time, time.length + 1);
            }
        }
        rows.addAndGet(-evicted);
        counts.parkedEvicted().add(evicted);
    }

    /** @return whether a receipt went with it */
    private boolean take(BatchBuffer records, byte[] time) {
        byte[] key = key(time);
        byte[] octets = disk.get(Table.PARKED, key);
        boolean counts = octets != null && Arrays.equals(time(receivedAtMillis(octets), key), time);
        if (counts) {
            records.delete(Table.PARKED, key);
        }
        records.delete(Table.PARKED, time);
        return counts;
    }

    // ---- on a background thread

    /** Counts what is there, and gives each receipt its row of a time that has none. */
    void count(java.util.function.Consumer<Command> writer) {
        long before = rows.get();
        long found = 0;
        List<byte[]> missing = new ArrayList<>();
        try (Scan scan = disk.scan(Table.PARKED, FIRST, END)) {
            for (scan.first(); scan.isValid(); scan.next()) {
                found++;
                byte[] time = time(receivedAtMillis(scan.value()), scan.key());
                if (disk.get(Table.PARKED, time) == null) {
                    missing.add(time);
                }
                if (missing.size() == DROPPED_A_BATCH) {
                    add(missing, writer);
                    missing = new ArrayList<>();
                }
            }
        }
        add(missing, writer);
        rows.addAndGet(found - before);
    }

    private void add(List<byte[]> times, java.util.function.Consumer<Command> writer) {
        if (!times.isEmpty()) {
            writer.accept(new Note(
                    null,
                    batch -> {
                        times.forEach(time -> batch.records.put(Table.PARKED, time, new byte[0]));
                        oldest = FIRST_TIME;
                    },
                    () -> {}));
        }
    }

    /** Has the writer drop what came before a moment. */
    void dropOlder(long keepFromMillis, java.util.function.Consumer<Command> writer) {
        List<byte[]> times = new ArrayList<>();
        byte[] end =
                new RecordWriter(1 + Keys.LONG).octet(0).fixed64(keepFromMillis).array();
        try (Scan scan = disk.scan(Table.PARKED, FIRST_TIME, end)) {
            for (scan.first(); scan.isValid(); scan.next()) {
                times.add(scan.key());
                if (times.size() == DROPPED_A_BATCH) {
                    drop(times, writer);
                    times = new ArrayList<>();
                }
            }
        }
        drop(times, writer);
    }

    private void drop(List<byte[]> times, java.util.function.Consumer<Command> writer) {
        if (!times.isEmpty()) {
            writer.accept(new Note(
                    null,
                    batch -> {
                        for (byte[] time : times) {
                            rows.addAndGet(take(batch.records, time) ? -1 : 0);
                        }
                    },
                    () -> {}));
        }
    }

    // ---- keys

    /** @return the key of the row that stands for the time at which the receipt of a key came */
    private static byte[] time(long receivedAtMillis, byte[] key) {
        return new RecordWriter(1 + Keys.LONG + key.length)
                .octet(0)
                .fixed64(receivedAtMillis)
                .raw(key)
                .array();
    }

    /** @return whether it is the key of such a row and not of a receipt */
    static boolean isTime(byte[] key) {
        return key.length > 1 + Keys.LONG && key[0] == 0;
    }

    private static byte[] key(byte[] time) {
        return Arrays.copyOfRange(time, 1 + Keys.LONG, time.length);
    }

    /** A damaged one counts as the oldest. */
    private static long receivedAtMillis(byte[] octets) {
        try {
            return SmallCodecs.readParked(octets).receivedAtMillis();
        } catch (DamagedRecordException e) {
            return 0;
        }
    }
}
