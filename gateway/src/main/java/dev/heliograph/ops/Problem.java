package dev.heliograph.ops;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Refusals of the admin API, as problem documents (RFC 9457). */
final class Problem {
    private static final String TYPE = "application/problem+json";

    private Problem() {}

    /**
     * @param pointer to the field that is to blame (RFC 6901); empty when none is
     * @param detail one sentence
     */
    static void answer(RoutingContext context, int status, String title, String pointer, String detail) {
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        if (!pointer.isEmpty()) {
            body.put("pointer", pointer);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, TYPE)
                .end(body.toBuffer());
    }
}
