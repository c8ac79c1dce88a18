package dev.heliograph.conversation;

/** Where a channel brings what people write; called on the channel's event loop. */
public interface InboundSink {
    /** @param stored runs on the channel's event loop once the message is durable and may be acknowledged to the provider */
    void onInbound(String channel, InboundMessage message, Runnable stored);

    /** @return whether this is a word by which somebody leaves, as the account takes it whose message it is */
    default boolean asksToLeave(InboundMessage message) {
        return false;
    }

    /**
     * Somebody has left the channel: the provider says so.
     *
     * @param atMillis by the provider's clock
     */
    default void onLeft(String channel, String address, long atMillis, Runnable stored) {
        stored.run();
    }

    /**
     * Somebody has come to the channel, or has come back: what the provider said of them before that is over, and nothing that they said themselves.
     *
     * @param atMillis by the provider's clock
     */
    default void onCame(String channel, String address, long atMillis, Runnable stored) {
        stored.run();
    }

    /**
     * Words that the provider had taken before found somebody's window closed.
     *
     * @param atMillis by the provider's clock
     */
    default void onShut(String channel, String address, long atMillis, Runnable stored) {
        stored.run();
    }

    /** Takes up again what a former run had begun; to be called once, before anything else. */
    default void recover(Runnable done) {
        done.run();
    }

    /** Lets go what has waited too long; to be called every minute or so. */
    default void sweep() {}
}
