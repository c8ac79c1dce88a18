package dev.heliograph.egress.receiver;

/**
 * Bounds of a receiver pump.
 *
 * @param heldMax events of one account in memory: in flight, or waiting to be sent again; 1 to 1,000,000
 * @param fetchMax events read from the stream at once; 1 to {@code heldMax}
 * @param retryMillis pause before a message is sent again, doubling each time; 1 to {@code retryMillisMax}
 * @param retryMillisMax longest pause of a message
 * @param throttleMillis pause of a session that said it is throttled, doubling up to {@code throttleMillisMax}
 * @param throttleMillisMax longest pause of a session
 * @param triesMax sendings of a message that is answered with ESME_RSYSERR; 1 to 1,000
 * @param barredMax destinations remembered as refusing everything, the oldest forgotten first; 1 to 1,000,000
 */
public record ReceiverOptions(
        int heldMax,
        int fetchMax,
        long retryMillis,
        long retryMillisMax,
        long throttleMillis,
        long throttleMillisMax,
        int triesMax,
        int barredMax) {
    public static final ReceiverOptions DEFAULT =
            new ReceiverOptions(16_384, 2_048, 1_000, 60_000, 250, 5_000, 5, 1_000);

    public ReceiverOptions {
        within("heldMax", heldMax, 1, 1_000_000);
        within("fetchMax", fetchMax, 1, heldMax);
        within("retryMillisMax", retryMillisMax, 1, Integer.MAX_VALUE);
        within("retryMillis", retryMillis, 1, retryMillisMax);
        within("throttleMillisMax", throttleMillisMax, 1, Integer.MAX_VALUE);
        within("throttleMillis", throttleMillis, 1, throttleMillisMax);
        within("triesMax", triesMax, 1, 1_000);
        within("barredMax", barredMax, 1, 1_000_000);
    }

    private static void within(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(what + " of " + value + " is outside " + min + " to " + max);
        }
    }
}
