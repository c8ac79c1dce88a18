package dev.heliograph.ingress.http.dialect;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One request in a dialect and the one answer it gets. */
public final class DialectCall {
    /** As in our own API: makes it safe to send again. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final long MILLIS_A_SECOND = 1_000;

    private final DialectLoop loop;
    private final HttpServerRequest request;
    private final Buffer body;

    DialectCall(DialectLoop loop, HttpServerRequest request, Buffer body) {
        this.loop = loop;
        this.request = request;
        this.body = body;
    }

    public DialectLoop loop() {
        return loop;
    }

    public HttpMethod method() {
        return request.method();
    }

    public Buffer body() {
        return body;
    }

    /** @return what follows the question mark, empty when there is none */
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    public @Nullable String header(String name) {
        return request.headers().get(name);
    }

    /** @return media type of the body in lower case without its parameters; empty when it is not said */
    public String contentType() {
        String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
        int semicolon = type == null ? -1 : type.indexOf(';');
        return type == null
                ? ""
                : (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** @return who calls, as far as his address tells */
    public String remote() {
        return request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
    }

    public boolean isOver() {
        return request.response().ended() || request.response().closed();
    }

    /** Says when it is worth trying again; 0 says nothing. */
    public DialectCall retryAfter(long millis) {
        if (millis > 0 && !isOver()) {
            long seconds = Math.max(1, (millis + MILLIS_A_SECOND - 1) / MILLIS_A_SECOND);
            request.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        }
        return this;
    }

    /** The connection ends with this answer: what else comes on it is not read. */
    DialectCall closing() {
        if (!isOver()) {
            request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        return this;
    }

    public void answer(int status, String type, byte[] octets) {
        if (!isOver()) {
            HttpServerResponse response = request.response();
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, type)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(Buffer.buffer(octets));
        }
    }

    public void text(int status, String words) {
        answer(status, "text/plain; charset=utf-8", words.getBytes(StandardCharsets.UTF_8));
    }
}
