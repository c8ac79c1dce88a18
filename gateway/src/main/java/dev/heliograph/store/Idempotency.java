package dev.heliograph.store;

/**
 * What makes a resubmission recognisable for 24 hours.
 *
 * @param key the client's key, at most {@link #KEY_CHARS_MAX} characters; unique within its account
 * @param bodyHashHigh with {@code bodyHashLow} 128 bits of a cryptographic hash over the body
 */
public record Idempotency(String key, long bodyHashHigh, long bodyHashLow) {
    public static final int KEY_CHARS_MAX = 255;

    /** Of a request with many items: leaves room for a slash and the index of an item. */
    public static final int BATCH_KEY_CHARS_MAX = KEY_CHARS_MAX - 20;
}
