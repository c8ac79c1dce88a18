package dev.heliograph.admission;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a node has done of late, in averages, and the most that it can do. Rates are a nanosecond. Work is counted in submissions answered; handing a message to its
 * channel counts as {@link #SENDING} of them. For one thread at a time.
 */
final class Workload {
    /** After so long without a look, what was seen before means nothing. */
    private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(120);
    /** Weights of the newest of intervals of 20 ms: the averages are of about 70 ms and 300 ms. */
    private static final double QUICKLY = 0.3;

    private static final double STEADILY = 0.07;
    /** Intervals in one of which nothing waits, unless a queue stands: 100 ms, longer than most stalls (RFC 8289, section 4.1). */
    private static final int STANDING = 5;

    /** What sending a message costs, with its answer, its receipt and its event, in submissions answered; measured. */
    static final double SENDING = 1.7;

    /** Of the processors, from where on they tell what the node can do: with less it is mostly other things that they do. */
    private static final double USED_MIN = 0.3;
    /** What is left of the most after an interval: a thousandth is forgotten in a second. */
    private static final double REMEMBERED = 1 - 0.001 / 50;

    private final Average late = new Average(QUICKLY);
    private final Lowest standing = new Lowest(STANDING);
    private final Average in = new Average(QUICKLY);
    private final Average inSteadily = new Average(STEADILY);
    private final Average sent = new Average(QUICKLY);
    private final Average sentSteadily = new Average(STEADILY);
    private final Average offered = new Average(STEADILY);
    private final Average work = new Average(STEADILY);
    private final Average used = new Average(STEADILY);
    private final List<Average> rates = List.of(in, inSteadily, sent, sentSteadily, offered, work, used);

    private boolean begun;
    private long lookedNanos;
    private Counts before = new Counts(0, 0, 0, 0, 0);
    /** The highest rate at which work was done, or could have been with the processors' whole time, of late. */
    private double best;

    /**
     * What has happened so far.
     *
     * @param in submissions let in
     * @param answered of these
     * @param refused submissions refused so that the loops stay in time
     * @param sent messages handed to channels
     * @param usedNanos processor time, divided by the number of processors
     */
    record Counts(long in, long answered, long refused, long sent, long usedNanos) {}

    /** @return whether it is time for another look, after so many nanoseconds or more */
    boolean isDue(long nowNanos, long intervalNanos) {
        return !begun || nowNanos - lookedNanos >= intervalNanos;
    }

    /**
     * @param lateNanos how late the latest event loop is
     * @return false when the look before was too long ago to mean anything, so that the averages begin anew
     */
    boolean look(long nowNanos, long lateNanos, Counts now) {
        double lateNow = (double) lateNanos;
        boolean goesOn = begun && nowNanos - lookedNanos <= STALE_NANOS;
        if (goesOn) {
            late.add(lateNow);
            standing.add(lateNow);
            add(now, (double) (nowNanos - lookedNanos));
        } else {
            late.begin(lateNow);
            standing.begin(lateNow);
            rates.forEach(rate -> rate.begin(0));
        }
        double part = used.value() > USED_MIN ? Math.min(1, used.value()) : 1;
        best = Math.max(best * REMEMBERED, work.value() / part);
        begun = true;
        lookedNanos = nowNanos;
        before = now;
        return goesOn;
    }

    private void add(Counts now, double nanos) {
        double inNow = (now.in - before.in) / nanos;
        double sentNow = (now.sent - before.sent) / nanos;
        in.add(inNow);
        inSteadily.add(inNow);
        sent.add(sentNow);
        sentSteadily.add(sentNow);
        offered.add(inNow + (now.refused - before.refused) / nanos);
        work.add((now.answered - before.answered) / nanos + SENDING * sentNow);
        used.add((now.usedNanos - before.usedNanos) / nanos);
    }

    /** How late the loops are, over 70 ms. */
    double lateNanos() {
        return late.value();
    }

    /** How late they were at least at each look of 100 ms: what is waited for always, and not what a stall costs now and then. */
    double standingNanos() {
        return standing.value();
    }

    /** What is let in, over 70 ms. */
    double in() {
        return in.value();
    }

    /** The work of sending, over 70 ms. */
    double sending() {
        return SENDING * sent.value();
    }

    /** The most work of late. */
    double best() {
        return best;
    }

    /** What work it would be if nothing were refused and as much of it sent as of what is let in, over 300 ms. */
    double whole() {
        double sentOfIn = Math.min(1, sentSteadily.value() / Math.max(Double.MIN_NORMAL, inSteadily.value()));
        return offered.value() * (1 + SENDING * sentOfIn);
    }
}
