package dev.heliograph.channel.apple;

import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Inbound;
import dev.heliograph.channel.web.JsonWebToken;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people write, one message in each request, under a token that Apple has signed with the secret that both sides know. */
final class AppleHooks {
    private static final Logger log = LoggerFactory.getLogger(AppleHooks.class);
    private static final String BEARER = "Bearer ";

    /** Tokens are made for the request; one that was recorded is of no use for long. */
    private static final long TOKEN_SECONDS_MAX = Duration.ofHours(1).toSeconds();

    /** Stands in a text where a file was attached. */
    private static final String FILE_MARK = "\uFFFC";

    private final Settings settings;
    private final byte[] secret;

    AppleHooks(Settings settings, byte[] secret) {
        this.settings = settings;
        this.secret = secret.clone();
    }

    HookReading read(HookRequest request, long nowMillis) {
        if (!isApple(request.headers().get("Authorization"), nowMillis / 1_000)) {
            return new HookReading.Forged();
        }
        JsonObject json = request.unpacked().json();
        return switch (json.getString("type", "")) {
            // The person has deleted the conversation: nothing may be sent until they write again.
            case "close" ->
                new HookNews(settings)
                        .left(json.getString("sourceId"), nowMillis)
                        .read();
            case "text" -> message(json, nowMillis);
            case "interactive" -> {
                AppleLargeReply large = large(json, nowMillis);
                yield large == null ? message(json, nowMillis) : large.fetch();
            }
            // Somebody types.
            default -> new HookNews(settings).read();
        };
    }

    private HookReading message(JsonObject json, long nowMillis) {
        String person = json.getString("sourceId");
        String id = json.getString("id");
        InboundContext context = InboundContext.of(id).answering(answered(json));
        return new HookNews(settings)
                .message(id, new Address(person, 0, 0), content(json), nowMillis, context)
                .back()
                .read();
    }

    /** @return a reply of more than 10 KB, which lies elsewhere; null when it is here, or cannot be found */
    private @Nullable AppleLargeReply large(JsonObject json, long nowMillis) {
        JsonObject where = json.getJsonObject("interactiveDataRef");
        if (where == null || data(json) != null) {
            return null;
        }
        AppleReference reference = AppleReference.of(where);
        if (reference == null) {
            log.warn("{}: a large reply cannot be fetched: what says where it is cannot be read", settings.id());
            return null;
        }
        return new AppleLargeReply(
                settings.id(),
                settings.get("businessId"),
                () -> Apple.token(settings.get("mspId"), secret, nowMillis),
                reference,
                data -> message(data == null ? json : json.copy().put("interactiveData", data), nowMillis));
    }

    private boolean isApple(@Nullable String authorization, long nowSeconds) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        JsonObject claims = JsonWebToken.read(authorization.substring(BEARER.length()), secret);
        if (claims == null || !settings.get("mspId").equals(claims.getValue("aud"))) {
            return false;
        }
        return claims.getValue("iat") instanceof Number made
                && Math.abs(nowSeconds - made.longValue()) <= TOKEN_SECONDS_MAX;
    }

    private static @Nullable JsonObject data(JsonObject json) {
        return json.getJsonObject("interactiveData", new JsonObject()).getJsonObject("data");
    }

    /** @return what was asked with the message that is answered, which {@link Apple#request} makes the message's own id; of words nothing is said */
    private static @Nullable String answered(JsonObject json) {
        JsonObject data = data(json);
        return data == null ? null : data.getString("requestIdentifier");
    }

    private static Content content(JsonObject json) {
        JsonObject data = data(json);
        if (data != null) {
            return answer(data);
        }
        String text = json.getString("body", "");
        List<JsonObject> files = HookNews.objects(json.getJsonArray("attachments"));
        if (files.isEmpty()) {
            return new Content.Text(text);
        }
        // Encrypted, so the link alone is worth nothing; it says that there was a file, and which.
        JsonObject file = files.get(0);
        String caption = text.replace(FILE_MARK, "").strip();
        return Inbound.file(
                "apple:" + file.getString("url"),
                file.getString("mimeType"),
                file.getString("name"),
                caption.isEmpty() ? null : caption,
                0);
    }

    private static Content answer(JsonObject data) {
        JsonObject replies = data.getJsonObject("quick-reply");
        if (replies != null) {
            String id = replies.getString("selectedIdentifier", "");
            for (JsonObject item : HookNews.objects(replies.getJsonArray("items"))) {
                if (id.equals(item.getString("identifier"))) {
                    return Inbound.answer(id, item.getString("title", ""));
                }
            }
            return Inbound.answer(id, "");
        }
        JsonObject list = data.getJsonObject("listPicker", new JsonObject());
        for (JsonObject section : HookNews.objects(list.getJsonArray("sections"))) {
            for (JsonObject item : HookNews.objects(section.getJsonArray("items"))) {
                return Inbound.answer(item.getString("identifier"), item.getString("title", ""));
            }
        }
        return new Content.Text("");
    }
}
