package dev.heliograph.throttle;

/**
 * The refill as a pure function: the Generic Cell Rate Algorithm (ITU-T I.371, annex A, "virtual scheduling"), for one rate.
 *
 * <p>The whole state of a bucket is one instant, the <em>theoretical arrival time</em>: when the bucket would be full again if
 * nobody took anything. An instant at or before now means full; {@code n} permits move it {@code n} intervals on; it may not
 * lie further ahead than the tolerance, the time in which a burst refills.
 *
 * <p>Instants are nanoseconds with {@value #FRACTION_BITS} binary places ("units", 1/64 ns), wrapping as {@link
 * System#nanoTime} may; only differences mean anything, and they must stay below 2^63 units, 4.5 years. {@link Rate} and {@link
 * TokenBucket#PERMITS_MAX} keep waits below 2.2 years, so a bucket may rest for years too. The interval is rounded up to a
 * unit: the rate is never exceeded, and missed by at most 1/64 ns in the interval, which is 0.016 % at 10 million a second and
 * nothing at ordinary rates.
 */
final class Gcra {
    private static final int FRACTION_BITS = 6;
    private static final double UNITS_PER_SECOND = 1e9 * (1 << FRACTION_BITS);

    private final Rate rate;
    private final long intervalUnits;
    private final long burst;

    Gcra(Rate rate) {
        this.rate = rate;
        this.intervalUnits = (long) Math.ceil(UNITS_PER_SECOND / rate.perSecond());
        this.burst = rate.burst();
    }

    Rate rate() {
        return rate;
    }

    static long instant(long nanos) {
        return nanos << FRACTION_BITS;
    }

    /**
     * How long the bucket must still refill before it may grant.
     *
     * @return units; zero or less: may be granted now
     */
    long shortfall(long arrival, long permits, long now) {
        return arrival + (Math.min(permits, burst) - burst) * intervalUnits - now;
    }

    /** The state after a grant. */
    long afterGrant(long arrival, long permits, long now) {
        long from = arrival - now > 0 ? arrival : now;
        return from + permits * intervalUnits;
    }

    /** The state after permits came back. */
    long afterReturn(long arrival, long permits) {
        return arrival - permits * intervalUnits;
    }

    /** The state of a bucket that holds nothing, with no debt. */
    long empty(long now) {
        return now + burst * intervalUnits;
    }

    /** The state of the same bucket, permit for permit, under another rate. */
    long convert(long arrival, Gcra to, long now) {
        double held = burst - Math.max(0, arrival - now) / (double) intervalUnits;
        return now + (long) Math.ceil((to.burst - Math.min(held, (double) to.burst)) * to.intervalUnits);
    }

    /** A positive shortfall in nanoseconds, rounded up, within what {@link TokenBucket#tryAcquire} may return. */
    static long waitNanos(long shortfallUnits) {
        long nanos = (shortfallUnits + (1 << FRACTION_BITS) - 1) >>> FRACTION_BITS;
        return Math.min(nanos, TokenBucket.WAIT_NANOS_MAX);
    }
}
