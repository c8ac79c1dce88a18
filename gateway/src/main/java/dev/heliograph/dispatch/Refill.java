package dev.heliograph.dispatch;

import dev.heliograph.message.Priority;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Scheduler;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back into the lane what did not fit into its memory, in order, one priority apart from another.
 *
 * <p>Once the lane has refused a message of a priority, the store hands it no more of them: they lie in the backlog. The lane reads that page by page and, when a
 * page comes back short, asks the store to catch up: the store's writer reads the last few itself and from then on hands over again. A message that came both
 * ways, because one was under way while the other was asked for, is known by its position.
 */
final class Refill {
    private static final Logger log = LoggerFactory.getLogger(Refill.class);

    /** Between two tries to read what could not be read. */
    private static final long READ_PAUSE_NANOS = 1_000_000_000L;

    private final String channel;
    private final Store store;
    private final Executor loop;
    private final Scheduler scheduler;
    private final int pageMax;
    private final Taker taker;
    private final Row[] rows = new Row[Priority.values().length];

    Refill(String channel, Store store, Executor loop, Scheduler scheduler, int pageMax, Taker taker) {
        this.scheduler = scheduler;
        this.channel = channel;
        this.store = store;
        this.loop = loop;
        this.pageMax = pageMax;
        this.taker = taker;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Row(Priority.of(i));
        }
    }

    /** @return messages that may arrive beyond what there was room for when they were asked for: of each priority a page, and as much again from catching up */
    static int overshootMax(int pageMax) {
        return 2 * pageMax * Priority.values().length;
    }

    /** The lane has no room: on the store's writer. */
    void spilled(Priority priority) {
        rows[priority.ordinal()].spilled = true;
    }

    /**
     * Takes what the store's writer handed over. While the answer to a {@link Store#catchUp} is under way it may be overtaken by what was handed over after it; so
     * that waits, and is looked at behind the answer.
     */
    void handedOver(Queued queued) {
        Row row = rows[queued.message().priority().ordinal()];
        if (row.catchingUp) {
            row.behind.add(queued);
        } else {
            row.offer(queued, true);
        }
    }

    /** Any thread. */
    boolean isSpilled() {
        for (Row row : rows) {
            if (row.spilled) {
                return true;
            }
        }
        return false;
    }

    /** @return whether something that lay in the backlog a moment ago is still on its way */
    boolean isReading() {
        for (Row row : rows) {
            if (row.reading || row.catchingUp) {
                return true;
            }
        }
        return false;
    }

    /** Reads on where something lies, the most urgent first, if the lane has {@code room} for messages. */
    void readInto(int room) {
        int left = room;
        for (Row row : rows) {
            int page = Math.min(left, pageMax);
            if (row.spilled && !row.reading && page > 0) {
                row.read(page);
                left -= page;
            }
        }
    }

    private final class Row {
        final Priority priority;
        final ArrayDeque<Queued> behind = new ArrayDeque<>();
        long lastPosition;
        boolean reading;
        boolean catchingUp;

        /** Set by the store's writer when the lane refused, and at the start; cleared by the loop. True at first: nobody knows what an earlier run left. */
        volatile boolean spilled = true;

        Row(Priority priority) {
            this.priority = priority;
        }

        /** Passes a message on unless the lane had it, which its position tells: they come in rising order. */
        void offer(Queued queued, boolean counted) {
            boolean known = queued.position() <= lastPosition;
            if (!known) {
                lastPosition = queued.position();
            }
            taker.take(queued, known, counted);
        }

        void read(int page) {
            reading = true;
            store.backlog(
                    channel, priority, lastPosition, page, loop, queued -> onPage(queued, page), () -> again(page));
        }

        /** The disk could not tell what lies there: it is asked again, for nothing may be passed over. */
        private void again(int page) {
            log.warn("{}: the backlog could not be read, next try in {} ms", channel, READ_PAUSE_NANOS / 1_000_000);
            scheduler.after(READ_PAUSE_NANOS, () -> read(page));
        }

        private void onPage(List<Queued> queued, int page) {
            queued.forEach(each -> offer(each, false));
            if (queued.size() < page) {
                catchUp(page);
            } else {
                reading = false;
                taker.refilled();
            }
        }

        private void catchUp(int page) {
            // Before the question, not after the answer: a refusal that comes between the two must not be wiped out.
            spilled = false;
            catchingUp = true;
            store.catchUp(channel, priority, lastPosition, page, loop, this::caughtUp);
        }

        private void caughtUp(@Nullable List<Queued> queued) {
            reading = false;
            catchingUp = false;
            if (queued == null) {
                spilled = true;
            } else {
                queued.forEach(each -> offer(each, false));
            }
            for (Queued each; (each = behind.poll()) != null; ) {
                offer(each, true);
            }
            taker.refilled();
        }
    }

    /** Who takes the messages: the lane. */
    interface Taker {
        /**
         * @param known whether the lane has it already, so that this copy is to be dropped
         * @param counted whether the lane has counted it as held already
         */
        void take(Queued queued, boolean known, boolean counted);

        /** A page is in. */
        void refilled();
    }
}
