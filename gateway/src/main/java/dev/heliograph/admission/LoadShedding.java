package dev.heliograph.admission;

import dev.heliograph.message.Priority;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of what is offered has to be refused so that the node's event loops stay in time.
 *
 * <p>Loops that have been late for a while without a break are saturated: what they get done then is all they can do. From then on no more is let in than a part of that,
 * because whoever works at his limit makes everybody wait for whatever stalls him for a moment: a collection, a table that is written. The rate is raised slowly, until
 * they are late again or nothing has to be refused any more; what is refused for it is a level that follows the rate of what is let in, campaigns first.
 *
 * <p>Nothing is refused for a moment's lateness: sockets are paused then, see {@link Pressure#pauses}. Any thread may call; one at a time moves it.
 */
final class LoadShedding {
    /** From here on campaigns are refused, then transactional messages as well, then one-time codes too: up to {@link #ALL}. */
    static final double ALL = 3;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Loops are saturated when they have been later than this on average for {@link #PATIENCE_NANOS}. */
    private static final double LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    /** So long after a new rate they may still be late with what waited before. */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    /** The weight of the newest interval: averages are of about 70 ms. */
    private static final double NEWEST = 0.3;
    /** What is let in, of what saturated loops get done. */
    private static final double SHARE = 0.65;
    /** The most that one correction takes of the rate: that the loops are late may have another cause, which refusing does not help. */
    private static final double DECREASE_MAX = 0.6;
    /** Two hundredths a second. */
    private static final double INCREASE = 1 + 0.02 / 50;

    /** What the level moves in an interval for each time the rate that is let in too much. */
    private static final double GAIN = 0.1;

    private static final double ERROR_MAX = 4;
    /** The rate is forgotten when nothing has been refused for so long. */
    private static final long OVER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongAdder in = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final AtomicLong due = new AtomicLong(Long.MIN_VALUE);
    private volatile double level;
    private long lookedNanos;
    private long inBefore;
    private long doneBefore;
    private double late;
    private double inRate;
    private double doneRate;
    private long inTimeNanos;
    private long settledNanos;
    private long refusedNanos;
    /** Submissions a nanosecond; 0 for as many as come. */
    private double rate;

    /** A submission was let in. */
    void entered() {
        in.increment();
    }

    /** One that was let in was answered. */
    void left() {
        done.increment();
    }

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
        measure(nowNanos, lateNanos, fresh);
        if (fresh || late <= LATE_NANOS || nowNanos < settledNanos) {
            inTimeNanos = nowNanos;
        }
        if (nowNanos - inTimeNanos >= PATIENCE_NANOS) {
            rate = rate == 0 ? SHARE * doneRate : Math.max(DECREASE_MAX * rate, Math.min(rate, SHARE * doneRate));
            settledNanos = nowNanos + SETTLING_NANOS;
            refusedNanos = nowNanos;
        } else {
            rate *= INCREASE;
        }
        follow(nowNanos);
    }

    private void measure(long nowNanos, long lateNanos, boolean fresh) {
        long inNow = in.sum();
        long doneNow = done.sum();
        if (fresh) {
            late = lateNanos;
            inRate = 0;
            doneRate = 0;
        } else {
            double nanos = nowNanos - lookedNanos;
            late += (lateNanos - late) * NEWEST;
            inRate += ((inNow - inBefore) / nanos - inRate) * NEWEST;
            doneRate += ((doneNow - doneBefore) / nanos - doneRate) * NEWEST;
        }
        lookedNanos = nowNanos;
        inBefore = inNow;
        doneBefore = doneNow;
    }

    /** Brings what is let in to the rate. */
    private void follow(long nowNanos) {
        if (rate == 0) {
            return;
        }
        double error = Math.min(ERROR_MAX, inRate / rate - 1);
        double moved = Math.max(0, Math.min(ALL, level + GAIN * error));
        level = moved;
        if (moved > 0) {
            refusedNanos = nowNanos;
        } else if (nowNanos - refusedNanos >= OVER_NANOS) {
            rate = 0;
        }
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
