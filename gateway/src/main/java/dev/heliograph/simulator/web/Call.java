package dev.heliograph.simulator.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * A request to a stand-in.
 *
 * @param path below the provider's own, beginning with a slash
 * @param query its parameters, decoded
 */
public record Call(HttpMethod method, String path, MultiMap query, MultiMap headers, Buffer body) {

    /** @return the body as an object; an empty one when it is something else */
    public JsonObject json() {
        try {
            return body.length() == 0 ? new JsonObject() : body.toJsonObject();
        } catch (DecodeException | ClassCastException e) {
            return new JsonObject();
        }
    }

    /** @return the fields of a form */
    public JsonObject form() {
        JsonObject fields = new JsonObject();
        for (String pair : body.toString().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
    }

    public boolean hasBearer(String token) {
        return ("Bearer " + token).equals(headers.get("Authorization"));
    }
}
