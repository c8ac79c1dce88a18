package dev.heliograph.simulator;

import java.util.function.LongSupplier;

/** A rate with a burst of a tenth of a second: the message centre's own idea of how fast its client may be. */
final class RateLimit {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long BURST_NANOS = NANOS_PER_SECOND / 10;

    private final LongSupplier nanoTime;
    private long fullAtNanos;

    RateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.fullAtNanos = nanoTime.getAsLong();
    }

    /** @param perSecond 0 for no limit */
    boolean take(int perSecond) {
        if (perSecond == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        long interval = NANOS_PER_SECOND / perSecond;
        long fullAt = Math.max(fullAtNanos, now);
        if (fullAt - now > Math.max(BURST_NANOS - interval, 0)) {
            return false;
        }
        fullAtNanos = fullAt + interval;
        return true;
    }
}
