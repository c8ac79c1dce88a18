package dev.heliograph.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was accepted. It does not change; what becomes of it is its {@link MessageStatus}.
 *
 * @param id see {@link MessageId}; 0 until the store has given it one
 * @param account who sent it
 * @param from sender id, {@link Address#NONE} when the channel is to choose
 * @param to recipient
 * @param identities the recipient's addresses on other channels, by channel kind
 * @param receipts which receipts the sender asked for
 * @param reference the sender's own reference, at most 256 characters
 * @param acceptedAtMillis wall clock, milliseconds since 1970
 * @param sendAtMillis not before this instant; 0 for now
 * @param expiresAtMillis never handed to a provider after this instant
 * @param segments SMS segments it counts as, at least 1
 * @param route the steps it takes, in order, at least one
 * @param notes what a room that saw it come noted for itself, by that room's names: which message it answers, where its own receipts go. At most {@value #NOTES_MAX} of
 *     {@value #NOTES_CHARACTERS_MAX} characters together; mostly none
 */
public record Message(
        long id,
        String account,
        Door door,
        Address from,
        Address to,
        Map<String, String> identities,
        Content content,
        Priority priority,
        ReceiptWish receipts,
        @Nullable String reference,
        long acceptedAtMillis,
        long sendAtMillis,
        long expiresAtMillis,
        int segments,
        List<Step> route,
        Map<String, String> notes) {
    public static final int NOTES_MAX = 16;
    public static final int NOTES_CHARACTERS_MAX = 4_096;

    /** Of which nobody noted anything. */
    public Message(
            long id,
            String account,
            Door door,
            Address from,
            Address to,
            Map<String, String> identities,
            Content content,
            Priority priority,
            ReceiptWish receipts,
            @Nullable String reference,
            long acceptedAtMillis,
            long sendAtMillis,
            long expiresAtMillis,
            int segments,
            List<Step> route) {
        this(
                id,
                account,
                door,
                from,
                to,
                identities,
                content,
                priority,
                receipts,
                reference,
                acceptedAtMillis,
                sendAtMillis,
                expiresAtMillis,
                segments,
                route,
                Map.of());
    }

    /** @return this message under the id that the store gave it */
    public Message withId(long newId) {
        return new Message(
                newId,
                account,
                door,
                from,
                to,
                identities,
                content,
                priority,
                receipts,
                reference,
                acceptedAtMillis,
                sendAtMillis,
                expiresAtMillis,
                segments,
                route,
                notes);
    }

    /** @return the same message with other words and times: what replace_sm makes of it */
    public Message replacedBy(
            Content newContent,
            int newSegments,
            ReceiptWish newReceipts,
            long newSendAtMillis,
            long newExpiresAtMillis) {
        return new Message(
                id,
                account,
                door,
                from,
                to,
                identities,
                newContent,
                priority,
                newReceipts,
                reference,
                acceptedAtMillis,
                newSendAtMillis,
                newExpiresAtMillis,
                newSegments,
                route,
                notes);
    }

    /** @return whether notes are few and short enough to be kept with a message */
    public static boolean mayNote(Map<String, String> notes) {
        int characters = 0;
        for (Map.Entry<String, String> note : notes.entrySet()) {
            characters += note.getKey().length() + note.getValue().length();
        }
        return notes.size() <= NOTES_MAX && characters <= NOTES_CHARACTERS_MAX;
    }

    public String idText() {
        return MessageId.text(id);
    }

    /** @return when something must have become of it, milliseconds since 1970: the end of its validity, or before that of the first step's time when another follows */
    public long firstDeadlineMillis() {
        return route.size() == 1
                ? expiresAtMillis
                : Math.min(expiresAtMillis, waitEndMillis(0, Math.max(acceptedAtMillis, sendAtMillis)));
    }

    /**
     * @param step index of a step
     * @param sinceMillis when it began to wait there
     * @return when that has been too long and the next step is taken; {@link Long#MAX_VALUE} when it waits as long as the message is valid
     */
    public long waitEndMillis(int step, long sinceMillis) {
        long after = step >= 0 && step < route.size() - 1 ? route.get(step).afterMillis() : 0;
        return after == 0 ? Long.MAX_VALUE : sinceMillis + after;
    }

    /** @return index of the step over that channel, -1 when there is none */
    public int stepOf(String channel) {
        for (int i = 0; i < route.size(); i++) {
            if (route.get(i).channel().equals(channel)) {
                return i;
            }
        }
        return -1;
    }

    /** @return how far the message must get over that channel */
    public MessageState untilOver(String channel) {
        int step = stepOf(channel);
        return step < 0 ? MessageState.DELIVERED : route.get(step).until();
    }

    public boolean isExpired(long nowMillis) {
        return nowMillis >= expiresAtMillis;
    }
}
