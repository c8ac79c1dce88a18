package dev.heliograph.dispatch;

import dev.heliograph.message.Priority;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings back into the lane what did not fit into its memory, in order, one priority apart from another.
 *
 * <p>Once the lane has refused a message of a priority, the store hands it no more of them: they lie in the backlog. The lane reads that page by page and, when a
 * page comes back short, asks the store to catch up: the store's writer reads the last few itself and from then on hands over again. A message that came both
 * ways, because one was under way while the other was asked for, is known by its position.
 */
final class Refill {
    private final String channel;
    private final Store store;
    private final Executor loop;
    private final int pageMax;
    private final Consumer<Queued> take;
    private final Row[] rows = new Row[Priority.values().length];

    Refill(String channel, Store store, Executor loop, int pageMax, Consumer<Queued> take) {
        this.channel = channel;
        this.store = store;
        this.loop = loop;
        this.pageMax = pageMax;
        this.take = take;
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Row(Priority.of(i));
        }
    }

    /** The lane has no room: on the store's writer. */
    void spilled(Priority priority) {
        rows[priority.ordinal()].spilled = true;
    }

    /** @return whether the lane has this one already; remembers that it has it now */
    boolean isKnown(Queued queued) {
        Row row = rows[queued.message().priority().ordinal()];
        if (queued.position() <= row.lastPosition) {
            return true;
        }
        row.lastPosition = queued.position();
        return false;
    }

    long lastPosition() {
        long last = 0;
        for (Row row : rows) {
            last = Math.max(last, row.lastPosition);
        }
        return last;
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
        long lastPosition;
        boolean reading;

        /** Set by the store's writer when the lane refused, and at the start; cleared by the loop. True at first: nobody knows what an earlier run left. */
        volatile boolean spilled = true;

        Row(Priority priority) {
            this.priority = priority;
        }

        void read(int page) {
            reading = true;
            store.backlog(channel, priority, lastPosition, page, loop, queued -> {
                boolean shortPage = queued.size() < page;
                queued.forEach(take);
                if (shortPage) {
                    catchUp(page);
                } else {
                    reading = false;
                }
            });
        }

        private void catchUp(int page) {
            // Before the question, not after the answer: a refusal that comes between the two must not be wiped out.
            spilled = false;
            store.catchUp(channel, priority, lastPosition, page, loop, queued -> caughtUp(queued));
        }

        private void caughtUp(@Nullable List<Queued> queued) {
            reading = false;
            if (queued == null) {
                spilled = true;
            } else {
                queued.forEach(take);
            }
        }
    }
}
