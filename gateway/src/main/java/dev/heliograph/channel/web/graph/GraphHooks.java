package dev.heliograph.channel.web.graph;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookNews;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.Signature;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.function.BiConsumer;

/** Webhooks as Meta posts them: a handshake by GET, a signature over the body, many entries in one request. */
public final class GraphHooks {
    private static final String PREFIX = "sha256=";

    private final Settings settings;
    private final Signature signature;

    public GraphHooks(Settings settings) {
        this.settings = settings;
        this.signature = Signature.hmacSha256(settings.get("appSecret"));
    }

    /**
     * Reads a request whose signature is right.
     *
     * @param reader is given each entry, and where to tell what it says
     */
    public HookReading read(HookRequest request, BiConsumer<JsonObject, HookNews> reader) {
        if (request.method().equals(HttpMethod.GET)) {
            return handshake(request);
        }
        String given = request.headers().get("X-Hub-Signature-256");
        if (given == null
                || !given.startsWith(PREFIX)
                || !signature.isHex(given.substring(PREFIX.length()), request.body())) {
            return new HookReading.Forged();
        }
        HookNews news = new HookNews(settings);
        HookNews.objects(request.json().getJsonArray("entry")).forEach(entry -> reader.accept(entry, news));
        return news.read();
    }

    private HookReading handshake(HookRequest request) {
        String challenge = request.query().get("hub.challenge");
        boolean known = Signature.same(request.query().get("hub.verify_token"), settings.get("verifyToken"));
        return known && challenge != null
                ? new HookReading.Handshake(new HookAnswer(200, challenge))
                : new HookReading.Forged();
    }
}
