package dev.heliograph.channel.rcs;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.web.ErrorTable;
import dev.heliograph.channel.web.HookReading;
import dev.heliograph.channel.web.HookRequest;
import dev.heliograph.channel.web.JsonWebToken;
import dev.heliograph.channel.web.OAuth;
import dev.heliograph.channel.web.Part;
import dev.heliograph.channel.web.Provider;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.channel.web.Reach;
import dev.heliograph.channel.web.ReachLookup;
import dev.heliograph.channel.web.Setting;
import dev.heliograph.channel.web.Settings;
import dev.heliograph.channel.web.TokenSource;
import dev.heliograph.channel.web.WebAnswer;
import dev.heliograph.channel.web.WebRequest;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent at Google's RCS for Business. Ids of messages are ours, so a repeated request is no second message; a message that was not delivered when its time ends is
 * taken back by the platform, which says so.
 */
public final class Rbm implements Provider {
    private static final String SCOPE = "https://www.googleapis.com/auth/rcsbusinessmessaging";

    /** Who the signed grant is for: Google's documents say that it is always this, wherever the request goes. */
    private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

    private static final Duration GRANT_LIFE = Duration.ofHours(1);

    /** Shorter than this a message has hardly a chance to arrive; it may then live that much longer than it was to. */
    private static final long TTL_SECONDS_MIN = 10;

    private static final long TTL_SECONDS_MAX = Duration.ofDays(15).toSeconds();

    public static final ProviderKind KIND = new ProviderKind(
            "rcs",
            "RCS (Google)",
            "https://rcsbusinessmessaging.googleapis.com",
            "50/s",
            0,
            new Capability(true, true, true, true, RbmFeatures.ALL),
            List.of(
                    Setting.required("agentId", "the agent's id", "[A-Za-z0-9_.@-]{1,256}"),
                    Setting.required("clientEmail", "client_email of the service account's key", "\\S{1,256}@?\\S*"),
                    new Setting(
                            "privateKey",
                            "private_key of the service account's key: PKCS #8 in PEM",
                            "[A-Za-z0-9+/=\\s\\\\-]{200,8000}",
                            null,
                            true),
                    Setting.secret("clientToken"),
                    Setting.optional(
                            "tokenUrl",
                            "a URL, or a path below baseUrl",
                            "(https?:/)?/\\S+",
                            "https://oauth2.googleapis.com/token")),
            Rbm::new);

    private final String agentId;
    private final String clientEmail;
    private final PrivateKey key;
    private final String tokenUrl;
    private final RbmHooks hooks;

    Rbm(Settings settings) {
        this.agentId = settings.get("agentId");
        this.clientEmail = settings.get("clientEmail");
        this.key = JsonWebToken.rsaKey(settings.get("privateKey"));
        this.tokenUrl = settings.get("tokenUrl");
        this.hooks = new RbmHooks(settings);
    }

    @Override
    public @Nullable String address(Message message) {
        return message.to().value().isEmpty() ? null : number(message);
    }

    private static String number(Message message) {
        return "+" + message.to().value();
    }

    @Override
    public TokenSource tokens() {
        return OAuth.signedGrant(tokenUrl, now -> {
            long seconds = now / 1_000;
            return JsonWebToken.rs256(
                    key,
                    new JsonObject()
                            .put("iss", clientEmail)
                            .put("scope", SCOPE)
                            .put("aud", AUDIENCE)
                            .put("iat", seconds)
                            .put("exp", seconds + GRANT_LIFE.toSeconds()));
        });
    }

    private String path(String address, String resource, String query) {
        return "/v1/phones/" + WebRequest.encode(address) + "/" + resource + "?agentId=" + WebRequest.encode(agentId)
                + query;
    }

    @Override
    public ReachLookup lookup() {
        return new ReachLookup(
                (address, token) -> WebRequest.get(path(address, "capabilities", "&requestId=" + UUID.randomUUID()))
                        .bearer(token),
                Rbm::reach,
                device -> RbmFeatures.content(RbmFeatures.ofDevice(device)));
    }

    private static @Nullable Reach reach(WebAnswer answer) {
        if (answer.status() == 404) {
            return Reach.none(Failure.NOT_REACHABLE);
        }
        JsonArray features = answer.json().getJsonArray("features");
        return answer.isSuccess() && features != null
                ? Reach.of(RbmFeatures.content(features.getList()), RbmFeatures.device(features.getList()))
                : null;
    }

    @Override
    public WebRequest request(Part part, String token) {
        long seconds = part.submission().validityMillis() / 1_000;
        JsonObject body = part.element().map(new RbmBody(part.message()));
        body.put("messageTrafficType", trafficType(part.message().priority()))
                .put("ttl", Math.max(TTL_SECONDS_MIN, Math.min(seconds, TTL_SECONDS_MAX)) + "s");
        return WebRequest.post(path(part.address(), "agentMessages", "&messageId=" + part.key()), body)
                .bearer(token);
    }

    private static String trafficType(Priority priority) {
        return switch (priority) {
            case OTP -> "AUTHENTICATION";
            case TRANSACTIONAL -> "TRANSACTION";
            case BULK -> "PROMOTION";
        };
    }

    @Override
    public Outcome outcome(Part part, WebAnswer answer) {
        if (answer.isSuccess()) {
            return new Outcome.Sent(List.of(part.key().toString()));
        }
        JsonObject error = answer.json().getJsonObject("error", new JsonObject());
        String words = error.getString("message", "");
        Failure failure = ErrorTable.ofStatus(answer.status());
        // The limit of an agent toward one user has no code of its own.
        boolean oneUser =
                failure == Failure.THROTTLED && words.toLowerCase(Locale.ROOT).contains("user");
        return ErrorTable.failed(
                oneUser ? Failure.RECIPIENT_THROTTLED : failure, answer.status(), words, answer.retryAfterMillis());
    }

    /** The platform answers 200 when the message will not be delivered, and 404 when it was. */
    @Override
    public WebRequest revocation(Message message, String providerId, String token) {
        return WebRequest.delete(path(number(message), "agentMessages/" + WebRequest.encode(providerId), ""))
                .bearer(token);
    }

    @Override
    public HookReading read(HookRequest request, long nowMillis) {
        return hooks.read(request, nowMillis);
    }
}
