package dev.heliograph.routing;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as far as its way depends on it.
 *
 * @param atMillis when it may be sent first, milliseconds since 1970
 * @param channels that it asks for, in order, by id or kind; empty for those of its route
 * @param until the state that ends the way, or null for that of its route
 * @param afterMillis how long a step waits for that state, or 0 for as long as its route says
 * @param steps what it asks of single steps
 */
public record Asked(
        String account,
        Address from,
        Address to,
        Content content,
        Priority priority,
        long atMillis,
        List<String> channels,
        @Nullable MessageState until,
        long afterMillis,
        List<StepWish> steps) {
    boolean leavesItToTheRoute() {
        return channels.isEmpty() && until == null && afterMillis == 0 && steps.isEmpty();
    }
}
