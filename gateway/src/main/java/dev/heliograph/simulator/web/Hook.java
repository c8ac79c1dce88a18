package dev.heliograph.simulator.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** A webhook that a stand-in posts, signed. */
public record Hook(Map<String, String> headers, Buffer body) {

    /** @param signature of the body's octets, by header */
    public static Hook json(JsonObject body, java.util.function.Function<Buffer, Map<String, String>> signature) {
        Buffer octets = body.toBuffer();
        java.util.Map<String, String> headers = new java.util.LinkedHashMap<>(signature.apply(octets));
        headers.put("Content-Type", "application/json");
        return new Hook(headers, octets);
    }

    /** @return the same with its last octet but one changed, under the same signature */
    Hook forged() {
        Buffer other = body.copy();
        int at = Math.max(0, other.length() - 2);
        other.setByte(at, (byte) (other.getByte(at) ^ 1));
        return new Hook(headers, other);
    }
}
