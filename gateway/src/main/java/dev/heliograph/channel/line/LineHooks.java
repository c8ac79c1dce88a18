package dev.heliograph.channel.line;

import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
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
            JsonObject message = event.getJsonObject("message");
            JsonObject postback = event.getJsonObject("postback");
            // Who follows, unfollows or unsends has written nothing.
            if (message != null && "message".equals(event.getString("type"))) {
                tell(event, content(message), nowMillis, news);
            } else if (postback != null) {
                Element answer = new Element.Answer(postback.getString("data", ""), "");
                tell(event, Content.Rich.of(answer), nowMillis, news);
            }
        }
        return news.read();
    }

    private static void tell(JsonObject event, Content content, long nowMillis, HookNews news) {
        JsonObject source = event.getJsonObject("source", new JsonObject());
        String group = source.getString("groupId", source.getString("roomId", ""));
        news.message(
                event.getString("webhookEventId"),
                source.getString("userId", group),
                content,
                event.getLong("timestamp", nowMillis));
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
