package dev.heliograph.store;

/** How a cancellation or replacement ended. */
public enum Amended {
    DONE,
    /** No such message. */
    UNKNOWN,
    /** A provider has it, or it has ended. */
    TOO_LATE,
    /** The disk could not tell; nothing was changed. */
    UNREADABLE
}
