package dev.heliograph.throttle;

/**
 * How many permits a node is going to need: rises at once with what is spent, doubles while somebody waits, falls by and by.
 * Pure state; times are monotonic nanoseconds.
 */
final class Demand {
    /** Shorter spans say nothing about a rate. */
    private static final long SPAN_NANOS_MIN = 2_000_000;
    /** How much of the former estimate is kept when less was spent. */
    private static final double KEPT = 0.7;

    private double perSecond;
    private long spent;
    private boolean starved;
    private long since;

    Demand(long now) {
        this.since = now;
    }

    void spend(long permits) {
        spent += permits;
    }

    /** Somebody asked and had to wait. */
    void starve() {
        starved = true;
    }

    /** Ends a span; what was seen in it goes into the estimate, which never exceeds what the rate could give. */
    void observe(long now, Rate rate, long leaseNanos) {
        long span = now - since;
        if (span < SPAN_NANOS_MIN && !starved) {
            return;
        }
        double observed = spent * 1e9 / Math.max(span, SPAN_NANOS_MIN);
        perSecond = observed > perSecond ? observed : KEPT * perSecond + (1 - KEPT) * observed;
        if (starved) {
            perSecond = Math.max(2 * perSecond, 1e9 / leaseNanos);
        }
        perSecond = Math.min(perSecond, rate.perSecond());
        spent = 0;
        starved = false;
        since = now;
    }

    /** Nothing was spent and nobody waited since the last {@link #observe}. */
    boolean isIdle() {
        return spent == 0 && !starved;
    }

    /** What the demand comes to in a time, at least one permit. */
    long during(long nanos) {
        return Math.max(1, (long) Math.ceil(perSecond * nanos / 1e9));
    }
}
