package dev.heliograph.ingress.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * Paths that another room answers. It authenticates its callers itself and must end every response; the door keeps the limits of time, header and connections.
 *
 * @param prefix beginning of the path when it ends in a slash, {@code /hooks/}; otherwise the whole path
 * @param handler called on the connection's event loop
 */
public record Mount(String prefix, Handler<HttpServerRequest> handler) {
    boolean answers(String path) {
        return prefix.endsWith("/") ? path.startsWith(prefix) : path.equals(prefix);
    }

    public Mount {
        if (!prefix.startsWith("/")) {
            throw new IllegalArgumentException("a mount begins with a slash: " + prefix);
        }
    }
}
