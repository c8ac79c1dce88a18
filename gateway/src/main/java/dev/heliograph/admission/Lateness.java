package dev.heliograph.admission;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * How late the node's event loops are: how long a task waits until its loop comes to it. What was accepted is sent, and its receipts are told, by these loops; when they
 * are late, every submission let in makes those wait longer that were let in before.
 *
 * <p>Nothing runs here by itself: who lets work in asks the loops now and then, each one that has answered the last time. So an idle node asks nobody. Any thread may call.
 */
public final class Lateness {
    private final LongSupplier nanos;
    private volatile List<Loop> loops = List.of();

    /** @param nanos monotonic */
    public Lateness(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param executors run a task on a loop each, behind what already waits there */
    public void watch(List<Executor> executors) {
        loops = executors.stream().map(Loop::new).toList();
    }

    /** Asks every loop that has answered. */
    void ask() {
        for (Loop loop : loops) {
            loop.ask();
        }
    }

    /** @return nanoseconds that the latest of the loops is late, as far as is known now */
    long nanos() {
        long most = 0;
        for (Loop loop : loops) {
            most = Math.max(most, loop.nanos());
        }
        return most;
    }

    private final class Loop {
        private final Executor executor;
        private final AtomicBoolean asked = new AtomicBoolean();
        private volatile long askedAt;
        private volatile long late;

        Loop(Executor executor) {
            this.executor = executor;
        }

        void ask() {
            if (!asked.get() && asked.compareAndSet(false, true)) {
                askedAt = nanos.getAsLong();
                executor.execute(this::answer);
            }
        }

        private void answer() {
            // A quarter of what it was remains, so that one late turn is not forgotten in the next.
            late = Math.max(nanos.getAsLong() - askedAt, late / 4);
            asked.set(false);
        }

        long nanos() {
            return asked.get() ? Math.max(late, nanos.getAsLong() - askedAt) : late;
        }
    }
}
