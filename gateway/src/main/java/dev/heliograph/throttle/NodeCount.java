package dev.heliograph.throttle;

/**
 * With how many nodes the rate is shared. A higher count is believed at once, a lower one only when the higher is as old as a
 * silent node may get: a Redis that restarted has forgotten the others, they have not gone.
 */
final class NodeCount {
    private final long expiryNanos;
    private int nodes;
    private long confirmedAt;

    NodeCount(int assumed, long expiryNanos, long now) {
        this.nodes = assumed;
        this.expiryNanos = expiryNanos;
        this.confirmedAt = now;
    }

    int get() {
        return nodes;
    }

    void report(int count, long now) {
        if (count >= nodes || now - confirmedAt > expiryNanos) {
            nodes = Math.max(1, count);
            confirmedAt = now;
        }
    }
}
