package dev.heliograph.simulator.web;

import io.vertx.core.json.JsonObject;

/** The one access token that a stand-in honours; the next one ends it. */
final class StandInTokens {
    private static final long SECONDS = 3_600;

    private int number;

    /** @return the answer that carries a new token */
    Reply issue() {
        number++;
        return Reply.json(
                200,
                new JsonObject()
                        .put("access_token", current())
                        .put("token_type", "Bearer")
                        .put("expires_in", SECONDS));
    }

    private String current() {
        return StandInProvider.SECRET + "-" + number;
    }

    boolean honours(Call call) {
        return number > 0 && call.hasBearer(current());
    }

    /** The token has ended before its time. */
    void end() {
        number++;
    }
}
