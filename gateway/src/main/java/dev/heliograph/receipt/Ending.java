package dev.heliograph.receipt;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The end of a message with the event that tells it.
 *
 * @param status as it stays
 * @param events one, or none when the sender did not ask for it
 */
public record Ending(MessageStatus status, List<Event> events) {
    /**
     * @param status as its last attempt would have it. What the recipient has got on an earlier one, and only not read there in time, is the better end
     */
    public static Ending of(Message message, MessageStatus status, long nowMillis) {
        Attempt last = status.attempts().get(status.attempts().size() - 1);
        Attempt got = status.state().isSuccess() ? null : delivered(status);
        if (got == null) {
            return new Ending(status, events(message, status, last, nowMillis));
        }
        MessageStatus better = new MessageStatus(got.state(), status.atMillis(), status.attempts(), null);
        return new Ending(better, events(message, better, got, nowMillis));
    }

    private static @Nullable Attempt delivered(MessageStatus status) {
        for (Attempt attempt : status.attempts()) {
            if (attempt.state().isSuccess()) {
                return attempt;
            }
        }
        return null;
    }

    static List<Event> events(Message message, MessageStatus status, Attempt attempt, long nowMillis) {
        Event event = Receipts.event(
                message, status.state(), attempt.channel(), attempt.number(), false, status.error(), nowMillis);
        return event == null ? List.of() : List.of(event);
    }
}
