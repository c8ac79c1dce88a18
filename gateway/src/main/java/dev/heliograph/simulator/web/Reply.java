package dev.heliograph.simulator.web;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stand-in answers. */
public record Reply(int status, Map<String, String> headers, String body) {

    public static Reply json(int status, JsonObject body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body.encode());
    }

    /** @return the same with one more header */
    public Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }
}
