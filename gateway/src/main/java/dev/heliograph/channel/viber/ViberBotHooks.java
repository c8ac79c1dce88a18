package dev.heliograph.channel.viber;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event in each request, signed with the bot's token. */
final class ViberBotHooks {
    private final Settings settings;
    private final OfferedReplies offered;
    private final Signature signature;

    ViberBotHooks(Settings settings, OfferedReplies offered) {
        this.settings = settings;
        this.offered = offered;
        this.signature = Signature.hmacSha256(settings.get("token"));
    }

    HookReading read(HookRequest request, long nowMillis) {
        if (!signature.isHex(request.headers().get("X-Viber-Content-Signature"), request.body())) {
            return new HookReading.Forged();
        }
        JsonObject json = request.json();
        String event = json.getString("event", "");
        long atMillis = json.getLong("timestamp", nowMillis);
        HookNews news = new HookNews(settings);
        switch (event) {
            case "webhook" -> {
                // What set_webhook sends to see that somebody is there.
                return new HookReading.Handshake(HookAnswer.OK);
            }
            case "delivered" -> news.receipt(token(json), MessageState.DELIVERED, 0, atMillis);
            case "seen" -> news.receipt(token(json), MessageState.READ, 0, atMillis);
            case "failed" -> news.receipt(token(json), MessageState.FAILED, 0, atMillis);
            case "subscribed" -> news.came(json.getJsonObject("user").getString("id"), atMillis);
            case "unsubscribed" -> news.left(json.getString("user_id"), atMillis);
            case "message" -> {
                JsonObject sender = json.getJsonObject("sender");
                String person = sender.getString("id");
                Content content = content(json.getJsonObject("message"));
                InboundContext context = InboundContext.of(token(json)).from(sender.getString("name"));
                OfferedReplies.Tapped tapped =
                        content instanceof Content.Text text ? offered.tapped(person, text.text()) : null;
                if (tapped != null) {
                    content = Content.Rich.of(tapped.answer());
                    context = context.answering(tapped.message(), null);
                }
                // Whoever writes is reached again.
                news.message(token(json), new Address(person, 0, 0), content, atMillis, context)
                        .back();
            }
            default -> {
                // Somebody has opened the conversation and said nothing yet.
            }
        }
        return news.read();
    }

    /** 64 bits, more than a double holds. */
    private static String token(JsonObject json) {
        return Long.toString(json.getLong("message_token"));
    }

    private static Content content(JsonObject message) {
        String text = message.getString("text");
        return switch (message.getString("type", "")) {
            case "picture" -> file(message, "image/jpeg", text);
            case "video" -> file(message, "video/mp4", text);
            case "file" -> file(message, null, text);
            case "url" -> new Content.Text(message.getString("media", ""));
            case "location" -> {
                JsonObject place = message.getJsonObject("location");
                yield Inbound.place(place.getDouble("lat"), place.getDouble("lon"));
            }
            case "contact" -> {
                JsonObject contact = message.getJsonObject("contact");
                yield Content.Rich.of(new Element.Contact(
                        contact.getString("name", ""),
                        List.of(contact.getString("phone_number", "")),
                        List.of(),
                        null));
            }
            default -> new Content.Text(text == null ? "" : text);
        };
    }

    private static Content file(JsonObject message, @Nullable String mime, @Nullable String caption) {
        String words = caption == null || caption.isEmpty() ? null : caption;
        return Inbound.file(
                message.getString("media"), mime, message.getString("file_name"), words, message.getLong("size", 0L));
    }
}
