package dev.heliograph.egress.webhook;

import java.util.List;

/**
 * Bounds and pauses of every endpoint.
 *
 * @param pausesMillis before the second, third ... sending of an event that an endpoint refuses while it takes others; after the last the event is given up
 * @param asideMax events of an endpoint that are set aside at once; when there are more, it gets nothing new; 1 to 10,000
 * @param deadMax given-up events of an endpoint that are remembered for a replay, the oldest forgotten first; 1 to 10,000
 * @param failuresMax new events refused in a row after which an endpoint counts as failing and is only probed; 1 to 1,000
 * @param probeMillis pause before the first probe of a failing endpoint, doubling up to {@code probeMillisMax}
 * @param probeMillisMax longest pause between probes
 * @param busyMillis pause of an endpoint that says it is busy and not for how long
 * @param retryAfterMillisMax longest pause that an endpoint may ask for
 */
public record WebhookOptions(
        List<Long> pausesMillis,
        int asideMax,
        int deadMax,
        int failuresMax,
        long probeMillis,
        long probeMillisMax,
        long busyMillis,
        long retryAfterMillisMax) {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    /** The schedule that Standard Webhooks gives as its example, as far as a day and a half: 31 h 35 min after the first sending an event is given up. */
    public static final WebhookOptions DEFAULT = new WebhookOptions(
            List.of(5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR),
            1_000,
            1_000,
            10,
            5 * SECOND,
            5 * MINUTE,
            SECOND,
            24 * HOUR);

    public WebhookOptions {
        pausesMillis = List.copyOf(pausesMillis);
        if (pausesMillis.isEmpty()) {
            throw new IllegalArgumentException("at least one pause");
        }
        within("asideMax", asideMax, 10_000);
        within("deadMax", deadMax, 10_000);
        within("failuresMax", failuresMax, 1_000);
        within("probeMillisMax", probeMillisMax, Integer.MAX_VALUE);
        within("probeMillis", probeMillis, probeMillisMax);
        within("busyMillis", busyMillis, Integer.MAX_VALUE);
        within("retryAfterMillisMax", retryAfterMillisMax, Integer.MAX_VALUE);
    }

    private static void within(String what, long value, long max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(what + " of " + value + " is outside 1 to " + max);
        }
    }
}
