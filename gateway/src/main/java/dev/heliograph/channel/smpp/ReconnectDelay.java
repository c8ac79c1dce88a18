package dev.heliograph.channel.smpp;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try to bind: doubling, between bounds, each time a random half shorter at most, so that the sessions of many gateways do not
 * knock at once. A refusal of the credentials starts at {@code refusedMillis}: trying again soon cannot help and locks accounts.
 */
final class ReconnectDelay {
    private static final int DOUBLINGS_MAX = 20;

    private final long minMillis;
    private final long maxMillis;
    private final long refusedMillis;
    private final DoubleSupplier random;
    private int failures;

    /** @param random 0 (inclusive) to 1 (exclusive) */
    ReconnectDelay(long minMillis, long maxMillis, long refusedMillis, DoubleSupplier random) {
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
        this.refusedMillis = refusedMillis;
        this.random = random;
    }

    /** Milliseconds to wait after one more failure. */
    long next(boolean refused) {
        long start = refused ? refusedMillis : minMillis;
        long most = Math.max(maxMillis, start);
        int doublings = Math.min(failures, DOUBLINGS_MAX);
        failures++;
        long full = Math.min(most, start << doublings);
        return Math.max(1, full - (long) (full / 2.0 * random.getAsDouble()));
    }

    /** A session has proven itself. */
    void reset() {
        failures = 0;
    }
}
