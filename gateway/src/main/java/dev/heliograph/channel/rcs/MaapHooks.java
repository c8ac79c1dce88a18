package dev.heliograph.channel.rcs;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonObject;

/** One event in each request. The API signs nothing, so the path of the webhook holds a secret. */
final class MaapHooks {
    private static final HookAnswer OK = new HookAnswer(200, "{}");

    private final Settings settings;

    MaapHooks(Settings settings) {
        this.settings = settings;
    }

    HookReading read(HookRequest request, long nowMillis) {
        if (!request.bears(settings.get("hookSecret"))) {
            return new HookReading.Forged();
        }
        JsonObject json = request.json();
        JsonObject message = json.getJsonObject("RCSMessage", new JsonObject());
        long atMillis = Inbound.millis(message.getString("timestamp"), nowMillis);
        HookNews news = new HookNews(settings);
        switch (json.getString("event", "")) {
            case "messageStatus" -> receipt(message, atMillis, news);
            case "message", "response", "newUser" ->
                written(json.getJsonObject("messageContact"), message, atMillis, news);
            default -> {
                // Somebody types, a file is ready: nothing to tell.
            }
        }
        return news.read(OK);
    }

    private static void receipt(JsonObject message, long atMillis, HookNews news) {
        MessageState state = switch (message.getString("status", "")) {
            case "sent" -> MessageState.SENT;
            case "delivered" -> MessageState.DELIVERED;
            case "displayed" -> MessageState.READ;
            case "failed" -> MessageState.FAILED;
            case "cancelled" -> MessageState.EXPIRED;
            default -> null; // pending
        };
        if (state != null) {
            news.receipt(message.getString("msgId"), state, 0, atMillis);
        }
    }

    private static void written(JsonObject contact, JsonObject message, long atMillis, HookNews news) {
        String id = message.getString("msgId");
        String number = contact.getString("userContact");
        Address from = number == null ? new Address(contact.getString("chatId"), 0, 0) : Inbound.phone(number);
        InboundContext plain = InboundContext.of(id);
        JsonObject tapped = message.getJsonObject("suggestedResponse");
        if (tapped == null) {
            news.message(id, from, content(message), atMillis, plain);
            return;
        }
        JsonObject reply = tapped.getJsonObject("response", new JsonObject()).getJsonObject("reply");
        if (reply != null) {
            // An action opens something on the phone; only a reply says something to us.
            ReplyMark mark = ReplyMark.read(
                    reply.getJsonObject("postback", new JsonObject()).getString("data"));
            Content answer = Inbound.answer(mark.id(), reply.getString("displayText", ""));
            news.message(id, from, answer, atMillis, mark.context(plain));
        }
    }

    private static Content content(JsonObject message) {
        JsonObject file = message.getJsonObject("fileMessage", message.getJsonObject("audioMessage"));
        if (file != null) {
            return Inbound.file(
                    file.getString("fileUrl"),
                    file.getString("fileMIMEType"),
                    file.getString("fileName"),
                    null,
                    file.getLong("fileSize", 0L));
        }
        JsonObject place = message.getJsonObject("geolocationPushMessage");
        if (place != null) {
            return place(place.getString("pos", ""));
        }
        return new Content.Text(message.getString("textMessage", ""));
    }

    /** @param pos latitude and longitude, parted by a blank, a comma or both */
    private static Content place(String pos) {
        String[] degrees = pos.strip().split("[\\s,]+");
        return degrees.length == 2
                ? Inbound.place(Double.parseDouble(degrees[0]), Double.parseDouble(degrees[1]))
                : new Content.Text(pos);
    }
}
