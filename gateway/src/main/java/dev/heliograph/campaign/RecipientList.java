package dev.heliograph.campaign;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How far the recipients that a client sends under one key were taken. Its row is written together with each recipient, so that what is sent again after a crash, a broken
 * connection or a lost answer is known. One request writes at a time: the one that came last. Belongs to the loop of the campaigns.
 *
 * <pre>
 *  campaign, key                    version 1, 1 octet; next item, 8 octets; recipients taken, 8 octets;
 *                                   digest of all items before the next, 16 octets
 *  campaign, key, number of item    version 1, 1 octet; another item, 8 octets: those from the one to before the other
 *                                   were refused, and the other was added
 * </pre>
 */
final class RecipientList {
    static final int DIGEST_OCTETS = 16;
    private static final byte VERSION = 1;
    private static final int OCTETS = 1 + 2 * Long.BYTES + DIGEST_OCTETS;
    private static final int GAP_OCTETS = 1 + Long.BYTES;

    private final long campaign;
    private final String key;
    long next;
    long taken;
    byte[] digest = new byte[DIGEST_OCTETS];

    /** Items before the next that were not added. */
    final Gaps gaps = new Gaps();

    /** The request that may add to it, 0 when none is under way. */
    long writer;

    /** Rows on their way to the disk: until they are there the disk does not tell how far it is. */
    int onTheirWay;

    /** Whether it is being read; who waits for that. */
    boolean reading = true;

    final List<Consumer<RecipientList>> waiting = new ArrayList<>();

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
        if (value.length != OCTETS || value[0] != VERSION) {
            unreadable = true;
            return;
        }
        ByteBuffer row = ByteBuffer.wrap(value, 1, OCTETS - 1);
        next = row.getLong();
        taken = row.getLong();
        row.get(digest);
    }

    /** @param rowKey of items that were refused */
    void readGap(byte[] rowKey, byte[] value) {
        if (value.length != GAP_OCTETS || value[0] != VERSION || gaps.isFull()) {
            unreadable = true;
            return;
        }
        long from =
                ByteBuffer.wrap(rowKey, rowKey.length - Long.BYTES, Long.BYTES).getLong();
        gaps.add(from, ByteBuffer.wrap(value, 1, Long.BYTES).getLong());
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
            byte[] value =
                    ByteBuffer.allocate(GAP_OCTETS).put(VERSION).putLong(number).array();
            rows.add(new ShelfRow(Shelf.CAMPAIGN_LISTS, gap, value, expiresAtMillis));
        }
        next = number + 1;
        taken++;
        digest = digestAfter;
        rows.add(row(expiresAtMillis));
    }

    ShelfRow row(long expiresAtMillis) {
        byte[] value = ByteBuffer.allocate(OCTETS)
                .put(VERSION)
                .putLong(next)
                .putLong(taken)
                .put(digest)
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
