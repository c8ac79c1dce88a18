package dev.heliograph.store;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;

/** A message with what has become of it. */
public record Found(Message message, MessageStatus status) {}
