package dev.heliograph.dispatch;

/**
 * The bounds of one lane.
 *
 * @param heldMax messages in memory, about 800 octets each; what exceeds it waits in the store
 * @param pageMax messages read back from the store at once
 * @param triesMax times a message is handed to the provider before it is given up
 * @param retryMillisMin pause before the first retry, in milliseconds; doubled each time
 * @param retryMillisMax longest pause between retries
 * @param onUnknown what to do about an unknown outcome
 */
public record LaneOptions(
        int heldMax, int pageMax, int triesMax, long retryMillisMin, long retryMillisMax, OnUnknown onUnknown) {
    public static final LaneOptions DEFAULT = new LaneOptions(50_000, 2_000, 20, 1_000, 300_000, OnUnknown.RETRY);

    public LaneOptions {
        if (heldMax < 1 || pageMax < 1 || triesMax < 1) {
            throw new IllegalArgumentException("heldMax, pageMax and triesMax must be at least 1");
        }
        if (retryMillisMin < 1 || retryMillisMax < retryMillisMin) {
            throw new IllegalArgumentException("retryMillisMin must be at least 1 and at most retryMillisMax");
        }
    }

    public LaneOptions withOnUnknown(OnUnknown policy) {
        return new LaneOptions(heldMax, pageMax, triesMax, retryMillisMin, retryMillisMax, policy);
    }

    public LaneOptions withHeldMax(int messages) {
        return new LaneOptions(
                messages, Math.min(pageMax, messages), triesMax, retryMillisMin, retryMillisMax, onUnknown);
    }
}
