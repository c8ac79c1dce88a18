package dev.heliograph.simulator.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A webhook that a stand-in posts, signed.
 *
 * @param path below {@code /hooks/{channel}}, empty or beginning with a slash
 */
public record Hook(Map<String, String> headers, Buffer body, String path) {

    /** @param signature of the body's octets, by header */
    public static Hook json(JsonObject body, Function<Buffer, Map<String, String>> signature) {
        Buffer octets = body.toBuffer();
        Map<String, String> headers = new LinkedHashMap<>(signature.apply(octets));
        headers.put("Content-Type", "application/json");
        return new Hook(headers, octets, "");
    }

    /** @return the same to another path */
    public Hook below(String newPath) {
        return new Hook(headers, body, newPath);
    }

    /** @return the same with other headers */
    public Hook with(Map<String, String> newHeaders) {
        return new Hook(newHeaders, body, path);
    }

    /** @return the same with its last octet but one changed, under the same signature */
    Hook altered() {
        Buffer other = body.copy();
        int at = Math.max(0, other.length() - 2);
        other.setByte(at, (byte) (other.getByte(at) ^ 1));
        return new Hook(headers, other, path);
    }
}
