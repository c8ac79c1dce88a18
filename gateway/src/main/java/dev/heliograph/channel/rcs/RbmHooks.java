package dev.heliograph.channel.rcs;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/**
 * What the platform posts: an envelope that holds an event in Base64, signed over the event's octets. The envelope is therefore opened before the signature can be
 * checked; what it holds is not read until then.
 */
final class RbmHooks {
    private final Settings settings;
    private final Signature signature;

    RbmHooks(Settings settings) {
        this.settings = settings;
        this.signature = new Signature("HmacSHA512", settings.get("clientToken"));
    }

    HookReading read(HookRequest request, long nowMillis) {
        JsonObject envelope = request.json();
        JsonObject message = envelope.getJsonObject("message");
        if (message == null) {
            return handshake(envelope);
        }
        Buffer event = Buffer.buffer(Base64.getDecoder().decode(message.getString("data")));
        return signature.isBase64(request.headers().get("X-Goog-Signature"), event)
                ? read(event.toJsonObject(), nowMillis)
                : new HookReading.Forged();
    }

    private HookReading handshake(JsonObject envelope) {
        String secret = envelope.getString("secret");
        boolean known = Signature.same(envelope.getString("clientToken"), settings.get("clientToken"));
        return known && secret != null
                ? new HookReading.Handshake(new HookAnswer(200, secret))
                : new HookReading.Forged();
    }

    private HookReading read(JsonObject event, long nowMillis) {
        HookNews news = new HookNews(settings);
        String agent = event.getString("agentId");
        if (agent != null && !agent.equals(settings.get("agentId"))) {
            // A partner's webhook hears the events of all its agents.
            return news.read();
        }
        long atMillis = Inbound.millis(event.getString("sendTime"), nowMillis);
        String type = event.getString("eventType");
        if (type == null) {
            message(event, atMillis, news);
        } else {
            event(type, event, atMillis, news);
        }
        return news.read();
    }

    private static void event(String type, JsonObject event, long atMillis, HookNews news) {
        switch (type) {
            case "DELIVERED" -> receipt(event, MessageState.DELIVERED, atMillis, news);
            case "READ" -> receipt(event, MessageState.READ, atMillis, news);
            case "TTL_EXPIRATION_REVOKED" -> receipt(event, MessageState.EXPIRED, atMillis, news);
            // It may still arrive.
            case "TTL_EXPIRATION_REVOKE_FAILED" -> receipt(event, MessageState.UNKNOWN, atMillis, news);
            // The chat stays open to who unsubscribes, and brings a "STOP" beside this event: what they write says
            // nothing about coming back, unless it is a "START".
            case "UNSUBSCRIBE" -> news.left(event.getString("senderPhoneNumber"), atMillis);
            case "SUBSCRIBE" -> news.came(event.getString("senderPhoneNumber"), atMillis);
            default -> {
                // Somebody types, or the agent was launched: nothing to tell.
            }
        }
    }

    private static void receipt(JsonObject event, MessageState state, long atMillis, HookNews news) {
        news.receipt(event.getString("messageId"), state, 0, atMillis);
    }

    private static void message(JsonObject event, long atMillis, HookNews news) {
        String id = event.getString("messageId", event.getString("eventId"));
        Address from = Inbound.phone(event.getString("senderPhoneNumber"));
        InboundContext plain = InboundContext.of(id);
        JsonObject tapped = event.getJsonObject("suggestionResponse");
        if (tapped == null) {
            news.message(id, from, content(event), atMillis, plain);
        } else if (!"ACTION".equals(tapped.getString("type"))) {
            // An action opens something on the phone; only a reply says something to us.
            ReplyMark mark = ReplyMark.read(tapped.getString("postbackData"));
            Content answer = Inbound.answer(mark.id(), tapped.getString("text", ""));
            news.message(id, from, answer, atMillis, mark.context(plain));
        }
    }

    private static Content content(JsonObject event) {
        JsonObject place = event.getJsonObject("location");
        if (place != null) {
            return Inbound.place(place.getDouble("latitude", 0.0), place.getDouble("longitude", 0.0));
        }
        JsonObject file = event.getJsonObject("userFile", new JsonObject()).getJsonObject("payload");
        if (file != null) {
            return Inbound.file(
                    file.getString("fileUri"),
                    file.getString("mimeType"),
                    file.getString("fileName"),
                    null,
                    file.getLong("fileSizeBytes", 0L));
        }
        return new Content.Text(event.getString("text", ""));
    }
}
