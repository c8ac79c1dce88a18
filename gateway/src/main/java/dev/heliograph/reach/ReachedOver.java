package dev.heliograph.reach;

/**
 * What must be known of a channel to learn from it.
 *
 * @param kind of channel
 * @param anyPhone whether it reaches every phone, as SMS and calls do: then only that there is none is worth remembering
 * @param byNumber whether people are known there by their phone numbers
 * @param reports whether delivery is reported
 */
public record ReachedOver(String kind, boolean anyPhone, boolean byNumber, boolean reports) {}
