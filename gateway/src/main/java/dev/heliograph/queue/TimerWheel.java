package dev.heliograph.queue;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Timeouts and retries by the million, for one owner thread that passes the time in.
 *
 * <p>A hierarchical timing wheel (Varghese and Lauck, 1987, scheme 7): time is counted in ticks, a tick is a number of eight
 * digits to the base 256, and each digit has a wheel of 256 slots. A timer waits in the wheel of the highest digit in which its
 * deadline differs from the present, in the slot of that digit; when the present reaches the start of the slot, its timers
 * <em>cascade</em> to lower wheels. So {@link #schedule} and {@link #cancel} touch one list, a timer moves at most once a digit
 * however far it lies ahead, and a bit per slot lets {@link #advance} leap over empty time.
 *
 * <p>A timer never fires early; it fires in the first {@code advance} at or after its deadline rounded up to a tick, timers of one
 * tick in no promised order. Timers live in parallel arrays that grow to {@code capacityMax} and are reused: no allocation once
 * they have grown.
 *
 * @param <E> what is handed back when the time has come; never null
 */
public final class TimerWheel<E> {
    /** No timer: what {@link #schedule} returns when the wheel is full. */
    public static final long NONE = 0;

    private static final int DIGIT_BITS = 8;
    private static final int SLOTS = 1 << DIGIT_BITS;
    private static final int LEVELS = Long.SIZE / DIGIT_BITS;
    private static final int NODES_INITIAL = 64;
    private static final int NIL = -1;

    private final long tickNanos;
    private final long startNanos;
    private final int capacityMax;

    /** First node of each slot, level by level; the nodes of a slot form a ring, so the first knows the last. */
    private final int[] heads = new int[LEVELS * SLOTS];
    /** One bit per slot: it has nodes. */
    private final long[] occupied = new long[LEVELS * SLOTS / Long.SIZE];

    private @Nullable Object[] elements = new Object[NODES_INITIAL];
    private long[] deadlineTicks = new long[NODES_INITIAL];
    private int[] next = new int[NODES_INITIAL];
    private int[] previous = new int[NODES_INITIAL];
    private int[] slots = new int[NODES_INITIAL];
    /** Tells the timers apart that lived in one node after another. */
    private int[] generations = new int[NODES_INITIAL];

    private int nodesUsed;
    private int free = NIL;
    private int size;
    /** The first tick that is not over yet. */
    private long tick;

    private boolean firing;

    /**
     * @param tickNanos how coarse the wheel is, at least 1
     * @param capacityMax timers at once, at least 1
     * @param nowNanos the monotonic time all later times continue
     */
    public TimerWheel(long tickNanos, int capacityMax, long nowNanos) {
        if (tickNanos < 1 || capacityMax < 1) {
            throw new IllegalArgumentException(
                    "tickNanos " + tickNanos + ", capacityMax " + capacityMax + ": both at least 1");
        }
        this.tickNanos = tickNanos;
        this.capacityMax = capacityMax;
        this.startNanos = nowNanos;
        Arrays.fill(heads, NIL);
    }

    /**
     * @param deadlineNanos when, in the time of {@link #advance}; the past means at the next tick
     * @return the handle for {@link #cancel}, or {@link #NONE} when the wheel is full
     */
    public long schedule(E element, long deadlineNanos) {
        if (size == capacityMax) {
            return NONE;
        }
        int node = allocate();
        elements[node] = element;
        long sinceStart = deadlineNanos - startNanos;
        long deadlineTick = sinceStart <= 0 ? 0 : (sinceStart - 1) / tickNanos + 1;
        // A timer set by one that fires waits for the next tick: a timer that renews itself must not hold the loop.
        deadlineTicks[node] = Math.max(deadlineTick, firing ? tick + 1 : tick);
        link(node);
        size++;
        return ((long) generations[node] << Integer.SIZE) | node;
    }

    /** @return false if that timer has fired or was cancelled before; nothing changes then */
    public boolean cancel(long timer) {
        int node = (int) timer;
        if (timer == NONE || node >= nodesUsed || generations[node] != (int) (timer >>> Integer.SIZE)) {
            return false;
        }
        unlink(node);
        release(node);
        return true;
    }

    /**
     * Fires what is due.
     *
     * @param nowNanos a time before an earlier call's changes nothing
     * @param workMax timers fired or cascaded at most in this call; what is left comes with the next. At least 1
     * @param expired may schedule and cancel
     * @return timers fired
     */
    public int advance(long nowNanos, int workMax, Consumer<? super E> expired) {
        long target = Math.floorDiv(nowNanos - startNanos, tickNanos);
        int work = 0;
        int fired = 0;
        for (long event = nextEvent(); event <= target; event = nextEvent()) {
            tick = event;
            for (int level = LEVELS - 1; level >= 0; level--) {
                int slot = slotOf(level, tick);
                for (int node = heads[slot]; node != NIL; node = heads[slot]) {
                    if (work++ == workMax) {
                        return fired;
                    }
                    unlink(node);
                    if (level > 0) {
                        link(node);
                    } else {
                        fire(node, expired);
                        fired++;
                    }
                }
            }
            tick = event + 1;
        }
        tick = Math.max(tick, target + 1);
        return fired;
    }

    /**
     * How long {@link #advance} would have nothing to do: 0 if something is due, {@link Long#MAX_VALUE} when there are no timers.
     * Cascades count, so it may be called without firing anything.
     */
    public long nextDelayNanos(long nowNanos) {
        long event = nextEvent();
        return event == Long.MAX_VALUE ? event : Math.max(0, event * tickNanos - (nowNanos - startNanos));
    }

    /** Timers set now. */
    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    private void fire(int node, Consumer<? super E> expired) {
        E element = (E) elements[node];
        release(node);
        firing = true;
        try {
            expired.accept(element);
        } finally {
            firing = false;
        }
    }

    /** The next tick with a timer to fire or a slot to cascade. */
    private long nextEvent() {
        long earliest = Long.MAX_VALUE;
        for (int level = 0; level < LEVELS && size > 0; level++) {
            int from = slotOf(level, tick);
            int slot = nextOccupied(from, (level + 1) * SLOTS);
            if (slot != NIL) {
                int shift = level * DIGIT_BITS;
                // The digits above this one are the present's, this one is the slot's, those below are zero.
                long event = ((tick >>> shift) + (slot - from)) << shift;
                earliest = Math.min(earliest, Math.max(event, tick));
            }
        }
        return earliest;
    }

    private int nextOccupied(int from, int end) {
        int word = from / Long.SIZE;
        long bits = occupied[word] & (-1L << from);
        while (bits == 0) {
            if (++word == end / Long.SIZE) {
                return NIL;
            }
            bits = occupied[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }

    private static int slotOf(int level, long tick) {
        return level * SLOTS + (int) ((tick >>> (level * DIGIT_BITS)) & (SLOTS - 1));
    }

    private void link(int node) {
        long difference = deadlineTicks[node] ^ tick;
        int level = difference == 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(difference)) / DIGIT_BITS;
        int slot = slotOf(level, deadlineTicks[node]);
        slots[node] = slot;
        int head = heads[slot];
        if (head == NIL) {
            heads[slot] = next[node] = previous[node] = node;
            occupied[slot / Long.SIZE] |= 1L << slot;
        } else {
            int tail = previous[head];
            next[node] = head;
            previous[node] = tail;
            next[tail] = previous[head] = node;
        }
    }

    private void unlink(int node) {
        int slot = slots[node];
        int after = next[node];
        if (after == node) {
            heads[slot] = NIL;
            occupied[slot / Long.SIZE] &= ~(1L << slot);
            return;
        }
        next[previous[node]] = after;
        previous[after] = previous[node];
        if (heads[slot] == node) {
            heads[slot] = after;
        }
    }

    private int allocate() {
        int node = free;
        if (node != NIL) {
            free = next[node];
        } else {
            node = nodesUsed++;
            if (node == elements.length) {
                grow();
            }
            generations[node] = 1;
        }
        return node;
    }

    private void release(int node) {
        elements[node] = null;
        // Never 0, so that no handle equals NONE.
        generations[node] = Math.max(1, generations[node] + 1);
        next[node] = free;
        free = node;
        size--;
    }

    private void grow() {
        int length = (int) Math.min(capacityMax, elements.length * 2L);
        elements = Arrays.copyOf(elements, length);
        deadlineTicks = Arrays.copyOf(deadlineTicks, length);
        next = Arrays.copyOf(next, length);
        previous = Arrays.copyOf(previous, length);
        slots = Arrays.copyOf(slots, length);
        generations = Arrays.copyOf(generations, length);
    }
}
