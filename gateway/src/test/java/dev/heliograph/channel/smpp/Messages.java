package dev.heliograph.channel.smpp;

import dev.heliograph.channel.Submission;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import java.util.List;
import java.util.Map;

/** Messages to send. */
public final class Messages {
    static final long VALIDITY_MILLIS = 3_600_000;

    private Messages() {}

    static Message text(long id, String to, String text) {
        return message(id, to, new Content.Text(text), ReceiptWish.FINAL);
    }

    static Message message(long id, String to, Content content, ReceiptWish wish) {
        return new Message(
                id,
                "demo",
                Door.HTTP,
                Address.alphanumeric("Sender"),
                Address.international(to),
                Map.of(),
                content,
                Priority.TRANSACTIONAL,
                wish,
                null,
                0,
                0,
                System.currentTimeMillis() + VALIDITY_MILLIS,
                1,
                List.of(Step.of("up")));
    }

    /** The same message, good for so long from now. */
    static Message valid(Message message, long millis) {
        return message.replacedBy(
                message.content(), message.segments(), message.receipts(), 0, System.currentTimeMillis() + millis);
    }

    static Submission first(Message message) {
        return new Submission(message, 1, VALIDITY_MILLIS);
    }
}
