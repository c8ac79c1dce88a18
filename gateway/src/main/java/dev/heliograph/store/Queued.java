package dev.heliograph.store;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;

/**
 * A message in the backlog of a channel.
 *
 * @param position its place there, rising in the order of commits: the message's own id when it was queued at once, a later number of the same counter when it came
 *     from the schedule or from another channel
 * @param status what has become of it so far: accepted, or what its earlier attempts left
 */
public record Queued(long position, Message message, MessageStatus status) {}
