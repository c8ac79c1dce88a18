package dev.heliograph.channel;

/** What a provider says of whether it reaches somebody. */
public enum Reachable {
    YES,
    NO,
    /** It cannot be asked, or did not say. */
    UNKNOWN
}
