package dev.heliograph.admission;

import dev.heliograph.message.Priority;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much of what is offered has to be refused so that the node's event loops stay in time.
 *
 * <p>Nothing is refused as long as leaving sockets unread is enough ({@link Pressure#pauses}): whoever sends as fast as his windows allow is paced by them, and what comes
 * in is no more than goes out. It begins when sockets have to be left unread time and again for some tenths of a second, what waits in some has waited for
 * too long, and the loops are busy: then more is offered than the node can do, however long it waits.
 *
 * <p>From then on the node does a part of what it can do, because whoever works at his limit makes everybody wait for whatever stalls him for a moment: a
 * collection, a table that is written. What it does is measured as {@link Workload}, so that a flood into a channel that is slow is not held to the rate of that channel. What it
 * can do is the most that it has done of late for a processor's time; the part grows as long as the loops are well in time and shrinks while they are not. What is
 * refused for it is a level that follows the rate of what is let in, campaigns first. All is forgotten when nothing had to be refused for a while, when all that is offered
 * would be no more than the node can do, and every three minutes in any case: whoever only fills his windows looks like a flood, and leaving his sockets unread may be enough by now.
 *
 * <p>Any thread may call; whoever comes while another looks goes on.
 */
final class LoadShedding {
    /** From here on campaigns are refused, then transactional messages as well, then one-time codes too: up to {@link #ALL}. */
    static final double ALL = 3;

    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Loops that are later than this on average have something to do all the time. */
    private static final double BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** They are saturated when they are later than this all the time. */
    private static final double LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final double WELL_IN_TIME_NANOS = TimeUnit.MICROSECONDS.toNanos(2_500);

    /** Of what the node can do: at first, at least, and at most. */
    private static final double SHARE_FIRST = 0.6;

    private static final double SHARE_MIN = 0.2;
    private static final double SHARE_MAX = 0.75;
    /** What the part loses in an interval while the loops are saturated, and gains when they are not late at all. */
    private static final double DECREASE = 0.3 / 50;

    private static final double INCREASE = 0.15 / 50;
    /** Something is always let in, in parts of what the node can do. */
    private static final double IN_MIN = 0.05;

    /** What waited in the sockets is read all at once then. */
    private static final double LEVEL_FIRST = 2.6;

    /** What the level moves in an interval for each time the rate that is let in too much. */
    private static final double GAIN = 0.1;

    private static final double ERROR_MAX = 4;
    /** It begins when sockets had to be left unread for such a part of the time, over about 300 ms. */
    private static final double TOO_MUCH = 0.35;

    private static final double NEWEST_TOO_MUCH = 1.0 / 15;
    /** And in vain in such a part of the intervals, three or more: what fills no more than small windows has been read soon, but for a stall. */
    private static final double IN_VAIN = 0.15;
    /** Whoever offers no more than this part of what the node can do, refusals included, only fills his windows. */
    private static final double ENOUGH = 0.7;
    /** It is over when nothing has been refused for so long, and after the other in any case. */
    private static final long OVER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long AT_MOST_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final LongAdder in = new LongAdder();
    private final LongAdder out = new LongAdder();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile double level;
    private volatile boolean active;
    private volatile boolean busy;
    private volatile boolean isBehind;

    // ---- of whoever looks
    private final Workload workload = new Workload();
    private final Average tooMuch = new Average(NEWEST_TOO_MUCH);
    private final Average inVain = new Average(NEWEST_TOO_MUCH);
    private double share;
    private long activeNanos;
    /** When more than enough was offered last. */
    private long floodNanos;

    private long refusedNanos;

    /** A submission was let in. */
    void entered() {
        in.increment();
    }

    /** A submission was refused for the level. */
    void turnedAway() {
        out.increment();
    }

    /** A socket was left unread, and what waits in it has waited for too long. */
    void pausedInVain() {
        isBehind = true;
    }

    /**
     * To be told every few milliseconds while anything comes in, and as long as {@link #isActive}.
     *
     * @param lateNanos how late the latest loop is
     * @param tooMuch whether sockets have to be left unread for it
     * @param underWay of what was let in, what is not answered yet
     * @param outflow asked only when an interval is over
     */
    void look(long nowNanos, long lateNanos, boolean tooMuch, long underWay, Outflow outflow) {
        if (looking.compareAndSet(false, true)) {
            try {
                if (workload.isDue(nowNanos, INTERVAL_NANOS)) {
                    measure(nowNanos, lateNanos, tooMuch, underWay, outflow);
                    decide(nowNanos);
                    follow(nowNanos);
                }
            } finally {
                looking.set(false);
            }
        }
    }

    private void measure(long nowNanos, long lateNanos, boolean isTooMuch, long underWay, Outflow outflow) {
        long inNow = in.sum();
        Workload.Counts counts =
                new Workload.Counts(inNow, inNow - underWay, out.sum(), outflow.submitted(), outflow.usedNanos());
        if (!workload.look(nowNanos, lateNanos, counts)) {
            tooMuch.begin(0);
            inVain.begin(0);
        }
        busy = workload.lateNanos() > BUSY_NANOS;
        tooMuch.add(isTooMuch ? 1 : 0);
        inVain.add(isBehind ? 1 : 0);
        isBehind = false;
    }

    private void decide(long nowNanos) {
        if (active) {
            share = Math.max(SHARE_MIN, Math.min(SHARE_MAX, share * (1 + growth())));
        } else if (busy && tooMuch.value() > TOO_MUCH && inVain.value() > IN_VAIN) {
            begin(nowNanos);
        }
    }

    /** @return what the part grows by in this interval, in parts of it */
    private double growth() {
        double standing = workload.standingNanos();
        if (standing > LATE_NANOS) {
            return -DECREASE;
        }
        return INCREASE * Math.max(0, 1 - standing / WELL_IN_TIME_NANOS);
    }

    private void begin(long nowNanos) {
        active = true;
        level = LEVEL_FIRST;
        share = SHARE_FIRST;
        activeNanos = nowNanos;
        floodNanos = nowNanos;
        refusedNanos = nowNanos;
    }

    private void end() {
        active = false;
        level = 0;
        tooMuch.begin(0);
        inVain.begin(0);
    }

    /** Brings what is let in to what there is room for beside what is sent. */
    private void follow(long nowNanos) {
        if (!active) {
            return;
        }
        double best = workload.best();
        double rate = Math.max(IN_MIN * best, share * best - workload.sending());
        double error = Math.min(ERROR_MAX, workload.in() / Math.max(Double.MIN_NORMAL, rate) - 1);
        double moved = Math.max(0, Math.min(ALL, level + GAIN * error));
        level = moved;
        if (moved > 0) {
            refusedNanos = nowNanos;
        }
        if (workload.whole() >= ENOUGH * best) {
            floodNanos = nowNanos;
        }
        if (nowNanos - floodNanos >= OVER_NANOS
                || nowNanos - refusedNanos >= OVER_NANOS
                || nowNanos - activeNanos >= AT_MOST_NANOS) {
            end();
        }
    }

    /** @return whether there is a rate that what comes in is held to */
    boolean isActive() {
        return active;
    }

    /** @return whether the loops have something to do all the time */
    boolean isBusy() {
        return busy;
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
