package dev.heliograph.store;

import dev.heliograph.message.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what was asked for, on threads that may wait for the disk, and answers on the owner's executor. */
final class Reader {
    private static final Logger log = LoggerFactory.getLogger(Reader.class);

    private final Disk disk;
    private final Records records;
    private final StoreCounts counts;
    private final Executor quick;
    private final Executor thorough;

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

    <T> void ask(Executor owner, Supplier<T> question, @Nullable T otherwise, Consumer<T> answer) {
        quick.execute(() -> read(owner, question, otherwise, answer));
    }

    <T> void search(Executor owner, Supplier<T> question, @Nullable T otherwise, Consumer<T> answer) {
        thorough.execute(() -> read(owner, question, otherwise, answer));
    }

    /** The thread for long work that nobody waits for. */
    Executor background() {
        return thorough;
    }

    private <T> void read(Executor owner, Supplier<T> question, @Nullable T otherwise, Consumer<T> answer) {
        @Nullable T found;
        try {
            found = question.get();
        } catch (StoreException e) {
            records.damaged(e.getMessage());
            found = otherwise;
        }
        @Nullable T result = found;
        try {
            owner.execute(() -> answer.accept(result));
        } catch (RuntimeException e) {
            counts.failedCalls().increment();
            log.warn("an owner takes no answers any more: {}", e.toString());
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
