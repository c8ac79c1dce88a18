package dev.heliograph.routing;

import dev.heliograph.message.MessageState;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the step over one channel; what it leaves open is as for the other steps.
 *
 * @param channel id or kind
 * @param until the state that ends the way, or null
 * @param afterMillis how long to wait for it, in milliseconds, or 0
 */
public record StepWish(String channel, @Nullable MessageState until, long afterMillis) {}
