package dev.heliograph.channel;

import dev.heliograph.message.Message;

/**
 * A message on its way to a provider.
 *
 * @param attempt 1 for the first try
 * @param validityMillis how much of its validity is left, passed on to the provider where it can take it
 */
public record Submission(Message message, int attempt, long validityMillis) {}
