package dev.heliograph.channel.viber;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What Infobip says became of messages: a status in one of six groups, with an error that says why. */
final class InfobipReports {
    private static final int DELIVERED_TO_OPERATOR = 2;
    private static final int EXPIRED_UNKNOWN = 29;

    /** The message with this id was taken before. */
    private static final int DUPLICATE = 23;

    private static final ErrorTable STATUSES = new ErrorTable()
            .on(Failure.NOT_REACHABLE, 6, 8, 9, 19, 51, 52)
            .on(Failure.OPTED_OUT, 10)
            .on(Failure.QUOTA, 12, 17)
            .on(Failure.AUTH, 11, 13)
            .on(Failure.BLOCKED, 14)
            .on(Failure.POLICY, 18)
            .on(Failure.RECIPIENT_THROTTLED, 20)
            .on(Failure.TRANSIENT, 21)
            .on(Failure.CONTENT_INVALID, 25)
            .on(Failure.NOT_REACHABLE, 7002, 7025, 7201)
            .on(Failure.BLOCKED, 573, 7003)
            .on(Failure.AUTH, 7001, 7004, 7005, 7034, 7083)
            .on(Failure.CONTENT_INVALID, 7006, 7023)
            .on(Failure.POLICY, 7007, 7024, 7027, 7032)
            .on(Failure.TEMPLATE_INVALID, 7008, 7009)
            .on(Failure.OUTSIDE_WINDOW, 7010)
            .on(Failure.QUOTA, 7011, 7019)
            .on(Failure.MEDIA_ERROR, 7013, 7014, 7015, 7022)
            .on(Failure.THROTTLED, 7016, 7017)
            .on(Failure.OPTED_OUT, 7030, 7033)
            .range(Failure.TRANSIENT, 7050, 7052)
            .on(Failure.TRANSIENT, 7080, 7082)
            .on(Failure.EXPIRED, 811, 4098, 4101);

    private InfobipReports() {}

    /** @return why the answer to a message means that it was not taken; null when it was */
    static @Nullable Failure refusal(JsonObject status) {
        int id = status.getInteger("id", 0);
        boolean refused = "REJECTED".equals(status.getString("groupName"))
                || "UNDELIVERABLE".equals(status.getString("groupName"));
        return refused && id != DUPLICATE ? STATUSES.of(id, Failure.REJECTED) : null;
    }

    /** Reads a report of delivery, one of reading, or what somebody wrote: they come to one address and look different. */
    static void read(JsonObject result, long nowMillis, HookNews news) {
        String id = result.getString("messageId");
        JsonObject written = result.getJsonObject("message");
        if (written != null) {
            news.message(
                    id,
                    Inbound.phone(result.getString("sender")),
                    content(written),
                    Inbound.millis(result.getString("receivedAt"), nowMillis));
        } else if (result.containsKey("seenAt")) {
            news.receipt(id, MessageState.READ, 0, Inbound.millis(result.getString("seenAt"), nowMillis));
        } else {
            delivery(id, result, nowMillis, news);
        }
    }

    private static void delivery(String id, JsonObject result, long nowMillis, HookNews news) {
        JsonObject status = result.getJsonObject("status");
        int number = status.getInteger("id", 0);
        int error = result.getJsonObject("error", new JsonObject()).getInteger("id", 0);
        MessageState state = switch (status.getString("groupName", "")) {
            case "ACCEPTED", "PENDING" -> MessageState.SENT;
            case "DELIVERED" -> number == DELIVERED_TO_OPERATOR ? MessageState.SENT : MessageState.DELIVERED;
            case "EXPIRED" -> number == EXPIRED_UNKNOWN ? MessageState.UNKNOWN : MessageState.EXPIRED;
            case "UNDELIVERABLE" -> STATUSES.of(error, Failure.FAILED).finalState();
            case "REJECTED" ->
                STATUSES.of(error, STATUSES.of(number, Failure.REJECTED)).finalState();
            default -> null; // a group that is not documented is no receipt until somebody says what it means
        };
        if (state != null) {
            news.receipt(id, state, error, Inbound.millis(result.getString("doneAt"), nowMillis));
        }
    }

    private static Content content(JsonObject written) {
        String url = written.getString("url");
        String text = written.getString("text");
        return url == null
                ? new Content.Text(text == null ? "" : text)
                : Inbound.file(url, null, written.getString("fileName"), text, 0);
    }
}
