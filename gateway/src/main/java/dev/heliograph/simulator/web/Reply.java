package dev.heliograph.simulator.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a stand-in answers. */
public record Reply(int status, Map<String, String> headers, String body) {

    public static Reply json(int status, JsonObject body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body.encode());
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), "");
    }
}
