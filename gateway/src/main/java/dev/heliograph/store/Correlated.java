package dev.heliograph.store;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;

/** What a provider id belongs to: a message with its status; the part is found by the id in the status. */
public record Correlated(Message message, MessageStatus status) {}
