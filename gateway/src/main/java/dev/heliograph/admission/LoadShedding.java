package dev.heliograph.admission;

import dev.heliograph.message.Priority;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of what is offered has to be refused so that the node's event loops stay in time.
 *
 * <p>Loops that have been late for a while without a break are saturated: what they get done then is all they can do. From then on no more is let in than a part of that,
 * because whoever works at his limit makes everybody wait for whatever stalls him for a moment: a collection, a table that is written. The rate is raised as long as the
 * loops are well in time, lowered when they are saturated again, and forgotten when nothing has to be refused any more. What is refused for it is a level that follows the
 * rate of what is let in, campaigns first.
 *
 * <p>Nothing is refused as long as leaving sockets unread is enough ({@link Pressure#pauses}): whoever sends as fast as his windows allow is paced by them. It begins when a
 * socket was left unread for as long as one may be, and the loops are late all the same. Any thread may call; whoever comes while another looks goes on.
 */
final class LoadShedding {
    /** From here on campaigns are refused, then transactional messages as well, then one-time codes too: up to {@link #ALL}. */
    static final double ALL = 3;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Loops are saturated when they have been later than this on average, and never in time, for {@link #PATIENCE_NANOS}. */
    private static final double LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final double IN_TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(120);
    /** So long after a new rate they may still be late with what waited before. */
    private static final long SETTLING_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    /** Weights of the newest interval: the averages are of about 70 ms and a second. */
    private static final double NEWEST = 0.3;

    private static final double NEWEST_SLOWLY = 0.02;
    /** What is let in, of what saturated loops answered: they have to send it as well. */
    private static final double SHARE = 0.4;
    /** What a further correction leaves of the rate, and what is left of the first one whatever comes: lateness may have a cause that refusing does not help. */
    private static final double DECREASE = 0.65;

    private static final double FLOOR = 0.25;
    /** In an interval, when the loops are not late at all; in proportion less, and nothing when they are late by {@link #WELL_IN_TIME_NANOS} on average. */
    private static final double INCREASE = 0.4 / 50;

    /** In an interval, below the part of the best that the node has done: what was right before is come back to soon. */
    private static final double RETURN = 1.5 / 50;
    /** What is left of the best after an interval: a hundredth is forgotten in a second. */
    private static final double REMEMBERED = 1 - 0.01 / 50;

    private static final double WELL_IN_TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** One stall counts as no more than this. */
    private static final double STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** What the level moves in an interval for each time the rate that is let in too much. */
    private static final double GAIN = 0.1;

    private static final double ERROR_MAX = 4;
    /** The rate is forgotten when nothing has been refused for so long. */
    private static final long OVER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongAdder in = new LongAdder();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile double level;
    /** Submissions a nanosecond; 0 for as many as come. */
    private volatile double rate;

    private volatile boolean ranOut;

    // ---- of whoever looks
    private boolean begun;
    private long lookedNanos;
    private long inBefore;
    private long doneBefore;
    private double late;
    private double lateSlowly;
    private double inRate;
    private double doneRate;
    /** The highest rate at which was answered, of late. */
    private double best;

    private double floor;
    private long ranOutNanos = Long.MIN_VALUE;
    private long inTimeNanos;
    private long settledNanos;
    private long refusedNanos;

    /** A submission was let in. */
    void entered() {
        in.increment();
    }

    /** A socket was left unread for as long as one may be, and more is read from it now. */
    void pauseRanOut() {
        ranOut = true;
    }

    /**
     * To be told every few milliseconds while anything comes in, and as long as {@link #isActive}.
     *
     * @param lateNanos how late the latest loop is
     * @param underWay of what was let in, what is not answered yet
     */
    void look(long nowNanos, long lateNanos, long underWay) {
        if (looking.compareAndSet(false, true)) {
            try {
                if (!begun || nowNanos - lookedNanos >= INTERVAL_NANOS) {
                    // After a time without work what was seen before means nothing.
                    boolean fresh = !begun || nowNanos - lookedNanos > PATIENCE_NANOS;
                    measure(nowNanos, lateNanos, underWay, fresh);
                    decide(nowNanos, lateNanos, fresh);
                    follow(nowNanos);
                }
            } finally {
                looking.set(false);
            }
        }
    }

    private void measure(long nowNanos, long lateNanos, long underWay, boolean fresh) {
        long inNow = in.sum();
        long doneNow = inNow - underWay;
        double stall = Math.min((double) lateNanos, STALL_NANOS);
        if (fresh) {
            late = lateNanos;
            lateSlowly = stall;
            inRate = 0;
            doneRate = 0;
        } else {
            double nanos = (double) (nowNanos - lookedNanos);
            late += (lateNanos - late) * NEWEST;
            lateSlowly += (stall - lateSlowly) * NEWEST_SLOWLY;
            inRate += ((inNow - inBefore) / nanos - inRate) * NEWEST;
            doneRate += ((doneNow - doneBefore) / nanos - doneRate) * NEWEST;
        }
        best = Math.max(best * REMEMBERED, doneRate);
        begun = true;
        lookedNanos = nowNanos;
        inBefore = inNow;
        doneBefore = doneNow;
    }

    private void decide(long nowNanos, long lateNanos, boolean fresh) {
        boolean inTime = late <= LATE_NANOS || lateNanos <= IN_TIME_NANOS;
        if (inTime && nowNanos < settledNanos) {
            settledNanos = nowNanos;
            lateSlowly = Math.min(lateSlowly, late);
        }
        if (fresh || inTime || nowNanos < settledNanos) {
            inTimeNanos = nowNanos;
        }
        if (ranOut) {
            ranOut = false;
            ranOutNanos = nowNanos;
        }
        boolean pausing = rate == 0 && (ranOutNanos == Long.MIN_VALUE || nowNanos - ranOutNanos > PATIENCE_NANOS);
        if (!pausing && nowNanos - inTimeNanos >= PATIENCE_NANOS) {
            if (rate == 0) {
                rate = SHARE * best;
                floor = FLOOR * rate;
            } else {
                rate = Math.max(floor, DECREASE * rate);
            }
            settledNanos = nowNanos + SETTLING_NANOS;
            inTimeNanos = nowNanos;
            refusedNanos = nowNanos;
        } else {
            boolean returning = inTime && rate < SHARE * best;
            rate *= 1 + (returning ? RETURN : INCREASE * Math.max(0, 1 - lateSlowly / WELL_IN_TIME_NANOS));
        }
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

    /** @return whether there is a rate that what comes in is held to */
    boolean isActive() {
        return rate > 0;
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
