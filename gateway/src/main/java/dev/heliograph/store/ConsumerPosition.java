package dev.heliograph.store;

/**
 * How far a consumer of an account's events has come.
 *
 * @param cursor every event up to this one is done with
 * @param beyond cursors above {@code cursor} that are done with too, rising: answers may come out of order, and what was answered is not sent again
 */
public record ConsumerPosition(long cursor, long[] beyond) {
    private static final long[] NONE = {};

    public static ConsumerPosition at(long cursor) {
        return new ConsumerPosition(cursor, NONE);
    }
}
