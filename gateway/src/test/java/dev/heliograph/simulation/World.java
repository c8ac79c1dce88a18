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
    private static final int TIMERS = 1 << 10;
    private static final int SLOT_BITS = 22;

    /** The longest a task waits for its loop, in nanoseconds. */
    private static final int HAND_OVER_NANOS = 30_000;

    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private long[] dues = new long[TIMERS];
    private long[] tags = new long[TIMERS];
    /** By slot. */
    private int[] owners = new int[TIMERS];

    private Runnable[] timers = new Runnable[TIMERS];
    /** From {@link #timerCount} on the slots that no timer has. */
    private int[] free = new int[TIMERS];

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
        Arrays.setAll(free, slot -> slot);
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
        tasks.add(new Task(process, task));
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
        while (timerCount > 0 && dues[0] <= end) {
            nowNanos = Math.max(nowNanos, dues[0]);
            int slot = slotOf(tags[0]);
            int owner = owners[slot];
            Runnable timer = timers[slot];
            removeFirst();
            if (owner == process || owner == OUTSIDE) {
                timer.run();
                runTasks();
            }
        }
        nowNanos = end;
    }

    /** @return timers set, among them the tasks that were handed to loops */
    public int waiting() {
        return timerCount + tasks.size();
    }

    public void runTasks() {
        for (Task task; (task = tasks.poll()) != null; ) {
            if (task.process == process) {
                task.task.run();
            }
        }
    }

    /** Ends the gateway's process, as kill -9 does. */
    public void crash() {
        process++;
    }

    // ---- the timers: a heap of four branches by due time and then by the order in which they were set, which a
    // timer's
    // tag begins with; it ends with the timer's slot. There are very many, so what the heap moves are plain numbers.

    private void add(long due, int whose, Runnable task) {
        if (timerCount == dues.length) {
            grow();
        }
        int slot = free[timerCount];
        owners[slot] = whose;
        timers[slot] = task;
        int at = timerCount++;
        while (at > 0) {
            int above = (at - 1) >> 2;
            if (due >= dues[above]) {
                break;
            }
            dues[at] = dues[above];
            tags[at] = tags[above];
            at = above;
        }
        dues[at] = due;
        tags[at] = sequence++ << SLOT_BITS | slot;
    }

    private void removeFirst() {
        int slot = slotOf(tags[0]);
        timers[slot] = null;
        int last = --timerCount;
        free[last] = slot;
        long due = dues[last];
        long tag = tags[last];
        int at = 0;
        for (int below = 1; below < last; below = 4 * at + 1) {
            int first = firstOf(below, Math.min(below + 4, last));
            if (!isBefore(first, due, tag)) {
                break;
            }
            dues[at] = dues[first];
            tags[at] = tags[first];
            at = first;
        }
        dues[at] = due;
        tags[at] = tag;
    }

    private int firstOf(int from, int to) {
        int first = from;
        for (int i = from + 1; i < to; i++) {
            if (isBefore(i, dues[first], tags[first])) {
                first = i;
            }
        }
        return first;
    }

    private boolean isBefore(int one, long due, long tag) {
        return dues[one] != due ? dues[one] < due : tags[one] < tag;
    }

    private static int slotOf(long tag) {
        return (int) tag & ((1 << SLOT_BITS) - 1);
    }

    private void grow() {
        int size = 2 * timerCount;
        if (size > 1 << SLOT_BITS) {
            throw new IllegalStateException(timerCount + " timers");
        }
        dues = Arrays.copyOf(dues, size);
        tags = Arrays.copyOf(tags, size);
        owners = Arrays.copyOf(owners, size);
        timers = Arrays.copyOf(timers, size);
        free = Arrays.copyOf(free, size);
        for (int slot = timerCount; slot < size; slot++) {
            free[slot] = slot;
        }
    }

    /** Something to do at once, unless its process has ended. */
    private record Task(int process, Runnable task) {}

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
