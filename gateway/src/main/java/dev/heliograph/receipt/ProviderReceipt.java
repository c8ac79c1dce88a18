package dev.heliograph.receipt;

import dev.heliograph.message.MessageState;
import dev.heliograph.store.ParkedReceipt;

/**
 * What a provider says of one part of a message.
 *
 * @param providerId in the channel's canonical form, the same as in the answer to the submission
 * @param state sent for what is not final yet
 * @param errorCode the provider's code, 0 for none
 * @param atMillis when it happened, by the provider's clock, or when it was received
 */
public record ProviderReceipt(String providerId, MessageState state, int errorCode, long atMillis) {
    /** @return what was parked, read as of this id */
    static ProviderReceipt of(ParkedReceipt parked, String providerId) {
        return new ProviderReceipt(providerId, parked.state(), parked.errorCode(), parked.atMillis());
    }
}
