package dev.heliograph.egress.receiver;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import org.jspecify.annotations.Nullable;

/** Events for tests. */
public final class Events {
    public static final Address SENDER = Address.alphanumeric("Demo");
    public static final Address RECIPIENT = Address.international("393331234567");

    /** 2026-11-23 10:20:30 UTC. */
    public static final long AT_MILLIS = 1_795_429_230_000L;

    private Events() {}

    public static Event.Receipt receipt(long counter, MessageState state) {
        return receipt(MessageId.of(3, counter), state, SENDER, null, null, false);
    }

    public static Event.Receipt receiptTo(Address sender, long counter, MessageState state) {
        return receipt(MessageId.of(3, counter), state, sender, null, null, false);
    }

    public static Event.Receipt failure(long counter, MessageState state, int code) {
        return receipt(
                MessageId.of(3, counter), state, SENDER, new MessageError("not-reachable", code, null), null, false);
    }

    public static Event.Receipt receipt(
            long message,
            MessageState state,
            Address sender,
            @Nullable MessageError error,
            @Nullable String reference,
            boolean late) {
        return new Event.Receipt(
                0,
                message,
                reference,
                sender,
                RECIPIENT,
                "sms-main",
                state,
                late,
                1,
                AT_MILLIS - 61_000,
                AT_MILLIS,
                error,
                1,
                "Hello",
                Door.SMPP,
                null);
    }

    public static Event.Inbound inbound(String text) {
        return new Event.Inbound(
                0, "whatsapp", RECIPIENT, Address.international("3197001"), new Content.Text(text), text, AT_MILLIS);
    }

    public static Event.Inbound inbound(Content.Sms content) {
        return new Event.Inbound(0, "sms-main", RECIPIENT, Address.international("3197001"), content, "", AT_MILLIS);
    }
}
