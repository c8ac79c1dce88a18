package dev.heliograph.channel.web;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Access tokens by OAuth 2.0 (RFC 6749), asked for by the program itself. */
public final class OAuth {
    private static final long DEFAULT_SECONDS = 3_600;

    private OAuth() {}

    /**
     * With a client's own credentials (RFC 6749, 4.4).
     *
     * @param url where tokens are: a path below the channel's base URL, or a whole URL
     * @param scope empty for none
     */
    public static TokenSource clientCredentials(String url, String clientId, String clientSecret, String scope) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap().add("grant_type", "client_credentials");
        if (!scope.isEmpty()) {
            fields.add("scope", scope);
        }
        return new TokenSource(now -> WebRequest.form(url, fields).basic(clientId, clientSecret), OAuth::token);
    }

    /**
     * With a token signed by a key of our own (RFC 7523, 2.1).
     *
     * @param assertion makes the signed token; given the time in milliseconds since 1970
     */
    public static TokenSource signedGrant(String url, LongFunction<String> assertion) {
        return new TokenSource(
                now -> WebRequest.form(
                        url,
                        MultiMap.caseInsensitiveMultiMap()
                                .add("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
                                .add("assertion", assertion.apply(now))),
                OAuth::token);
    }

    private static TokenSource.@Nullable Token token(WebAnswer answer) {
        JsonObject json = answer.json();
        String token = json.getString("access_token");
        boolean good = answer.isSuccess() && token != null && !token.isEmpty();
        return good ? new TokenSource.Token(token, json.getLong("expires_in", DEFAULT_SECONDS) * 1_000) : null;
    }
}
