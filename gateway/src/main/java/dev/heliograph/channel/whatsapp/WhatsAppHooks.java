package dev.heliograph.channel.whatsapp;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.graph.GraphHooks;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** Statuses and messages as Meta posts them, many in one request. */
final class WhatsAppHooks {
    private final GraphHooks hooks;

    WhatsAppHooks(Settings settings) {
        this.hooks = new GraphHooks(settings);
    }

    HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, (entry, news) -> {
            for (JsonObject change : HookNews.objects(entry.getJsonArray("changes"))) {
                JsonObject value = change.getJsonObject("value", new JsonObject());
                for (JsonObject status : HookNews.objects(value.getJsonArray("statuses"))) {
                    tell(status, nowMillis, news);
                }
                for (JsonObject message : HookNews.objects(value.getJsonArray("messages"))) {
                    news.message(
                            message.getString("id"),
                            sender(message),
                            content(message),
                            millis(message, nowMillis),
                            context(message, value));
                }
            }
        });
    }

    private static void tell(JsonObject status, long nowMillis, HookNews news) {
        List<JsonObject> errors = HookNews.objects(status.getJsonArray("errors"));
        int code = errors.isEmpty() ? 0 : errors.get(0).getInteger("code", 0);
        MessageState state = switch (status.getString("status")) {
            case "sent" -> MessageState.SENT;
            case "delivered" -> MessageState.DELIVERED;
            case "read", "played" -> MessageState.READ;
            case "failed" -> WhatsApp.failure(code).finalState();
            default -> null; // what Meta adds next is no receipt until somebody says what it means
        };
        if (state != null) {
            news.receipt(status.getString("id"), state, code, millis(status, nowMillis));
        }
        String person = status.getString("recipient_id");
        if (state == MessageState.FAILED && person != null && WhatsApp.failure(code) == Failure.OUTSIDE_WINDOW) {
            news.shut(person, millis(status, nowMillis));
        }
    }

    private static long millis(JsonObject json, long nowMillis) {
        String seconds = json.getString("timestamp");
        return seconds == null ? nowMillis : Long.parseLong(seconds) * 1_000;
    }

    private static InboundContext context(JsonObject message, JsonObject value) {
        String answered = message.getJsonObject("context", new JsonObject()).getString("id");
        if (answered == null) {
            answered = message.getJsonObject("reaction", new JsonObject()).getString("message_id");
        }
        String from = message.getString("from");
        String name = null;
        for (JsonObject contact : HookNews.objects(value.getJsonArray("contacts"))) {
            if (from == null || from.equals(contact.getString("wa_id"))) {
                name = contact.getJsonObject("profile", new JsonObject()).getString("name");
            }
        }
        return InboundContext.of(message.getString("id")).from(name).answering(answered);
    }

    private static Address sender(JsonObject message) {
        String from = message.getString("from");
        return from == null ? new Address(message.getString("from_user_id"), 0, 0) : Address.international(from);
    }

    private static Content content(JsonObject message) {
        String type = message.getString("type");
        JsonObject of = message.getJsonObject(type, new JsonObject());
        return switch (type) {
            case "text" -> new Content.Text(of.getString("body"));
            case "image", "video", "audio", "document" ->
                Content.Rich.of(new Element.Media(
                        Element.Media.Kind.valueOf(type.toUpperCase(Locale.ROOT)),
                        "whatsapp:" + of.getString("id"),
                        of.getString("mime_type"),
                        of.getString("filename"),
                        of.getString("caption"),
                        null,
                        0));
            case "location" ->
                Content.Rich.of(new Element.Location(
                        of.getDouble("latitude"),
                        of.getDouble("longitude"),
                        of.getString("name"),
                        of.getString("address")));
            case "button" -> Content.Rich.of(new Element.Answer(of.getString("payload", ""), of.getString("text", "")));
            case "interactive" -> answer(of);
            case "reaction" -> new Content.Text(of.getString("emoji", ""));
            default -> new Content.Text("");
        };
    }

    private static Content answer(JsonObject interactive) {
        JsonObject reply = interactive.getJsonObject("button_reply", interactive.getJsonObject("list_reply"));
        return reply == null
                ? new Content.Text("")
                : Content.Rich.of(new Element.Answer(reply.getString("id"), reply.getString("title")));
    }
}
