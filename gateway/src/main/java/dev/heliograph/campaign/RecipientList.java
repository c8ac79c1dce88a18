package dev.heliograph.campaign;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.nio.ByteBuffer;

/**
 * How far the recipients that a client sends under one key were taken. Its row is written together with each recipient, so that what is sent again after a crash, a broken
 * connection or a lost answer is known. One request writes at a time: the one that came last. Belongs to the loop of the campaigns.
 *
 * <pre>
 *  next item, 8 octets; recipients taken, 8 octets; digest of all items before the next, 16 octets
 * </pre>
 */
final class RecipientList {
    static final int DIGEST_OCTETS = 16;

    private final long campaign;
    private final String key;
    long next;
    long taken;
    byte[] digest = new byte[DIGEST_OCTETS];

    /** The request that may add to it, 0 when none is under way. */
    long writer;

    /** Rows on their way to the disk: until they are there the disk does not tell how far it is. */
    int onTheirWay;

    private RecipientList(long campaign, String key) {
        this.campaign = campaign;
        this.key = key;
    }

    static byte[] rowKey(long campaign, String key) {
        return ShelfKey.of().number(campaign).text(key).octets();
    }

    /** @param value of its row, empty when there is none */
    static RecipientList read(long campaign, String key, byte[] value) {
        RecipientList list = new RecipientList(campaign, key);
        if (value.length > 0) {
            ByteBuffer row = ByteBuffer.wrap(value);
            list.next = row.getLong();
            list.taken = row.getLong();
            row.get(list.digest);
        }
        return list;
    }

    void add(long number, byte[] digestAfter) {
        next = number + 1;
        taken++;
        digest = digestAfter;
    }

    ShelfRow row(long expiresAtMillis) {
        byte[] value = ByteBuffer.allocate(2 * Long.BYTES + DIGEST_OCTETS)
                .putLong(next)
                .putLong(taken)
                .put(digest)
                .array();
        return new ShelfRow(Shelf.CAMPAIGN_LISTS, rowKey(campaign, key), value, expiresAtMillis);
    }

    boolean isIdle() {
        return writer == 0 && onTheirWay == 0;
    }

    String key() {
        return key;
    }
}
