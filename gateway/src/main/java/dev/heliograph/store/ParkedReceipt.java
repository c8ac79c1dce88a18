package dev.heliograph.store;

import dev.heliograph.message.MessageState;
import java.util.List;

/**
 * A receipt that came before anybody knew its id.
 *
 * @param account the account at the provider that it concerns
 * @param channel that it came in on
 * @param providerId in canonical form
 * @param otherIds what the id means when it is read in other ways, while nobody knows in which the provider writes it; mostly nothing, at most {@value #OTHER_IDS_MAX}
 * @param recipient the number that the receipt is about, which decides between several ids; empty when there is one only
 * @param state what it says
 * @param errorCode the provider's error code, 0 for none
 * @param atMillis when the provider says that it happened
 * @param receivedAtMillis when it came; it is kept for 72 hours from then
 */
public record ParkedReceipt(
        String account,
        String channel,
        String providerId,
        List<String> otherIds,
        String recipient,
        MessageState state,
        int errorCode,
        long atMillis,
        long receivedAtMillis) {
    /** Other readings of an id: a number may be hexadecimal, decimal, or as it stands. */
    public static final int OTHER_IDS_MAX = 4;

    public ParkedReceipt {
        otherIds = List.copyOf(otherIds);
        if (otherIds.size() > OTHER_IDS_MAX) {
            throw new IllegalArgumentException("a receipt's id is read in " + otherIds.size() + " other ways");
        }
    }

    /** A receipt whose id can be read in one way, of an account with one channel. */
    public ParkedReceipt(
            String account,
            String providerId,
            MessageState state,
            int errorCode,
            long atMillis,
            long receivedAtMillis) {
        this(account, account, providerId, List.of(), "", state, errorCode, atMillis, receivedAtMillis);
    }
}
