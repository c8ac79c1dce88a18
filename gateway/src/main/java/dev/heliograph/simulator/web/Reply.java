package dev.heliograph.simulator.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stand-in answers. */
public record Reply(int status, Map<String, String> headers, Buffer octets) {

    public static Reply json(int status, JsonObject body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body.toBuffer());
    }

    /** @return the same with one more header */
    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, octets);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), Buffer.buffer());
    }

    /** @return the octets as text */
    public String body() {
        return octets.toString();
    }
}
