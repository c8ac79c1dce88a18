package dev.heliograph.ingress.pages;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;

/** Where it goes what readers of pages do. Called on the desk's loop. */
public interface PageSinks {
    /** A person has read a message, perhaps not for the first time. */
    void onRead(Message message, MessageStatus status);

    /** @param stored runs on the desk's loop once the reply is durable */
    void onReply(Message message, Event.Inbound reply, Runnable stored);
}
