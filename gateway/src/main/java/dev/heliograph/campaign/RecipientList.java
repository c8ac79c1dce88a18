package dev.heliograph.campaign;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How far the recipients that a client sends under one key were taken. Its row is written together with each recipient, so that what is sent again after a crash, a broken
 * connection or a lost answer is known. One request writes at a time: the one that came last. Belongs to the loop of the campaigns.
 *
 * <pre>
 *  campaign, key                    version 2, 1 octet; next item, 8 octets; recipients taken, 8 octets;
 *                                   digest of all items before the next, 16 octets; marks behind the last whole block, 2 octets each.
 *                                   Version 1 has no marks, and goes on without
 *  campaign, key, number of item    version 1, 1 octet; another item, 8 octets: those from the one to before the other
 *                                   were refused, and the other was added
 *  campaign, key, number of block   on a shelf of its own: marks of 64 items that were added, 2 octets each
 * </pre>
 */
final class RecipientList {
    static final int DIGEST_OCTETS = 16;
    private static final byte VERSION = 2;
    private static final byte WITHOUT_MARKS = 1;
    private static final byte GAP_VERSION = 1;
    private static final int OCTETS = 1 + 2 * Long.BYTES + DIGEST_OCTETS;
    private static final int GAP_OCTETS = 1 + Long.BYTES;

    private final long campaign;
    private final String key;
    long next;
    long taken;
    byte[] digest = new byte[DIGEST_OCTETS];

    /** Items before the next that were not added. */
    final Gaps gaps = new Gaps();

    /** Of the items that were added; null when they are not known. */
    @Nullable
    Marks marks = new Marks();

    /** While it is read: those behind the last whole block. */
    private byte[] openMarks = {};

    /** The request that may add to it, 0 when none is under way. */
    long writer;

    /** Rows on their way to the disk: until they are there the disk does not tell how far it is. */
    int onTheirWay;

    /** Whether it is being read; who waits for that. */
    boolean reading = true;

    final List<Consumer<@Nullable RecipientList>> waiting = new ArrayList<>();

    /** Whether what is on the disk is nothing that this version writes. */
    boolean unreadable;

    /** A list that is yet to be read. */
    RecipientList(long campaign, String key) {
        this.campaign = campaign;
        this.key = key;
    }

    byte[] rowKey() {
        return ShelfKey.of().number(campaign).text(key).octets();
    }

    /** @param value of its row */
    void read(byte[] value) {
        if (value.length < OCTETS || value[0] < WITHOUT_MARKS || value[0] > VERSION) {
            unreadable = true;
            return;
        }
        ByteBuffer row = ByteBuffer.wrap(value, 1, value.length - 1);
        next = row.getLong();
        taken = row.getLong();
        row.get(digest);
        openMarks = new byte[row.remaining()];
        row.get(openMarks);
        boolean marked = value[0] == VERSION;
        marks = marked ? marks : null;
        unreadable = openMarks.length != (marked ? taken % Marks.BLOCK * Marks.OCTETS : 0);
    }

    /** @return whether marks stand in rows of their own */
    boolean hasBlocks() {
        return marks != null && taken >= Marks.BLOCK;
    }

    /** @param rowKey of marks; called in their order */
    void readBlock(byte[] rowKey, byte[] value) {
        long number = numberIn(rowKey);
        if (marks != null && value.length == Marks.BLOCK_OCTETS && number * Marks.BLOCK == marks.items()) {
            marks.addAll(value);
        } else {
            marks = null;
        }
    }

    /** All of it was read. A list of which some marks have expired goes on without. */
    void isRead() {
        reading = false;
        if (marks != null) {
            marks.addAll(openMarks);
            marks = marks.items() == taken ? marks : null;
        }
        openMarks = new byte[0];
    }

    private static long numberIn(byte[] rowKey) {
        return ByteBuffer.wrap(rowKey, rowKey.length - Long.BYTES, Long.BYTES).getLong();
    }

    /** @param rowKey of items that were refused */
    void readGap(byte[] rowKey, byte[] value) {
        if (value.length != GAP_OCTETS || value[0] != GAP_VERSION || gaps.isFull()) {
            unreadable = true;
            return;
        }
        gaps.add(numberIn(rowKey), ByteBuffer.wrap(value, 1, Long.BYTES).getLong());
    }

    /** @return whether some of the items before the next were refused */
    boolean hasGaps() {
        return taken < next;
    }

    /** @return whether it cannot remember that the items before this one were refused */
    boolean isTooFullFor(long number) {
        return number > next && gaps.isFull();
    }

    /** @param number of an item that is added; those between it and the one before were refused */
    void add(long number, byte[] digestAfter, long expiresAtMillis, List<ShelfRow> rows) {
        if (number > next) {
            gaps.add(next, number);
            byte[] gap = ShelfKey.of().number(campaign).text(key).number(next).octets();
            byte[] value = ByteBuffer.allocate(GAP_OCTETS)
                    .put(GAP_VERSION)
                    .putLong(number)
                    .array();
            rows.add(new ShelfRow(Shelf.CAMPAIGN_LISTS, gap, value, expiresAtMillis));
        }
        next = number + 1;
        taken++;
        digest = digestAfter;
        if (marks != null) {
            marks.add(digestAfter);
            if (marks.items() % Marks.BLOCK == 0) {
                int block = marks.items() / Marks.BLOCK - 1;
                byte[] at =
                        ShelfKey.of().number(campaign).text(key).number(block).octets();
                rows.add(new ShelfRow(Shelf.CAMPAIGN_LIST_MARKS, at, marks.block(block), expiresAtMillis));
            }
        }
        rows.add(row(expiresAtMillis));
    }

    ShelfRow row(long expiresAtMillis) {
        byte[] open = marks == null ? new byte[0] : marks.open();
        byte[] value = ByteBuffer.allocate(OCTETS + open.length)
                .put(marks == null ? WITHOUT_MARKS : VERSION)
                .putLong(next)
                .putLong(taken)
                .put(digest)
                .put(open)
                .array();
        return new ShelfRow(Shelf.CAMPAIGN_LISTS, rowKey(), value, expiresAtMillis);
    }

    boolean isIdle() {
        return writer == 0 && onTheirWay == 0 && !reading;
    }

    String key() {
        return key;
    }
}
