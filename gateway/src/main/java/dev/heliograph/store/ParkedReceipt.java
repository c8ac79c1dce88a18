package dev.heliograph.store;

import dev.heliograph.message.MessageState;

/**
 * A receipt that came before anybody knew its id.
 *
 * @param channel that it came in on
 * @param providerId in canonical form
 * @param state what it says
 * @param errorCode the provider's error code, 0 for none
 * @param atMillis when the provider says that it happened
 * @param receivedAtMillis when it came; it is kept for 72 hours from then
 */
public record ParkedReceipt(
        String channel, String providerId, MessageState state, int errorCode, long atMillis, long receivedAtMillis) {}
