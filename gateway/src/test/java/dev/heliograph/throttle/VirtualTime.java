package dev.heliograph.throttle;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** A clock and its timers, moved by hand. */
final class VirtualTime implements LongSupplier, Scheduler {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    private record Timer(long due, long order, Runnable task) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::order));
    private long now;
    private long order;

    @Override
    public long getAsLong() {
        return now;
    }

    @Override
    public void after(long delayNanos, Runnable task) {
        timers.add(new Timer(now + delayNanos, order++, task));
    }

    void advance(long nanos) {
        long end = now + nanos;
        while (!timers.isEmpty() && timers.peek().due <= end) {
            Timer timer = timers.remove();
            now = Math.max(now, timer.due);
            timer.task.run();
        }
        now = end;
    }
}
