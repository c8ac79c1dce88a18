package dev.heliograph.ingress.http.dialect;

import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** One path of another gateway. Belongs to one event loop. */
public interface Dialect {
    boolean takes(HttpMethod method);

    /** @return longest body, in octets */
    int bodyBytesMax();

    /** @return whom the head of a request names as its sender, as far as can be told without its body; null when it does not say */
    @Nullable
    String caller(DialectCall unread);

    /** Answers a request whose body is there. */
    void serve(DialectCall call);

    /** Answers a request that was not read, in the dialect's own form. */
    void refuse(DialectCall call, int status, String detail);
}
