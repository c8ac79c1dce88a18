package dev.heliograph.simulation;

import dev.heliograph.dispatch.LaneClock;
import dev.heliograph.throttle.Scheduler;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;

/**
 * Simulated time, simulated event loops and one seed: whatever happens in it happens again for the same seed.
 *
 * <p>The world itself is an event loop whose tasks run at once, in order. A {@link #loop} of its own takes its tasks in order too, but a moment later, so that the
 * loops of a process overtake one another as threads do.
 */
public final class World implements Executor, Scheduler {
    private static final long MILLI = 1_000_000L;
    private static final int OUTSIDE = -1;

    /** The longest a task waits for its loop, in nanoseconds. */
    private static final int HAND_OVER_NANOS = 30_000;

    private final ArrayDeque<Timer> tasks = new ArrayDeque<>();
    private Timer[] timers = new Timer[1 << 10];
    private int timerCount;
    private final long wallAtStart = 1_790_000_000_000L;
    private long nowNanos = 1_000_000_000_000L;
    private final long startNanos = nowNanos;
    private long wallSetOffMillis;
    private long sequence;
    private int process;
    private long readingNanos;

    public final SplittableRandom random;

    public World(long seed) {
        random = new SplittableRandom(seed);
    }

    public long nanos() {
        return nowNanos;
    }

    /** @return what the machine's wall clock shows */
    public long wallMillis() {
        return trueMillis() + wallSetOffMillis;
    }

    /** @return what a clock would show that nobody ever set */
    public long trueMillis() {
        return wallAtStart + (nowNanos - startNanos) / MILLI;
    }

    /** Somebody sets the machine's wall clock. */
    public void setWallOff(long millis) {
        wallSetOffMillis = millis;
    }

    public LaneClock clock() {
        return new LaneClock(this::nanos, this::wallMillis, this, random);
    }

    /** Runs a task of the gateway's process, unless that has crashed by then. */
    @Override
    public void execute(Runnable task) {
        tasks.add(new Timer(nowNanos, 0, process, task));
    }

    /** As {@link #execute}, later. */
    @Override
    public void after(long delayNanos, Runnable task) {
        add(nowNanos + Math.max(0, delayNanos), process, task);
    }

    public void afterMillis(long millis, Runnable task) {
        after(millis * MILLI, task);
    }

    /** Something that happens outside the gateway, whatever becomes of its process. */
    public void outside(long millis, Runnable task) {
        add(nowNanos + millis * MILLI, OUTSIDE, task);
    }

    /** As {@link #outside}, in nanoseconds. */
    public void outsideNanos(long nanos, Runnable task) {
        add(nowNanos + nanos, OUTSIDE, task);
    }

    /** @return an event loop of the process that runs now */
    public Loop loop() {
        return new Loop();
    }

    /** Runs something whose answers, given to loops, come {@code nanos} later: it has read now, and is slow to tell. */
    public void reading(long nanos, Runnable read) {
        readingNanos = nanos;
        try {
            read.run();
        } finally {
            readingNanos = 0;
        }
    }

    /** Numbers the gateway's processes: what an earlier one would have heard is lost. */
    public int process() {
        return process;
    }

    /** Runs everything that is due within the next {@code millis} of simulated time. */
    public void runMillis(long millis) {
        long end = nowNanos + millis * MILLI;
        runTasks();
        while (timerCount > 0 && timers[0].due <= end) {
            Timer timer = poll();
            nowNanos = Math.max(nowNanos, timer.due);
            if (timer.process == process || timer.process == OUTSIDE) {
                timer.task.run();
                runTasks();
            }
        }
        nowNanos = end;
    }

    public void runTasks() {
        for (Timer task; (task = tasks.poll()) != null; ) {
            if (task.process == process) {
                task.task.run();
            }
        }
    }

    /** Ends the gateway's process, as kill -9 does. */
    public void crash() {
        process++;
    }

    // ---- the timers: a heap by due time and then by the order in which they were set

    private void add(long due, int whose, Runnable task) {
        if (timerCount == timers.length) {
            timers = Arrays.copyOf(timers, 2 * timerCount);
        }
        Timer added = new Timer(due, sequence++, whose, task);
        int at = timerCount++;
        for (int above = (at - 1) >> 1; at > 0 && added.isBefore(timers[above]); above = (at - 1) >> 1) {
            timers[at] = timers[above];
            at = above;
        }
        timers[at] = added;
    }

    private Timer poll() {
        Timer first = timers[0];
        Timer last = timers[--timerCount];
        timers[timerCount] = null;
        int at = 0;
        for (int below = 1; below < timerCount; below = 2 * at + 1) {
            if (below + 1 < timerCount && timers[below + 1].isBefore(timers[below])) {
                below++;
            }
            if (last.isBefore(timers[below])) {
                break;
            }
            timers[at] = timers[below];
            at = below;
        }
        if (timerCount > 0) {
            timers[at] = last;
        }
        return first;
    }

    private static final class Timer {
        private final long due;
        private final long order;
        private final int process;
        private final Runnable task;

        Timer(long due, long order, int process, Runnable task) {
            this.due = due;
            this.order = order;
            this.process = process;
            this.task = task;
        }

        boolean isBefore(Timer other) {
            return due != other.due ? due < other.due : order < other.order;
        }
    }

    /** One event loop of one process of the gateway. */
    public final class Loop implements Executor, Scheduler {
        private final int mine = process;
        private long last;

        @Override
        public void execute(Runnable task) {
            if (readingNanos > 0) {
                add(nowNanos + readingNanos, mine, () -> takeOver(task));
            } else {
                takeOver(task);
            }
        }

        private void takeOver(Runnable task) {
            last = Math.max(last, nowNanos + random.nextInt(HAND_OVER_NANOS));
            add(last, mine, task);
        }

        @Override
        public void after(long delayNanos, Runnable task) {
            add(nowNanos + Math.max(0, delayNanos), mine, task);
        }

        /** @return time as the parts on this loop are given it */
        public LaneClock clock(java.util.function.LongSupplier wallMillis) {
            return new LaneClock(World.this::nanos, wallMillis, this, random);
        }
    }
}
