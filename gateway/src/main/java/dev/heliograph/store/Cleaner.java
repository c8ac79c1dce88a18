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
 * <p>Ids and cursors rise with time, so the bound is found by halving. Messages are kept from their end on, so their statuses are looked at; what has
 * not ended survives, however old, and keeps no other from being dropped.
 */
final class Cleaner {
    private static final Logger log = LoggerFactory.getLogger(Cleaner.class);

    static final long EVERY_MILLIS = TimeUnit.MINUTES.toMillis(10);
    /** Ids in a row that are worth a record which deletes a range; shorter ones are deleted one by one. */
    private static final int RANGE_MIN = 256;
    /** Deleted by one command: a millisecond of the writer's time. */
    private static final int DROPPED_A_BATCH = 1_000;

    private static final byte[] FIRST = {};

    private final Disk disk;
    private final Records records;
    private final Parked parked;
    private final Shelves shelves;
    private final Streams streams;
    private final Executor background;
    private final Consumer<Command> writer;
    private final long retentionMillis;
    private final AtomicBoolean running = new AtomicBoolean();
    private long lastRunMillis;

    Cleaner(
            Disk disk,
            Records records,
            Parked parked,
            Shelves shelves,
            Streams streams,
            Executor background,
            Consumer<Command> writer,
            StoreOptions options,
            long nowMillis) {
        this.disk = disk;
        this.records = records;
        this.parked = parked;
        this.shelves = shelves;
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
        parked.dropOlder(keepFromMillis, writer);
        parked.count(writer);
        shelves.dropExpired(nowMillis, writer);
    }

    /** Messages that ended before {@code keepFromMillis}; whatever has not ended stays, however old. */
    private void dropMessages(long keepFromMillis) {
        long end = firstSince(Table.MESSAGES, FIRST, Keys.id(-1), MessageCodec::acceptedAtMillis, keepFromMillis);
        List<Long> single = new ArrayList<>();
        for (EndedMessages.Span span : new EndedMessages(disk, records).find(end, keepFromMillis)) {
            if (span.length() >= RANGE_MIN) {
                drop(Table.MESSAGES, Keys.id(span.first()), Keys.id(span.last() + 1));
                drop(Table.STATUS, Keys.id(span.first()), Keys.id(span.last() + 1));
                continue;
            }
            for (long id = span.first(); id <= span.last(); id++) {
                single.add(id);
            }
            if (single.size() >= DROPPED_A_BATCH) {
                dropSingle(List.copyOf(single));
                single.clear();
            }
        }
        dropSingle(List.copyOf(single));
    }

    private void dropSingle(List<Long> ids) {
        writer.accept(new Note(null, batch -> ids.forEach(id -> batch.dropMessage(id)), () -> {}));
    }

    private void dropEvents(Streams.Stream stream, long keepFromMillis) {
        byte[] end = Keys.event(stream.prefix(), stream.durable()); // the newest stays, for its number
        long keepFrom = firstSince(Table.EVENTS, stream.prefix(), end, Streams::storedAtMillis, keepFromMillis);
        drop(Table.EVENTS, stream.prefix(), Keys.event(stream.prefix(), keepFrom));
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
