package dev.heliograph.egress.webhook;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How much an endpoint can be given: a window that halves with each failure and comes back by one with each success, and a breaker that opens when new events fail
 * in a row, after which there is only a probe from time to time. Owned by the pump's loop.
 */
final class EndpointHealth {
    private final WebhookOptions options;
    private final int windowMax;
    private final DoubleSupplier random;
    private int window;
    private int failures;
    private boolean failing;
    private long probeMillis;
    private long quietUntilNanos;
    private boolean quiet;

    /** @param random from 0 to below 1, for the jitter */
    EndpointHealth(WebhookOptions options, int windowMax, DoubleSupplier random) {
        this.options = options;
        this.windowMax = windowMax;
        this.random = random;
        this.window = windowMax;
        this.probeMillis = options.probeMillis();
    }

    /** @return requests that may be under way now, all together */
    int window(long nowNanos) {
        return quietNanos(nowNanos) > 0 ? 0 : failing ? 1 : window;
    }

    boolean isFailing() {
        return failing;
    }

    /** @return nanoseconds for which it is given nothing, 0 for none */
    long quietNanos(long nowNanos) {
        return quiet ? Math.max(0, quietUntilNanos - nowNanos) : 0;
    }

    void onTaken() {
        failures = 0;
        probeMillis = options.probeMillis();
        if (failing) {
            failing = false;
            quiet = false;
            window = 1;
        } else {
            window = Math.min(windowMax, window + 1);
        }
    }

    /**
     * @param isNew whether it was a first sending: one event that is refused again and again says nothing about the endpoint
     * @param wasProbe whether the request was begun while the endpoint was known to be failing
     */
    void onFailure(long nowNanos, boolean isNew, boolean wasProbe) {
        window = Math.max(1, window / 2);
        if (failing) {
            if (wasProbe) {
                probeMillis = Math.min(options.probeMillisMax(), probeMillis * 2);
                quietFor(nowNanos, jittered(probeMillis));
            }
        } else if (isNew && ++failures >= options.failuresMax()) {
            failing = true;
            quietFor(nowNanos, jittered(probeMillis));
        }
    }

    /** It asked to be left alone. */
    void onBusy(long nowNanos, long retryAfterMillis) {
        long asked = Math.min(options.retryAfterMillisMax(), retryAfterMillis);
        quietFor(nowNanos, asked > 0 ? asked : jittered(options.busyMillis()));
    }

    private void quietFor(long nowNanos, long millis) {
        long until = nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
        if (!quiet || until - quietUntilNanos > 0) {
            quiet = true;
            quietUntilNanos = until;
        }
    }

    /** @return at least {@code millis}, at most a fifth more: a pause that was asked for is not cut short, and those who failed together come back apart */
    long jittered(long millis) {
        return millis + (long) (random.getAsDouble() * millis / 5);
    }
}
