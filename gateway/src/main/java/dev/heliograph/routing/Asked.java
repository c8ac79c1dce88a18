package dev.heliograph.routing;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as far as its way depends on it.
 *
 * @param atMillis when it may be sent first, milliseconds since 1970
 * @param channels that it asks for, in order, by id or kind; empty for those of its route
 * @param until the state that ends the way, or null for that of its route
 * @param afterMillis how long a step waits for that state, or 0 for as long as its route says
 * @param steps what it asks of single steps
 * @param identities the recipient's other addresses, by kind of channel
 * @param segments that it counts as over SMS
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
        List<StepWish> steps,
        Map<String, String> identities,
        int segments) {
    /** A message of one segment to a phone number. */
    public Asked(
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
        this(account, from, to, content, priority, atMillis, channels, until, afterMillis, steps, Map.of(), 1);
    }

    boolean leavesItToTheRoute() {
        return channels.isEmpty() && until == null && afterMillis == 0 && steps.isEmpty();
    }
}
