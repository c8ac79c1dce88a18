package dev.heliograph.dispatch;

/**
 * How much of its rate a lane uses while the provider says that it is too much: half as much at each complaint, at most once a second, and nothing at all for a
 * moment; then a tenth of the full rate more for every quiet second, until it is whole again.
 *
 * <p>A pure state machine: times come in as monotonic nanoseconds.
 */
final class Brake {
    /** The least share of its rate that a lane falls to. */
    static final double SHARE_MIN = 1.0 / 64;

    private static final double RECOVERED_PER_SECOND = 0.1;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private double share = 1;
    private long pausedUntil;
    private boolean paused;
    private long lastHalved;
    private boolean halved;
    private long lastChange;

    /** @param retryAfterMillis the provider's own hint, 0 for none: then a second */
    void complain(long nowNanos, long retryAfterMillis) {
        long until = nowNanos + Math.max(SECOND_NANOS, retryAfterMillis * 1_000_000L);
        if (!paused || until - pausedUntil > 0) {
            pausedUntil = until;
            paused = true;
        }
        if (!halved || nowNanos - lastHalved >= SECOND_NANOS) {
            share = Math.max(SHARE_MIN, share / 2);
            lastHalved = nowNanos;
            halved = true;
        }
        lastChange = Math.max(nowNanos, pausedUntil);
    }

    /** @return nanoseconds for which nothing may be sent, 0 when it may */
    long pauseNanos(long nowNanos) {
        if (paused && pausedUntil - nowNanos <= 0) {
            paused = false;
        }
        return paused ? pausedUntil - nowNanos : 0;
    }

    /** Recovers for the time gone by; @return whether the share is another than before */
    boolean recover(long nowNanos) {
        if (share >= 1 || nowNanos - lastChange < SECOND_NANOS) {
            return false;
        }
        double seconds = (nowNanos - lastChange) / (double) SECOND_NANOS;
        share = Math.min(1, share + seconds * RECOVERED_PER_SECOND);
        lastChange = nowNanos;
        return true;
    }

    double share() {
        return share;
    }
}
