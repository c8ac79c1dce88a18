package dev.heliograph.store;

import java.nio.charset.StandardCharsets;

/**
 * The tables, each a column family of RocksDB. All keys begin so that what is read or dropped together lies together; {@link Keys} builds them.
 *
 * <p>The name is the stored form: never rename.
 */
enum Table {
    /** What the store knows of itself: its format, its node, the ids it has reserved. RocksDB's own default family. */
    META("default", false),
    /** id to message. */
    MESSAGES("messages", false),
    /** id to status. A message without one is accepted and nothing else. */
    STATUS("status", true),
    /** channel, priority, position to nothing, or to the id when that is not the position. */
    BACKLOG("backlog", false),
    /** due time, id to nothing. */
    SCHEDULE("schedule", false),
    /** id to where it waits, for messages whose place does not follow from the message alone, see {@link Places}. */
    PLACES("places", true),
    /** day, channel, provider id to id. */
    CORRELATIONS("correlations", true),
    /** day, account, key to what was accepted under it. */
    IDEMPOTENCY("idempotency", true),
    /** account, cursor to event. */
    EVENTS("events", false),
    /** account, consumer to position. */
    CONSUMERS("consumers", false),
    /** channel, provider id, whether final, to receipt. */
    PARKED("parked", false);

    private final String label;
    private final boolean oftenAbsent;

    Table(String label, boolean oftenAbsent) {
        this.label = label;
        this.oftenAbsent = oftenAbsent;
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
}
