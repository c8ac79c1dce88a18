package dev.heliograph.channel;

import dev.heliograph.conversation.InboundSink;
import dev.heliograph.receipt.ReceiptSink;

/** What a channel tells its lane, on their common event loop. */
public interface ChannelEvents extends ReceiptSink, InboundSink {
    /** There is credit again after {@link Channel#credit} was too small. */
    void onCredit();
}
