package dev.heliograph.ingress.http.dialect.jasmin;

import dev.heliograph.ingress.http.dialect.Dialect;
import dev.heliograph.ingress.http.dialect.DialectCall;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/** {@code GET /ping}: whether somebody is there. Whoever asks need not say who he is. */
public final class JasminPing implements Dialect {
    public static final String PATH = "/ping";

    @Override
    public boolean takes(HttpMethod method) {
        return method.equals(HttpMethod.GET);
    }

    @Override
    public int bodyBytesMax() {
        return 0;
    }

    @Override
    public @Nullable String caller(DialectCall unread) {
        return null;
    }

    @Override
    public void serve(DialectCall call) {
        call.text(200, "Jasmin/PONG");
    }

    @Override
    public void refuse(DialectCall call, int status, String detail) {
        call.text(status, detail);
    }
}
