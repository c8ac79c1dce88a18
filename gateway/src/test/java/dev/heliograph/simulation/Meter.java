package dev.heliograph.simulation;

/**
 * Watches that in no span of t seconds more than {@code burst + rate * t} permits are spent. What flows out of a leaky bucket evenly and never makes it run over
 * holds to that in every span, so nothing but the level is kept.
 */
final class Meter {
    private final double perNano;
    private final double burst;
    private double extra;
    private double level;
    private long at;

    Meter(double perSecond, double burst, long nowNanos) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.at = nowNanos;
    }

    /** @return permits above what was allowed, 0 or less when all is well */
    double spend(int permits, long nowNanos) {
        level = Math.max(0, level - (nowNanos - at) * perNano) + permits;
        at = nowNanos;
        return level - burst - extra;
    }

    /** So many permits more may be spent, once, until {@link #allowed} ends it. */
    void allow(double permits) {
        extra += permits;
    }

    /** What was allowed is spent by now, or never will be. */
    void allowed(double permits) {
        extra -= permits;
        level = Math.max(0, level - permits);
    }

    /** A bucket that begins anew, full, allows another burst. */
    void restart() {
        level = 0;
    }
}
