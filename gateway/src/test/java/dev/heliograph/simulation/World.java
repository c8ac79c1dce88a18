package dev.heliograph.simulation;

import dev.heliograph.dispatch.LaneClock;
import dev.heliograph.throttle.Scheduler;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/** Simulated time, one simulated event loop and one seed: whatever happens in it happens again for the same seed. */
public final class World implements Executor, Scheduler {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final long wallAtStart = 1_790_000_000_000L;
    private long nowNanos = 1_000_000_000_000L;
    private final long startNanos = nowNanos;
    private long sequence;
    private int process;

    public final SplittableRandom random;

    public World(long seed) {
        random = new SplittableRandom(seed);
    }

    public long nanos() {
        return nowNanos;
    }

    public long wallMillis() {
        return wallAtStart + (nowNanos - startNanos) / 1_000_000;
    }

    public LaneClock clock() {
        return new LaneClock(this::nanos, this::wallMillis, this, random);
    }

    /** Runs a task of the gateway's process, unless that has crashed by then. */
    @Override
    public void execute(Runnable task) {
        tasks.add(ofThisProcess(task));
    }

    /** As {@link #execute}, later. */
    @Override
    public void after(long delayNanos, Runnable task) {
        timers.add(new Timer(nowNanos + Math.max(0, delayNanos), sequence++, ofThisProcess(task)));
    }

    public void afterMillis(long millis, Runnable task) {
        after(millis * 1_000_000, task);
    }

    /** Something that happens outside the gateway, whatever becomes of its process. */
    public void outside(long millis, Runnable task) {
        timers.add(new Timer(nowNanos + millis * 1_000_000, sequence++, task));
    }

    /** Numbers the gateway's processes: what an earlier one would have heard is lost. */
    public int process() {
        return process;
    }

    private Runnable ofThisProcess(Runnable task) {
        int mine = process;
        return () -> {
            if (mine == process) {
                task.run();
            }
        };
    }

    /** Runs everything that is due within the next {@code millis} of simulated time. */
    public void runMillis(long millis) {
        long end = nowNanos + millis * 1_000_000;
        runTasks();
        while (!timers.isEmpty() && timers.peek().due <= end) {
            Timer timer = timers.poll();
            nowNanos = Math.max(nowNanos, timer.due);
            timer.task.run();
            runTasks();
        }
        nowNanos = end;
    }

    public void runTasks() {
        for (Runnable task; (task = tasks.poll()) != null; ) {
            task.run();
        }
    }

    /** Ends the gateway's process, as kill -9 does. */
    public void crash() {
        process++;
    }

    private record Timer(long due, long sequence, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(sequence, other.sequence);
        }
    }
}
