package dev.heliograph.ingress.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Paths that another room answers. It authenticates its callers itself and must end every response; the door keeps the limits of time, header and connections.
 *
 * @param prefix beginning of the path, {@code /hooks/}
 * @param handler called on the connection's event loop
 */
public record Mount(String prefix, Handler<HttpServerRequest> handler) {
    public Mount {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a mount begins with a slash: " + prefix);
        }
    }
}
