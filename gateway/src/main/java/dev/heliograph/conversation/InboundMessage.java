package dev.heliograph.conversation;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;

/**
 * A message from a person.
 *
 * @param from who wrote it
 * @param to the number or account it was written to
 * @param content as it came
 * @param text its text, decoded; empty when it has none
 */
public record InboundMessage(Address from, Address to, Content content, String text, long atMillis) {}
