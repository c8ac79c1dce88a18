package dev.heliograph.store;

import dev.heliograph.message.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what was asked for, on threads that may wait for the disk, and answers on the owner's executor. What the disk cannot tell is asked for again, and after about
 * a second answered as failed: never as if it were not there.
 */
final class Reader {
    private static final Logger log = LoggerFactory.getLogger(Reader.class);

    /** Reads of one question before its failure is answered: with {@link #RETRY_MILLIS} between them about a second. */
    private static final int TRIES_MAX = 5;

    private static final long RETRY_MILLIS = 250;

    /** Bounded by what may be asked at once. */
    private final Queue<Runnable> again = new ConcurrentLinkedQueue<>();

    private final Disk disk;
    private final Records records;
    private final StoreCounts counts;
    private final Executor quick;
    private final Executor thorough;
    private long retriedAtMillis;

    /**
     * @param quick for what an answer waits for
     * @param thorough for what looks at very much
     */
    Reader(Disk disk, Records records, StoreCounts counts, Executor quick, Executor thorough) {
        this.quick = quick;
        this.thorough = thorough;
        this.disk = disk;
        this.records = records;
        this.counts = counts;
    }

    /** @param otherwise the answer when the one record that was asked for is damaged, which is counted and named in the log */
    <T> void ask(Executor owner, Supplier<T> question, @Nullable T otherwise, Consumer<T> answer, Runnable failed) {
        ask(quick, owner, question, otherwise, answer, failed);
    }

    <T> void search(Executor owner, Supplier<T> question, @Nullable T otherwise, Consumer<T> answer, Runnable failed) {
        ask(thorough, owner, question, otherwise, answer, failed);
    }

    /** Where long work is done that nobody waits for. */
    Executor background() {
        return thorough;
    }

    private <T> void ask(
            Executor threads,
            Executor owner,
            Supplier<T> question,
            @Nullable T otherwise,
            Consumer<T> answer,
            Runnable failed) {
        threads.execute(() -> read(threads, owner, question, otherwise, answer, failed, 1));
    }

    private <T> void read(
            Executor threads,
            Executor owner,
            Supplier<T> question,
            @Nullable T otherwise,
            Consumer<T> answer,
            Runnable failed,
            int tries) {
        @Nullable T found;
        try {
            found = question.get();
        } catch (StoreException e) {
            if (e.isDamagedRecord()) {
                records.damaged(e.getMessage());
                answer(owner, () -> answer.accept(otherwise));
                return;
            }
            counts.readFailures().increment();
            if (tries < TRIES_MAX) {
                again.add(() ->
                        threads.execute(() -> read(threads, owner, question, otherwise, answer, failed, tries + 1)));
            } else {
                log.error("a read of the store failed {} times: {}", tries, e.getMessage());
                answer(owner, failed);
            }
            return;
        }
        @Nullable T result = found;
        answer(owner, () -> answer.accept(result));
    }

    private void answer(Executor owner, Runnable answer) {
        try {
            owner.execute(answer);
        } catch (RuntimeException e) {
            counts.failedCalls().increment();
            log.warn("an owner takes no answers any more: {}", e.toString());
        }
    }

    /** Writer only, again and again: asks the disk once more for what it could not tell, all together and not more often than every 250 ms. */
    void retry(long nowMillis) {
        if (again.isEmpty() || Math.abs(nowMillis - retriedAtMillis) < RETRY_MILLIS) {
            return;
        }
        retriedAtMillis = nowMillis;
        for (int left = again.size(); left > 0; left--) {
            Runnable one = again.poll();
            if (one != null) {
                one.run();
            }
        }
    }

    /** @see Store#backlog */
    List<Queued> backlog(Lane lane, long afterPosition, int limit) {
        List<Queued> page = new ArrayList<>();
        byte[] end = Keys.after(lane.prefix());
        try (Scan scan = disk.scan(Table.BACKLOG, lane.key(afterPosition + 1), end)) {
            scan.first();
            // More than once only when some of the page could not be read: a short page would mean the end.
            while (page.size() < limit && scan.isValid()) {
                List<Records.Standing> standings = new ArrayList<>();
                for (; page.size() + standings.size() < limit && scan.isValid(); scan.next()) {
                    standings.add(Records.standing(scan.key(), scan.value()));
                }
                page.addAll(records.queued(standings));
            }
        }
        return page;
    }

    /**
     * @param oldestDay the day, as {@link Keys#dayOf} counts, before which nothing is kept
     * @see Store#correlate
     */
    @Nullable
    Correlated correlate(String channel, String providerId, int today, int oldestDay) {
        List<byte[]> keys = new ArrayList<>();
        for (int day = today; day >= oldestDay; day--) {
            keys.add(Keys.correlation(day, channel, providerId));
        }
        for (byte[] id : disk.get(Table.CORRELATIONS, keys)) {
            if (id != null) {
                Found found = records.find(new RecordReader(id).fixed64());
                return found == null ? null : new Correlated(found.message(), found.status());
            }
        }
        return null;
    }

    /** @see Store#parked */
    List<ParkedReceipt> parked(String channel) {
        byte[] prefix = Keys.channelPrefix(channel);
        List<ParkedReceipt> parked = new ArrayList<>();
        try (Scan scan = disk.scan(Table.PARKED, prefix, Keys.after(prefix))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                try {
                    parked.add(Records.decode(Table.PARKED, scan.key(), scan.value(), SmallCodecs::readParked));
                } catch (StoreException e) {
                    records.damaged(e.getMessage());
                }
            }
        }
        return parked;
    }

    /** @see Store#events */
    List<Event> events(String account, long afterCursor, int limit) {
        byte[] prefix = Keys.accountPrefix(account);
        List<Event> events = new ArrayList<>();
        try (Scan scan = disk.scan(Table.EVENTS, Keys.event(prefix, afterCursor + 1), Keys.after(prefix))) {
            for (scan.first(); scan.isValid() && events.size() < limit; scan.next()) {
                byte[] key = scan.key();
                try {
                    events.add(Records.decode(
                            Table.EVENTS, key, scan.value(), octets -> Streams.read(Keys.lastLong(key), octets)));
                } catch (StoreException e) {
                    records.damaged(e.getMessage());
                }
            }
        }
        return events;
    }

    /** @see Store#position */
    @Nullable
    ConsumerPosition position(String account, String consumer) {
        byte[] key = Keys.consumer(account, consumer);
        byte[] octets = disk.get(Table.CONSUMERS, key);
        return octets == null ? null : Records.decode(Table.CONSUMERS, key, octets, SmallCodecs::readPosition);
    }
}
