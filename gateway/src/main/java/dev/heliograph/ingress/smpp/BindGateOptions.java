package dev.heliograph.ingress.smpp;

/**
 * Bounds of the bind gate.
 *
 * @param checksMax slow password checks at once, on worker threads; 1 to 64
 * @param checksWaitingMax different passwords waiting for a check, over all addresses; more are refused. 1 to 100,000
 * @param checksPerAddressMax of those, from one address; 1 to {@code checksWaitingMax}
 * @param freeFailures wrong passwords per system_id and address before a pause begins; 0 to 1,000
 * @param backoffMillis first pause, 1 to {@code backoffMillisMax}
 * @param backoffMillisMax longest pause, at most an hour
 * @param backoffOriginsMax pairs of system_id and address remembered, the least recent forgotten first; 1 to 1,000,000
 */
public record BindGateOptions(
        int checksMax,
        int checksWaitingMax,
        int checksPerAddressMax,
        int freeFailures,
        long backoffMillis,
        long backoffMillisMax,
        int backoffOriginsMax) {

    private static final long HOUR_MILLIS = 3_600_000;

    public BindGateOptions {
        within("checksMax", checksMax, 1, 64);
        within("checksWaitingMax", checksWaitingMax, 1, 100_000);
        within("checksPerAddressMax", checksPerAddressMax, 1, checksWaitingMax);
        within("freeFailures", freeFailures, 0, 1_000);
        within("backoffMillisMax", backoffMillisMax, 1, HOUR_MILLIS);
        within("backoffMillis", backoffMillis, 1, backoffMillisMax);
        within("backoffOriginsMax", backoffOriginsMax, 1, 1_000_000);
    }

    /** A quarter of the cores checks passwords; ten free mistakes, then half a second doubling up to five. */
    public static BindGateOptions defaults() {
        int checks = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
        return new BindGateOptions(checks, 256, 64, 10, 500, 5_000, 100_000);
    }

    private static void within(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " of " + value + " is outside " + min + " to " + max);
        }
    }
}
