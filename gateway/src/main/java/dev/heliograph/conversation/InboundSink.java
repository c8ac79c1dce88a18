package dev.heliograph.conversation;

/** Where a channel brings what people write; called on the channel's event loop. */
public interface InboundSink {
    /** @param stored runs on the channel's event loop once the message is durable and may be acknowledged to the provider */
    void onInbound(String channel, InboundMessage message, Runnable stored);
}
