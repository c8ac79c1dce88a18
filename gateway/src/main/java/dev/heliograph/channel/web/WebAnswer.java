package dev.heliograph.channel.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What a provider answered. */
public record WebAnswer(int status, MultiMap headers, Buffer body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** @return the body as an object; an empty one when it is something else */
    public JsonObject json() {
        try {
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }

    /** @return the header Retry-After when it is a number of seconds, in milliseconds; else 0 */
    public long retryAfterMillis() {
        String after = headers.get("Retry-After");
        return after != null && after.matches("\\d{1,6}") ? Long.parseLong(after) * 1_000 : 0;
    }
}
