package dev.heliograph.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One try over one channel.
 *
 * @param number 1 for the first of the message
 * @param channel id of the channel
 * @param state how far it got
 * @param startedAtMillis when it was handed to the channel
 * @param endedAtMillis when {@code state} was reached; 0 while it is under way
 * @param parts one a segment handed over, in order; empty until the provider has answered
 * @param error why it failed, or null
 */
public record Attempt(
        int number,
        String channel,
        MessageState state,
        long startedAtMillis,
        long endedAtMillis,
        List<Part> parts,
        @Nullable MessageError error) {

    /**
     * One segment as the provider knows it.
     *
     * @param providerId the id that the provider gave, in canonical form
     * @param errorCode the receipt's error, 0 for none
     */
    public record Part(String providerId, MessageState state, int errorCode) {}
}
