package dev.heliograph.channel.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/** An answer that is read whole, in bounded time and octets. */
public final class WholeAnswer {
    private WholeAnswer() {}

    /** The body has more octets than there may be. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Sends a request, and resets its stream when the answer does not come as it should.
     *
     * @param millis until the whole answer must be there
     * @param octetsMax of its body
     * @param what is told of a longer one: {@code "an answer"}
     * @param made of the answer and its body
     */
    public static <T> Future<T> to(
            HttpClientRequest open,
            Buffer body,
            long millis,
            int octetsMax,
            String what,
            BiFunction<HttpClientResponse, Buffer, T> made) {
        return open.send(body)
                .compose(response -> read(response, octetsMax, what).map(whole -> made.apply(response, whole)))
                .timeout(millis, TimeUnit.MILLISECONDS)
                .onFailure(cause -> open.reset());
    }

    private static Future<Buffer> read(HttpClientResponse response, int octetsMax, String what) {
        Promise<Buffer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(piece -> {
            if (body.length() + piece.length() > octetsMax) {
                whole.tryFail(new TooLong(what + " of more than " + octetsMax + " octets"));
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
