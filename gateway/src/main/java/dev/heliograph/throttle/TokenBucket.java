package dev.heliograph.throttle;

/**
 * A rate that is asked, never waited for.
 *
 * <p>A demand larger than the burst would never fit; it is granted when the bucket is full and leaves it in debt, so that a
 * message of many segments passes in the end and the rate still holds over time. In any span of {@code t} seconds at most
 * {@code max(burst, largest demand) + rate * t} permits are granted, plus what was given back.
 */
public interface TokenBucket extends AutoCloseable {
    /** The largest single demand, in permits. */
    long PERMITS_MAX = 65_536;

    /** The longest wait ever returned: a day in nanoseconds. Who still has to wait is told so when it asks again. */
    long WAIT_NANOS_MAX = 86_400_000_000_000L;

    /**
     * Takes permits, all or none; a refusal changes nothing.
     *
     * @param permits 1 to {@link #PERMITS_MAX}
     * @param nowNanos monotonic time, any origin but always the same; one reading may serve a whole batch
     * @return 0 when granted, else the nanoseconds after which asking again makes sense, 1 to {@link #WAIT_NANOS_MAX}
     * @throws IllegalArgumentException if {@code permits} is out of its bounds
     */
    long tryAcquire(long permits, long nowNanos);

    /**
     * Gives back permits that were granted but not spent (the window was shut, the session broke). To be called at once:
     * permits returned late are a second burst.
     *
     * @param permits as many as were granted, at most
     * @throws IllegalArgumentException if {@code permits} is out of its bounds
     */
    void giveBack(long permits);

    /** The rate now in force. */
    Rate rate();

    /** Replaces the rate, keeping what is in the bucket (cut to the new burst) or its debt, counted in permits. */
    void updateRate(Rate rate, long nowNanos);

    /**
     * Names who is called, on the owner's event loop, when asking again may succeed sooner than the wait last returned. A
     * bucket whose waits are exact never calls.
     */
    default void onAvailable(Runnable wake) {}

    /** @throws IllegalArgumentException if {@code permits} is not 1 to {@link #PERMITS_MAX} */
    static void check(long permits) {
        if (permits < 1 || permits > PERMITS_MAX) {
            throw new IllegalArgumentException(permits + " permits, outside 1 to " + PERMITS_MAX);
        }
    }

    /** Ends background work, if the bucket has any. */
    @Override
    default void close() {}
}
