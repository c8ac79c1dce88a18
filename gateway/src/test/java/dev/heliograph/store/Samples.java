package dev.heliograph.store;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;

/** Plain values for the tests of the store. */
final class Samples {
    static final String ACCOUNT = "demo";
    static final String CHANNEL = "sms-main";
    /** 2026-11-22T10:00:00Z. */
    static final long NOW = 1_795_341_600_000L;

    private Samples() {}

    static Message message(String text) {
        return message(ACCOUNT, "393331234567", text, Priority.TRANSACTIONAL, 0, CHANNEL);
    }

    static Message message(
            String account, String to, String text, Priority priority, long sendAtMillis, String... channels) {
        return new Message(
                0,
                account,
                Door.HTTP,
                Address.alphanumeric("Demo"),
                Address.international(to),
                Map.of(),
                new Content.Text(text),
                priority,
                ReceiptWish.FINAL,
                null,
                NOW,
                sendAtMillis,
                NOW + 86_400_000,
                1,
                java.util.Arrays.stream(channels).map(Step::of).toList());
    }

    static Message scheduled(String text, long sendAtMillis) {
        return message(ACCOUNT, "393331234567", text, Priority.TRANSACTIONAL, sendAtMillis, CHANNEL);
    }

    static MessageStatus status(MessageState state) {
        return new MessageStatus(state, NOW, List.of(), null);
    }

    static MessageStatus sent(String channel, String... providerIds) {
        List<Attempt.Part> parts = java.util.Arrays.stream(providerIds)
                .map(id -> new Attempt.Part(id, MessageState.SENT, 0))
                .toList();
        return new MessageStatus(
                MessageState.SENT, NOW, List.of(new Attempt(1, channel, MessageState.SENT, NOW, 0, parts, null)), null);
    }

    static Event receipt(Message message, MessageState state) {
        return new Event.Receipt(
                0,
                message.id(),
                message.reference(),
                message.from(),
                message.to(),
                CHANNEL,
                state,
                false,
                1,
                message.acceptedAtMillis(),
                NOW,
                state.isSuccess() ? null : new MessageError("not-reachable", 27, null),
                message.segments(),
                "hello",
                message.door(),
                null);
    }

    static String text(Message message) {
        return ((Content.Text) message.content()).text();
    }
}
