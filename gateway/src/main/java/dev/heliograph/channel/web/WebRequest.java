package dev.heliograph.channel.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A request to a provider. It may hold credentials, in its path too, so it is never logged.
 *
 * @param path below the channel's base URL, with its query, beginning with a slash; or a whole URL, where a provider has more than one host
 */
public record WebRequest(HttpMethod method, String path, Map<String, String> headers, Buffer body) {

    public static WebRequest get(String path) {
        return new WebRequest(HttpMethod.GET, path, Map.of(), Buffer.buffer());
    }

    public static WebRequest delete(String path) {
        return new WebRequest(HttpMethod.DELETE, path, Map.of(), Buffer.buffer());
    }

    public static WebRequest post(String path, JsonObject json) {
        return new WebRequest(HttpMethod.POST, path, Map.of("Content-Type", "application/json"), json.toBuffer());
    }

    public static WebRequest put(String path, JsonObject json) {
        return new WebRequest(HttpMethod.PUT, path, Map.of("Content-Type", "application/json"), json.toBuffer());
    }

    /** A form, as browsers send it; fields may be given several times. */
    public static WebRequest form(String path, MultiMap fields) {
        StringJoiner pairs = new StringJoiner("&");
        fields.forEach((name, value) -> pairs.add(encode(name) + "=" + encode(value)));
        return new WebRequest(
                HttpMethod.POST,
                path,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Buffer.buffer(pairs.toString()));
    }

    public WebRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new WebRequest(method, path, more, body);
    }

    /** @return the same, its body packed */
    public WebRequest gzipped() {
        return new WebRequest(method, path, headers, Gzip.pack(body)).with("Content-Encoding", "gzip");
    }

    public WebRequest bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public WebRequest basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return with("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** @return {@code text} as it may stand in a path or a query */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return "WebRequest[" + method + "]";
    }
}
