package dev.heliograph.benchmarks;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A message and its receipt, as most are. */
public final class Samples {
    public static final String ACCOUNT = "demo";
    public static final String CHANNEL = "sms-main";
    /** 160 characters of the default alphabet. */
    public static final String TEXT =
            "Your parcel 4711 leaves the depot at 10:40 and will be with you before noon. To change the day or the place, answer this message with CHANGE and a day. Thanks. "
                    .substring(0, 160);

    private Samples() {}

    public static Message message() {
        long now = System.currentTimeMillis();
        return new Message(
                0,
                ACCOUNT,
                Door.SMPP,
                Address.alphanumeric("Heliograph"),
                Address.international("393331234567"),
                Map.of(),
                new Content.Text(TEXT),
                Priority.TRANSACTIONAL,
                ReceiptWish.FINAL,
                null,
                now,
                0,
                now + TimeUnit.DAYS.toMillis(2),
                1,
                List.of(Step.of(CHANNEL)));
    }

    /** The event that tells how a message ended. */
    public static Event.Receipt delivered(long cursor, Message message) {
        return new Event.Receipt(
                cursor,
                message.id(),
                "order-4711",
                message.from(),
                message.to(),
                CHANNEL,
                MessageState.DELIVERED,
                false,
                1,
                message.acceptedAtMillis(),
                message.acceptedAtMillis() + 1_500,
                null,
                message.segments(),
                TEXT.substring(0, 20),
                message.door(),
                null);
    }
}
