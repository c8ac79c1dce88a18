package dev.heliograph.ingress.http.dialect;

import dev.heliograph.ingress.http.Unread;
import dev.heliograph.store.Idempotency;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a request within its bound and has its dialect answer it. Belongs to one event loop. */
public final class DialectHandler implements Handler<HttpServerRequest> {
    private static final Logger log = LoggerFactory.getLogger(DialectHandler.class);
    private static final Buffer NONE = Buffer.buffer();

    private final DialectLoop loop;
    private final Dialect dialect;

    public DialectHandler(DialectLoop loop, Dialect dialect) {
        this.loop = loop;
        this.dialect = dialect;
    }

    @Override
    public void handle(HttpServerRequest request) {
        DialectCall unread = new DialectCall(loop, request, NONE);
        String key = unread.header(DialectCall.IDEMPOTENCY_KEY);
        if (!dialect.takes(request.method())) {
            dialect.refuse(unread.closing(), 405, "there is no " + request.method() + " here");
        } else if (Unread.isTooLong(request, dialect.bodyBytesMax())) {
            dialect.refuse(unread.closing(), 413, "at most " + dialect.bodyBytesMax() + " bytes");
        } else if (key != null && !Resubmissions.isKey(key)) {
            String bound = "1 to " + Idempotency.BATCH_KEY_CHARS_MAX + " visible characters of ASCII";
            dialect.refuse(unread.closing(), 400, "Idempotency-Key must be " + bound);
        } else {
            if ("100-continue".equalsIgnoreCase(request.headers().get(HttpHeaders.EXPECT))) {
                request.response().writeContinue();
            }
            Reading reading = new Reading(request);
            Unread.whenOpen(loop.valve(), loop.load(dialect.caller(unread)), request, reading::begin);
        }
    }

    /** A body on its way; what lies here counts as the node's pressure. */
    private final class Reading {
        private final HttpServerRequest request;
        private final Buffer body = Buffer.buffer();
        private int held;
        private boolean refused;

        Reading(HttpServerRequest request) {
            this.request = request;
        }

        void begin() {
            request.exceptionHandler(broken -> release());
            request.handler(this::add);
            request.endHandler(whole -> end());
        }

        private void add(Buffer piece) {
            if (refused) {
                return;
            }
            held += piece.length();
            loop.pressure().held(piece.length());
            if (loop.pressure().isOutOfMemory()) {
                refuse(503, "too many bodies are being read at once");
            } else if (body.length() + piece.length() > dialect.bodyBytesMax()) {
                refuse(413, "at most " + dialect.bodyBytesMax() + " bytes");
            } else {
                body.appendBuffer(piece);
            }
        }

        private void refuse(int status, String detail) {
            refused = true;
            release();
            dialect.refuse(new DialectCall(loop, request, NONE).closing(), status, detail);
        }

        private void end() {
            if (refused) {
                return;
            }
            DialectCall call = new DialectCall(loop, request, body);
            try {
                dialect.serve(call);
            } catch (RuntimeException bug) {
                log.error("{} of {} octets failed", request.method(), body.length(), bug);
                dialect.refuse(call, 500, "the gateway has made a mistake");
            } finally {
                release();
            }
        }

        private void release() {
            loop.pressure().released(held);
            held = 0;
        }
    }
}
