package dev.heliograph.admission;

import dev.heliograph.message.Priority;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of what is offered has to be refused so that the node's event loops stay in time: a controller on how late they are, after PIE (RFC 8033, section 4.2). It finds
 * the rate at which what was let in is also carried through, whatever the machine is and whatever is offered: accepting more would make everybody wait, and the receipts
 * with them.
 *
 * <p>It has two speeds. While lateness stands, the level rises fast. Otherwise it follows the average of half a second slowly, so that what stalls the loops for a moment,
 * a collection or the writing of a table, is not taken for a flood. Nothing is refused for such a moment when nothing was refused before (section 4.4 there): sockets are
 * paused then, see {@link Pressure#pauses}. Any thread may call; one at a time moves it.
 */
final class LoadShedding {
    /** From here on campaigns are refused, then transactional messages as well, then one-time codes too: up to {@link #ALL}. */
    static final double ALL = 3;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Nothing is refused before the loops have been later than this on average for {@link #PATIENCE_NANOS}. */
    private static final double BEGIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** How late the loops may be on average once anything is refused: enough is left for what stalls them then. */
    private static final double TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Lateness stands when no interval has been in time for so long. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Weights of the newest interval: the averages are of about 70 and 400 ms. */
    private static final double NEWEST = 0.3;

    private static final double NEWEST_SLOWLY = 0.05;

    /** What the level moves in an interval for each target that the loops are too late, at both speeds. */
    private static final double GAIN = 0.03;

    private static final double GAIN_SLOWLY = 0.01;
    /** One stall must not refuse everything. */
    private static final double ERROR_MAX = 8;

    private static final double ERROR_MAX_SLOWLY = 4;
    /** Below a quarter of the target the flood is over, and the level falls five times as fast. */
    private static final double OVER = -0.75;

    private static final double FALL = 5;

    private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);
    private volatile double level;
    private double average;
    private double slowAverage;
    private long inTimeNanos;

    /**
     * To be told every few milliseconds while anything comes in.
     *
     * @param lateNanos how late the latest loop is
     */
    void look(long nowNanos, long lateNanos) {
        long next = due.get();
        if (nowNanos < next || !due.compareAndSet(next, nowNanos + INTERVAL_NANOS)) {
            return;
        }
        // After a time without work what was seen before means nothing.
        boolean fresh = next == Long.MIN_VALUE || nowNanos - next > PATIENCE_NANOS;
        average = fresh ? lateNanos : average + (lateNanos - average) * NEWEST;
        slowAverage = fresh ? lateNanos : slowAverage + (lateNanos - slowAverage) * NEWEST_SLOWLY;
        if (fresh || (level == 0 ? average <= BEGIN_NANOS : lateNanos <= TARGET_NANOS)) {
            inTimeNanos = nowNanos;
        }
        if (nowNanos - inTimeNanos >= PATIENCE_NANOS) {
            move(GAIN * Math.min(ERROR_MAX, error(average)));
        } else if (level > 0) {
            double error = Math.min(ERROR_MAX_SLOWLY, error(slowAverage));
            move(GAIN_SLOWLY * (error < OVER ? FALL * error : error));
        }
    }

    /** @return how many targets the loops are later than the target */
    private static double error(double lateNanos) {
        return (lateNanos - TARGET_NANOS) / TARGET_NANOS;
    }

    private void move(double by) {
        level = Math.max(0, Math.min(ALL, level + by));
    }

    /** @return 0 when nothing is refused, {@link #ALL} when everything is */
    double level() {
        return level;
    }

    /** @return the part of the submissions of this priority that is to be refused, 0 to 1 */
    double part(Priority priority) {
        double from = switch (priority) {
            case BULK -> 0;
            case TRANSACTIONAL -> 1;
            case OTP -> 2;
        };
        return Math.max(0, Math.min(1, level - from));
    }
}
