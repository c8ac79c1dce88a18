package dev.heliograph.ingress.http.dialect;

import io.vertx.core.http.HttpMethod;

/** One path of another gateway. Belongs to one event loop. */
public interface Dialect {
    boolean takes(HttpMethod method);

    /** @return longest body, in octets */
    int bodyBytesMax();

    /** Answers a request whose body is there. */
    void serve(DialectCall call);

    /** Answers a request that was not read, in the dialect's own form. */
    void refuse(DialectCall call, int status, String detail);
}
