package dev.heliograph.dispatch;

import java.time.Duration;

/**
 * The bounds of one lane.
 *
 * @param heldMax messages in memory, and {@value #HELD_OCTETS_EACH} octets for each of them; what exceeds either waits in the store
 * @param pageMax messages read back from the store at once
 * @param triesMax times a message is handed to the provider before it is given up
 * @param retryMillisMin pause before the first retry, in milliseconds; doubled each time
 * @param retryMillisMax longest pause between retries
 * @param onUnknown what to do about an unknown outcome
 * @param unknownTriesMax unknown outcomes of one message before it is given up as unknown, where they are retried
 * @param receiptGraceMillis how long after the end of its validity a receipt is waited for, in milliseconds; then the message ends as unknown
 */
public record LaneOptions(
        int heldMax,
        int pageMax,
        int triesMax,
        long retryMillisMin,
        long retryMillisMax,
        OnUnknown onUnknown,
        int unknownTriesMax,
        long receiptGraceMillis) {
    /** What a message of usual length takes, and some more. */
    static final int HELD_OCTETS_EACH = 1_024;

    public static final LaneOptions DEFAULT = new LaneOptions(50_000, 2_000, 20, 1_000, 300_000, OnUnknown.RETRY);

    public LaneOptions {
        if (heldMax < 1 || pageMax < 1 || triesMax < 1 || unknownTriesMax < 1) {
            throw new IllegalArgumentException("heldMax, pageMax, triesMax and unknownTriesMax must be at least 1");
        }
        if (retryMillisMin < 1 || retryMillisMax < retryMillisMin) {
            throw new IllegalArgumentException("retryMillisMin must be at least 1 and at most retryMillisMax");
        }
        if (receiptGraceMillis < 0) {
            throw new IllegalArgumentException("receiptGraceMillis must not be negative");
        }
    }

    /** With three unknown outcomes, and a day of grace for receipts. */
    public LaneOptions(
            int heldMax, int pageMax, int triesMax, long retryMillisMin, long retryMillisMax, OnUnknown onUnknown) {
        this(
                heldMax,
                pageMax,
                triesMax,
                retryMillisMin,
                retryMillisMax,
                onUnknown,
                3,
                Duration.ofHours(24).toMillis());
    }

    public LaneOptions withOnUnknown(OnUnknown policy) {
        return withOnUnknown(policy, unknownTriesMax);
    }

    public LaneOptions withOnUnknown(OnUnknown policy, int triesMaxThen) {
        return new LaneOptions(
                heldMax, pageMax, triesMax, retryMillisMin, retryMillisMax, policy, triesMaxThen, receiptGraceMillis);
    }

    public LaneOptions withTriesMax(int tries) {
        return new LaneOptions(
                heldMax,
                pageMax,
                tries,
                retryMillisMin,
                retryMillisMax,
                onUnknown,
                unknownTriesMax,
                receiptGraceMillis);
    }

    public LaneOptions withReceiptGrace(Duration grace) {
        return new LaneOptions(
                heldMax,
                pageMax,
                triesMax,
                retryMillisMin,
                retryMillisMax,
                onUnknown,
                unknownTriesMax,
                grace.toMillis());
    }

    public LaneOptions withHeldMax(int messages) {
        return new LaneOptions(
                messages,
                Math.min(pageMax, messages),
                triesMax,
                retryMillisMin,
                retryMillisMax,
                onUnknown,
                unknownTriesMax,
                receiptGraceMillis);
    }

    /** @return octets of messages in memory, above which no more are taken; a page read before that is noticed may come on top */
    public long heldOctetsMax() {
        return (long) heldMax * HELD_OCTETS_EACH;
    }
}
