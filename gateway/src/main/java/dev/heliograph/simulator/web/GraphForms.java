package dev.heliograph.simulator.web;

import dev.heliograph.channel.web.Signature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What Meta's Graph API answers and posts alike for all of its products. */
final class GraphForms {
    private GraphForms() {}

    /** @param subcode 0 for none */
    static Reply error(int status, int code, int subcode, String message) {
        JsonObject error = new JsonObject()
                .put("message", "(#" + code + ") " + message)
                .put("type", "OAuthException")
                .put("code", code)
                .put("fbtrace_id", "sim");
        if (subcode != 0) {
            error.put("error_subcode", subcode);
        }
        return Reply.json(status, new JsonObject().put("error", error));
    }

    static StandInProvider.Handshake handshake() {
        String query = "?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=" + StandInProvider.SECRET;
        return new StandInProvider.Handshake(HttpMethod.GET, query, new Hook(Map.of(), Buffer.buffer(), ""), "4711");
    }

    /** @return one entry, signed */
    static Hook hook(String object, JsonObject entry) {
        JsonObject body =
                new JsonObject().put("object", object).put("entry", new JsonArray().add(entry.put("id", "200")));
        return Hook.json(
                body,
                octets -> Map.of(
                        "X-Hub-Signature-256",
                        "sha256=" + Signature.hmacSha256(StandInProvider.SECRET).hex(octets)));
    }
}
