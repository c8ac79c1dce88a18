package dev.heliograph.channel.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

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

    @Override
    public String toString() {
        return "HookRequest[" + method + ", " + body.length() + " octets]";
    }
}
