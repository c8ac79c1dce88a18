package dev.heliograph.channel.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a provider sent to {@code /hooks/{channel}}.
 *
 * @param uri path and query as they came
 * @param query its parameters, decoded
 * @param body as it came, unread
 */
public record HookRequest(HttpMethod method, String uri, MultiMap headers, MultiMap query, Buffer body) {

    /** @throws IllegalArgumentException when the body is not a JSON object */
    public JsonObject json() {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("the body is not a JSON object", e);
        }
    }

    /** @return whether the path ends with a secret that was agreed on; for providers that sign nothing */
    public boolean bears(String secret) {
        int end = uri.indexOf('?');
        String path = end < 0 ? uri : uri.substring(0, end);
        return Signature.same(path.substring(path.lastIndexOf('/') + 1), secret);
    }

    /**
     * @return the same, its body unpacked if it was packed
     * @throws IllegalArgumentException when it is more than a webhook may be, or packed otherwise than it says
     */
    public HookRequest unpacked() {
        boolean packed = "gzip".equalsIgnoreCase(headers.get("Content-Encoding"));
        return packed ? new HookRequest(method, uri, headers, query, Gzip.unpack(body)) : this;
    }

    /** @return the fields of a form, as browsers send it */
    public MultiMap form() {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap();
        for (String pair : body.toString().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.add(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HookRequest[" + method + ", " + body.length() + " octets]";
    }
}
