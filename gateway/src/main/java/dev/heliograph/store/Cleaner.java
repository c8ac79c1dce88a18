package dev.heliograph.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops what is past its retention. It looks for the bounds on a background thread, without disturbing anybody, and then has the writer delete whole ranges, each
 * of which is one small record however much lies within.
 *
 * <p>Ids and cursors rise with time, so the bound is found by halving. What still waits survives, however old.
 */
final class Cleaner {
    private static final Logger log = LoggerFactory.getLogger(Cleaner.class);

    static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(10);
    /** Waiting messages that one run steps around; where there are more of them it stops, and goes on when some of them have left. */
    private static final int SURVIVORS_MAX = 1_000;

    private static final int PARKED_DROPPED_MAX = 10_000;
    private static final byte[] FIRST = {};

    private final Disk disk;
    private final Lanes lanes;
    private final Streams streams;
    private final Executor background;
    private final Consumer<Command> writer;
    private final long retentionMillis;
    private final AtomicBoolean running = new AtomicBoolean();
    private long lastRunMillis;

    Cleaner(
            Disk disk,
            Lanes lanes,
            Streams streams,
            Executor background,
            Consumer<Command> writer,
            StoreOptions options,
            long nowMillis) {
        this.disk = disk;
        this.lanes = lanes;
        this.streams = streams;
        this.background = background;
        this.writer = writer;
        this.retentionMillis = TimeUnit.HOURS.toMillis(options.retentionHours());
        this.lastRunMillis = nowMillis;
    }

    /** Writer only: starts a run when it is time. */
    void tick(long nowMillis) {
        if (Math.abs(nowMillis - lastRunMillis) >= EVERY_MILLIS && running.compareAndSet(false, true)) {
            lastRunMillis = nowMillis;
            background.execute(() -> {
                try {
                    run(nowMillis);
                } catch (StoreException e) {
                    log.error("cleaning stopped: {}", e.getMessage());
                } finally {
                    running.set(false);
                }
            });
        }
    }

    private void run(long nowMillis) {
        long keepFromMillis = nowMillis - retentionMillis;
        dropMessages(keepFromMillis);
        for (Streams.Stream stream : streams.all()) {
            dropEvents(stream, keepFromMillis);
        }
        drop(Table.CORRELATIONS, FIRST, Keys.day(Keys.dayOf(keepFromMillis)));
        drop(Table.IDEMPOTENCY, FIRST, Keys.day(Keys.dayOf(nowMillis) - 1));
        dropParked(keepFromMillis);
    }

    private void dropMessages(long keepFromMillis) {
        long keepFrom = firstSince(Table.MESSAGES, FIRST, Keys.id(-1), MessageCodec::acceptedAtMillis, keepFromMillis);
        for (Lane lane : lanes.all()) {
            try (Scan scan = disk.scan(Table.BACKLOG, lane.prefix(), Keys.after(lane.prefix()))) {
                if (scan.first().isValid()) {
                    keepFrom = Math.min(keepFrom, Keys.lastLong(scan.key()));
                }
            }
        }
        long from = 0;
        for (long survivor : survivorsBefore(keepFrom)) {
            dropMessages(from, survivor);
            from = survivor + 1;
        }
    }

    private void dropMessages(long from, long to) {
        drop(Table.MESSAGES, Keys.id(from), Keys.id(to));
        drop(Table.STATUS, Keys.id(from), Keys.id(to));
    }

    /** @return ids, rising, of messages that wait in the schedule or behind their id, at most 1,000; and at the end {@code id}, if there are no more before it */
    private List<Long> survivorsBefore(long id) {
        List<Long> ids = new ArrayList<>();
        try (Scan scan = disk.scan(Table.PLACES, Keys.id(0), Keys.id(id))) {
            for (scan.first(); scan.isValid() && ids.size() < SURVIVORS_MAX; scan.next()) {
                ids.add(Keys.lastLong(scan.key()));
            }
            if (!scan.isValid()) {
                ids.add(id);
            }
        }
        return ids;
    }

    private void dropEvents(Streams.Stream stream, long keepFromMillis) {
        byte[] end = Keys.event(stream.prefix(), stream.durable()); // the newest stays, for its number
        long keepFrom = firstSince(Table.EVENTS, stream.prefix(), end, Streams::storedAtMillis, keepFromMillis);
        drop(Table.EVENTS, stream.prefix(), Keys.event(stream.prefix(), keepFrom));
    }

    private void dropParked(long keepFromMillis) {
        List<byte[]> keys = new ArrayList<>();
        try (Scan scan = disk.scan(Table.PARKED, FIRST, new byte[] {(byte) 0xFF, (byte) 0xFF})) {
            for (scan.first(); scan.isValid() && keys.size() < PARKED_DROPPED_MAX; scan.next()) {
                if (isOlder(scan.value(), keepFromMillis)) {
                    keys.add(scan.key());
                }
            }
        }
        if (!keys.isEmpty()) {
            writer.accept(new Note(
                    null, batch -> keys.forEach(key -> batch.records.delete(Table.PARKED, key)), () -> {}));
        }
    }

    private static boolean isOlder(byte[] parked, long keepFromMillis) {
        try {
            return SmallCodecs.readParked(parked).receivedAtMillis() < keepFromMillis;
        } catch (DamagedRecordException e) {
            return true;
        }
    }

    /** Has a range deleted, if there is anything in it, and then gives its files back. */
    private void drop(Table table, byte[] from, byte[] to) {
        try (Scan scan = disk.scan(table, from, to)) {
            if (!scan.first().isValid()) {
                return;
            }
        }
        writer.accept(new Note(
                background, batch -> batch.records.deleteRange(table, from, to), () -> disk.reclaim(table, from, to)));
    }

    /**
     * Halves a range of keys that end in rising numbers and whose records rise in time with them.
     *
     * @return the first number whose record is not older, or the one behind the last
     */
    private long firstSince(Table table, byte[] first, byte[] end, ToLongFunction<byte[]> timeOf, long sinceMillis) {
        try (Scan scan = disk.scan(table, first, end)) {
            if (!scan.first().isValid()) {
                return 0;
            }
            byte[] key = scan.key();
            long low = Keys.lastLong(key);
            scan.last();
            long high = Keys.lastLong(scan.key()) + 1;
            while (low < high) {
                long middle = low + (high - low) / 2;
                scan.seek(withLastLong(key, middle));
                long found = scan.isValid() ? Keys.lastLong(scan.key()) : high;
                if (found < high && isBefore(scan.value(), timeOf, sinceMillis)) {
                    low = found + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    private static boolean isBefore(byte[] octets, ToLongFunction<byte[]> timeOf, long sinceMillis) {
        try {
            return timeOf.applyAsLong(octets) < sinceMillis;
        } catch (DamagedRecordException e) {
            return true; // its neighbours tell
        }
    }

    private static byte[] withLastLong(byte[] key, long number) {
        return new RecordWriter(key.length)
                .raw(key, 0, key.length - Keys.LONG)
                .fixed64(number)
                .array();
    }
}
