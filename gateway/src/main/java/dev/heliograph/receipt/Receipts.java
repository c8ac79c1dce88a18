package dev.heliograph.receipt;

import dev.heliograph.content.PlainText;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import org.jspecify.annotations.Nullable;

/** Makes the events that tell an account what became of its messages. */
public final class Receipts {
    /** Characters of the text that a receipt repeats. */
    public static final int EXCERPT_MAX = 20;

    private Receipts() {}

    /** @return the event, or null when the sender did not ask for this one */
    public static Event.@Nullable Receipt event(
            Message message,
            MessageState state,
            String channel,
            int attempt,
            boolean late,
            @Nullable MessageError error,
            long nowMillis) {
        if (!message.receipts().covers(state)) {
            return null;
        }
        return new Event.Receipt(
                0,
                message.id(),
                message.reference(),
                message.from(),
                message.to(),
                channel,
                state,
                late,
                attempt,
                message.acceptedAtMillis(),
                nowMillis,
                error,
                message.segments(),
                excerpt(message),
                message.door(),
                null);
    }

    private static String excerpt(Message message) {
        if (message.content() instanceof Content.Sms) {
            return "";
        }
        String words = PlainText.of(message.content());
        if (words.length() <= EXCERPT_MAX) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(EXCERPT_MAX - 1)) ? EXCERPT_MAX - 1 : EXCERPT_MAX;
        return words.substring(0, end);
    }
}
