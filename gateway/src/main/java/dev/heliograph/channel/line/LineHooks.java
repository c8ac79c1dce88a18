package dev.heliograph.channel.line;

import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.ReplyMark;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.InboundContext;
import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** Events, many in one request and none when the console tries the address. */
final class LineHooks {
    private final Settings settings;
    private final Signature signature;

    LineHooks(Settings settings) {
        this.settings = settings;
        this.signature = Signature.hmacSha256(settings.get("channelSecret"));
    }

    HookReading read(HookRequest request, long nowMillis) {
        if (!signature.isBase64(request.headers().get("X-Line-Signature"), request.body())) {
            return new HookReading.Forged();
        }
        HookNews news = new HookNews(settings);
        for (JsonObject event : HookNews.objects(request.json().getJsonArray("events"))) {
            read(event, nowMillis, news);
        }
        return news.read();
    }

    private static void read(JsonObject event, long nowMillis, HookNews news) {
        switch (event.getString("type", "")) {
            case "message" -> {
                JsonObject message = event.getJsonObject("message");
                InboundContext context = InboundContext.of(message.getString("quoteToken"))
                        .answering(message.getString("quotedMessageId"));
                tell(event, content(message), context, nowMillis, news);
            }
            case "postback" -> {
                ReplyMark mark = ReplyMark.read(event.getJsonObject("postback").getString("data"));
                InboundContext context = mark.context(InboundContext.of(null));
                tell(event, Inbound.answer(mark.id(), ""), context, nowMillis, news);
            }
            case "follow" -> news.came(person(event), atMillis(event, nowMillis));
            case "unfollow" -> news.left(person(event), atMillis(event, nowMillis));
            default -> {
                // Who unsends, joins or looks has written nothing.
            }
        }
    }

    private static void tell(JsonObject event, Content content, InboundContext context, long nowMillis, HookNews news) {
        news.message(
                event.getString("webhookEventId"),
                new Address(person(event), 0, 0),
                content,
                atMillis(event, nowMillis),
                context);
        if (isFromAFriend(event)) {
            news.back();
        }
    }

    private static long atMillis(JsonObject event, long nowMillis) {
        return event.getLong("timestamp", nowMillis);
    }

    /** Whoever has blocked the account cannot write to it, so one who does is a friend (again), also where nobody heard that they followed. In groups anybody writes. */
    private static boolean isFromAFriend(JsonObject event) {
        return "user".equals(event.getJsonObject("source", new JsonObject()).getString("type"));
    }

    private static String person(JsonObject event) {
        JsonObject source = event.getJsonObject("source", new JsonObject());
        String group = source.getString("groupId", source.getString("roomId", ""));
        return source.getString("userId", group);
    }

    private static Content content(JsonObject message) {
        String type = message.getString("type");
        return switch (type) {
            case "text" -> new Content.Text(message.getString("text", ""));
            case "image", "video", "audio" -> media(Element.Media.Kind.valueOf(type.toUpperCase(Locale.ROOT)), message);
            case "file" -> media(Element.Media.Kind.DOCUMENT, message);
            case "location" ->
                Content.Rich.of(new Element.Location(
                        message.getDouble("latitude"),
                        message.getDouble("longitude"),
                        message.getString("title"),
                        message.getString("address")));
            default -> new Content.Text("");
        };
    }

    /** What lies at LINE is fetched from there under its id. */
    private static Content media(Element.Media.Kind kind, JsonObject message) {
        JsonObject provider = message.getJsonObject("contentProvider", new JsonObject());
        return Content.Rich.of(new Element.Media(
                kind,
                provider.getString("originalContentUrl", "line:" + message.getString("id")),
                null,
                message.getString("fileName"),
                null,
                null,
                message.getLong("fileSize", 0L)));
    }
}
