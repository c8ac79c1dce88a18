package dev.heliograph.egress.receiver;

import dev.heliograph.egress.PumpLoop;
import dev.heliograph.throttle.Scheduler;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An event loop and its clock, both turned by hand. */
final class ManualLoop implements Executor, Scheduler {
    private record Timer(long atNanos, Runnable task) {}

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>((one, other) -> Long.compare(one.atNanos, other.atNanos));
    private long nanos = 1;

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void after(long delayNanos, Runnable task) {
        timers.add(new Timer(nanos + delayNanos, task));
    }

    long nanos() {
        return nanos;
    }

    PumpLoop asPumpLoop() {
        return new PumpLoop(this, this, this::nanos);
    }

    void runAll() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    void advance(long millis) {
        long until = nanos + TimeUnit.MILLISECONDS.toNanos(millis);
        runAll();
        while (!timers.isEmpty() && timers.peek().atNanos <= until) {
            Timer timer = timers.remove();
            nanos = Math.max(nanos, timer.atNanos);
            timer.task.run();
            runAll();
        }
        nanos = until;
    }

    int timers() {
        return timers.size();
    }
}
