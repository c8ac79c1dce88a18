package dev.heliograph.store;

/**
 * What makes a resubmission recognisable for 24 hours.
 *
 * @param key the client's key, at most 255 characters; unique within its account
 * @param bodyHashHigh with {@code bodyHashLow} 128 bits of a cryptographic hash over the body
 */
public record Idempotency(String key, long bodyHashHigh, long bodyHashLow) {}
