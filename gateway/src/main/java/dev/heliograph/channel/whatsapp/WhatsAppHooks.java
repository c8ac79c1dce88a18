package dev.heliograph.channel.whatsapp;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.content.PlainText;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Statuses and messages as Meta posts them, many in one request. */
final class WhatsAppHooks {
    private static final String PREFIX = "sha256=";

    private final Settings settings;
    private final Signature signature;

    WhatsAppHooks(Settings settings) {
        this.settings = settings;
        this.signature = Signature.hmacSha256(settings.get("appSecret"));
    }

    HookReading read(HookRequest request, long nowMillis) {
        if (request.method().equals(HttpMethod.GET)) {
            return handshake(request);
        }
        String given = request.headers().get("X-Hub-Signature-256");
        if (given == null
                || !given.startsWith(PREFIX)
                || !signature.isHex(given.substring(PREFIX.length()), request.body())) {
            return new HookReading.Forged();
        }
        List<ProviderReceipt> receipts = new ArrayList<>();
        List<HookReading.Received> messages = new ArrayList<>();
        for (JsonObject entry : objects(request.json().getJsonArray("entry"))) {
            for (JsonObject change : objects(entry.getJsonArray("changes"))) {
                JsonObject value = change.getJsonObject("value", new JsonObject());
                for (JsonObject status : objects(value.getJsonArray("statuses"))) {
                    ProviderReceipt receipt = receipt(status, nowMillis);
                    if (receipt != null) {
                        receipts.add(receipt);
                    }
                }
                for (JsonObject message : objects(value.getJsonArray("messages"))) {
                    messages.add(new HookReading.Received(message.getString("id"), inbound(message, nowMillis)));
                }
            }
        }
        return HookReading.News.of(receipts, messages);
    }

    private HookReading handshake(HookRequest request) {
        String challenge = request.query().get("hub.challenge");
        boolean known = Signature.same(request.query().get("hub.verify_token"), settings.get("verifyToken"));
        return known && challenge != null
                ? new HookReading.Handshake(new HookAnswer(200, challenge))
                : new HookReading.Forged();
    }

    private static List<JsonObject> objects(@Nullable JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; array != null && i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }

    private static @Nullable ProviderReceipt receipt(JsonObject status, long nowMillis) {
        List<JsonObject> errors = objects(status.getJsonArray("errors"));
        int code = errors.isEmpty() ? 0 : errors.get(0).getInteger("code", 0);
        MessageState state = switch (status.getString("status")) {
            case "sent" -> MessageState.SENT;
            case "delivered" -> MessageState.DELIVERED;
            case "read", "played" -> MessageState.READ;
            case "failed" -> WhatsApp.failure(code).finalState();
            default -> null; // what Meta adds next is no receipt until somebody says what it means
        };
        return state == null
                ? null
                : new ProviderReceipt(status.getString("id"), state, code, millis(status, nowMillis));
    }

    private static long millis(JsonObject json, long nowMillis) {
        String seconds = json.getString("timestamp");
        return seconds == null ? nowMillis : Long.parseLong(seconds) * 1_000;
    }

    private InboundMessage inbound(JsonObject message, long nowMillis) {
        String from = message.getString("from");
        Address sender =
                from == null ? new Address(message.getString("from_user_id"), 0, 0) : Address.international(from);
        Content content = content(message);
        return new InboundMessage(
                sender,
                new Address(settings.address(), 0, 0),
                content,
                PlainText.of(content),
                millis(message, nowMillis));
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
            case "button" -> new Content.Text(of.getString("text"));
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
