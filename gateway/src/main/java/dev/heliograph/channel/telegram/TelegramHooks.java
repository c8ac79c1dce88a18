package dev.heliograph.channel.telegram;

import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.InboundContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Updates, one in each request. The bot's secret stands in a header; nothing is signed. */
final class TelegramHooks {
    private final Settings settings;
    private final CallbackData data;

    TelegramHooks(Settings settings, CallbackData data) {
        this.settings = settings;
        this.data = data;
    }

    HookReading read(HookRequest request, long nowMillis) {
        String given = request.headers().get("X-Telegram-Bot-Api-Secret-Token");
        if (!Signature.same(given, settings.get("secretToken"))) {
            return new HookReading.Forged();
        }
        JsonObject update = request.json();
        JsonObject message = update.getJsonObject("message");
        JsonObject tapped = update.getJsonObject("callback_query");
        String id = String.valueOf(update.getLong("update_id"));
        HookNews news = new HookNews(settings);
        if (message != null) {
            long seconds = message.getLong("date", nowMillis / 1_000);
            JsonObject chat = message.getJsonObject("chat");
            JsonObject answered = message.getJsonObject("reply_to_message");
            InboundContext context = InboundContext.of(id(chat, message))
                    .from(name(message.getJsonObject("from", chat)))
                    .answering(answered == null ? null : id(chat, answered));
            news.message(id, new Address(person(chat), 0, 0), content(message), seconds * 1_000, context);
        } else if (tapped != null) {
            JsonObject below = tapped.getJsonObject("message", new JsonObject());
            JsonObject chat = below.getJsonObject("chat", tapped.getJsonObject("from"));
            InboundContext context = InboundContext.of(null)
                    .from(name(tapped.getJsonObject("from", chat)))
                    .answering(below.containsKey("message_id") ? id(chat, below) : null);
            news.message(id, new Address(person(chat), 0, 0), answer(tapped, below), nowMillis, context);
        }
        // Anything else, an edit, a poll, tells us nothing yet; it is acknowledged, or it would come again for a day.
        return news.read();
    }

    /** As {@link Telegram#outcome} has the ids of messages. */
    private static String id(JsonObject chat, JsonObject message) {
        return person(chat) + ":" + message.getLong("message_id", 0L);
    }

    private static @Nullable String name(JsonObject person) {
        String first = person.getString("first_name");
        String last = person.getString("last_name");
        return first == null || last == null ? first : first + " " + last;
    }

    private static String person(JsonObject chat) {
        return String.valueOf(chat.getLong("id"));
    }

    private Content answer(JsonObject tapped, JsonObject below) {
        String carried = tapped.getString("data", "");
        JsonArray rows = below.getJsonObject("reply_markup", new JsonObject()).getJsonArray("inline_keyboard");
        String title = "";
        for (int i = 0; rows != null && i < rows.size(); i++) {
            JsonObject button = rows.getJsonArray(i).getJsonObject(0);
            title = carried.equals(button.getString("callback_data")) ? button.getString("text", "") : title;
        }
        return Content.Rich.of(new Element.Answer(data.id(carried), title));
    }

    private static Content content(JsonObject message) {
        String text = message.getString("text");
        if (text != null) {
            return new Content.Text(text);
        }
        JsonObject place = message.getJsonObject("location");
        if (place != null) {
            return Content.Rich.of(
                    new Element.Location(place.getDouble("latitude"), place.getDouble("longitude"), null, null));
        }
        JsonObject contact = message.getJsonObject("contact");
        if (contact != null) {
            return Content.Rich.of(new Element.Contact(
                    contact.getString("first_name", ""),
                    List.of(contact.getString("phone_number", "")),
                    List.of(),
                    null));
        }
        JsonArray sizes = message.getJsonArray("photo");
        Element.Media media = sizes == null || sizes.isEmpty()
                ? file(message)
                : media(Element.Media.Kind.IMAGE, sizes.getJsonObject(sizes.size() - 1), message);
        return media == null ? new Content.Text("") : Content.Rich.of(media);
    }

    private static Element.@Nullable Media file(JsonObject message) {
        for (Element.Media.Kind kind : Element.Media.Kind.values()) {
            JsonObject file = message.getJsonObject(kind.name().toLowerCase(java.util.Locale.ROOT));
            if (file != null) {
                return media(kind, file, message);
            }
        }
        JsonObject voice = message.getJsonObject("voice");
        return voice == null ? null : media(Element.Media.Kind.AUDIO, voice, message);
    }

    private static Element.Media media(Element.Media.Kind kind, JsonObject file, JsonObject message) {
        return new Element.Media(
                kind,
                "telegram:" + file.getString("file_id"),
                file.getString("mime_type"),
                file.getString("file_name"),
                message.getString("caption"),
                null,
                file.getLong("file_size", 0L));
    }
}
