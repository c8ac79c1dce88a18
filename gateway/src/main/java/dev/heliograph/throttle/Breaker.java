package dev.heliograph.throttle;

/**
 * When to call a Redis that fails. The first failure already means "away" (permits come from the local share), for the lane must
 * not stand still; a few more calls follow in quick succession, for it may have been a hiccup; then only probes, for calls that
 * wait for their deadline help nobody. The first answer ends it.
 */
final class Breaker {
    private final int failuresMax;
    private final long retryNanos;
    private final long probeNanos;
    private int failures;

    Breaker(int failuresMax, long retryNanos, long probeNanos) {
        this.failuresMax = failuresMax;
        this.retryNanos = retryNanos;
        this.probeNanos = probeNanos;
    }

    boolean isAway() {
        return failures > 0;
    }

    /** @return nanoseconds to wait before the next call */
    long failed() {
        failures = Math.min(failures + 1, failuresMax);
        return failures < failuresMax ? retryNanos : probeNanos;
    }

    void answered() {
        failures = 0;
    }
}
