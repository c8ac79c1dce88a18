package dev.heliograph.campaign;

import dev.heliograph.message.MessageState;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is kept of a recipient: first as it came, then only what became of it.
 *
 * <pre>
 *  1  waits     the recipient, JSON
 *  2  refused   why, text
 *  3  released  message id, 8 octets; state, 1 octet: what is known last
 * </pre>
 */
final class RecipientRow {
    static final byte WAITS = 1;
    static final byte REFUSED = 2;
    static final byte RELEASED = 3;

    private RecipientRow() {}

    static byte[] prefix(long campaign) {
        return ShelfKey.of().number(campaign).octets();
    }

    static byte[] key(long campaign, long index) {
        return ShelfKey.of().number(campaign).number(index).octets();
    }

    static long indexOf(byte[] key) {
        return ByteBuffer.wrap(key, key.length - Long.BYTES, Long.BYTES).getLong();
    }

    static ShelfRow waits(long campaign, long index, byte[] recipient, long expiresAtMillis) {
        byte[] value = new byte[recipient.length + 1];
        value[0] = WAITS;
        System.arraycopy(recipient, 0, value, 1, recipient.length);
        return new ShelfRow(Shelf.CAMPAIGN_RECIPIENTS, key(campaign, index), value, expiresAtMillis);
    }

    static byte[] recipient(byte[] value) {
        return Arrays.copyOfRange(value, 1, value.length);
    }

    static ShelfRow refused(long campaign, long index, String why, long expiresAtMillis) {
        byte[] words = why.getBytes(StandardCharsets.UTF_8);
        byte[] value = new byte[words.length + 1];
        value[0] = REFUSED;
        System.arraycopy(words, 0, value, 1, words.length);
        return new ShelfRow(Shelf.CAMPAIGN_RECIPIENTS, key(campaign, index), value, expiresAtMillis);
    }

    static ShelfRow released(long campaign, long index, long message, MessageState state, long expiresAtMillis) {
        byte[] value = ByteBuffer.allocate(2 + Long.BYTES)
                .put(RELEASED)
                .putLong(message)
                .put((byte) state.ordinal())
                .array();
        return new ShelfRow(Shelf.CAMPAIGN_RECIPIENTS, key(campaign, index), value, expiresAtMillis);
    }

    static long message(byte[] value) {
        return ByteBuffer.wrap(value, 1, Long.BYTES).getLong();
    }

    static MessageState state(byte[] value) {
        return MessageState.of(value[1 + Long.BYTES]);
    }
}
