package dev.heliograph.message;

/**
 * One step of a message's way: try this channel, and go on to the next step unless it got far enough in time.
 *
 * @param channel id of the channel
 * @param until the state that ends the way: accepted, sent, delivered or read; the first two mean the same, that the provider has taken it
 * @param afterMillis how long to wait for {@code until}, in milliseconds: first for the channel to take the message, then, from when it was handed over, for the receipt;
 *     0 for as long as the message is valid
 */
public record Step(String channel, MessageState until, long afterMillis) {
    public static Step of(String channel) {
        return new Step(channel, MessageState.DELIVERED, 0);
    }

    /** @return whether the way ends once the provider has taken the message */
    public boolean endsWhenSent() {
        return until == MessageState.SENT || until == MessageState.ACCEPTED;
    }
}
