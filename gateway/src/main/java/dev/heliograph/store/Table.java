package dev.heliograph.store;

import java.nio.charset.StandardCharsets;

/**
 * The tables, each a column family of RocksDB. All keys begin so that what is read or dropped together lies together; {@link Keys} builds them.
 *
 * <p>The name is the stored form: never rename.
 */
enum Table {
    /** What the store knows of itself: its format, its node, the ids it has reserved. RocksDB's own default family. */
    META("default", false, false),
    /** id to message. */
    MESSAGES("messages", false, false),
    /** id to status. A message without one is accepted and nothing else. */
    STATUS("status", true, false),
    /** channel, priority, position to nothing, or to the id when that is not the position. */
    BACKLOG("backlog", false, false),
    /** due time, id to nothing. */
    SCHEDULE("schedule", false, false),
    /** id to where it waits, for messages whose place does not follow from the message alone, see {@link Places}. */
    PLACES("places", true, true),
    /** day, account at the provider, provider id to id. */
    CORRELATIONS("correlations", true, false),
    /** day, account, key to what was accepted under it. */
    IDEMPOTENCY("idempotency", true, true),
    /** account, cursor to event. */
    EVENTS("events", false, false),
    /** account, consumer to position. */
    CONSUMERS("consumers", false, false),
    /** account at the provider, provider id, whether final, to receipt; and 0, time, such a key to nothing, see {@link Parked}. */
    PARKED("parked", false, false),
    /** deadline, id to nothing, for messages that are long unfinished; the message's status tells whether a row still counts, see {@link Deadlines}. */
    DEADLINES("deadlines", false, false),
    /** shelf, key to when it expires and value, see {@link Shelves}. */
    SHELVES("shelves", false, false);

    private final String label;
    private final boolean oftenAbsent;
    private final boolean askedByWriter;

    Table(String label, boolean oftenAbsent, boolean askedByWriter) {
        this.label = label;
        this.oftenAbsent = oftenAbsent;
        this.askedByWriter = askedByWriter;
    }

    /** @return its place in arrays by table; not stored anywhere */
    @SuppressWarnings("EnumOrdinal")
    int index() {
        return ordinal();
    }

    String label() {
        return label;
    }

    byte[] familyName() {
        return label.getBytes(StandardCharsets.US_ASCII);
    }

    /** @return whether single keys are asked for that mostly are not there, so that a Bloom filter pays */
    boolean isOftenAbsent() {
        return oftenAbsent;
    }

    /** @return whether the writer itself asks, so that recent writes have a filter too, which makes each of them dearer */
    boolean isAskedByWriter() {
        return askedByWriter;
    }
}
