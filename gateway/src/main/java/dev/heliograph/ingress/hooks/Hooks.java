package dev.heliograph.ingress.hooks;

import dev.heliograph.channel.web.HookAnswer;
import dev.heliograph.channel.web.HookRequest;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code /hooks/{channel}}, with 2xx only once what was said is stored. Called on the connection's event loop. */
public final class Hooks implements Handler<HttpServerRequest> {
    public static final String PREFIX = "/hooks/";

    /** Providers put many receipts into one request; the largest known bound is Meta's 3 MB. */
    static final int BODY_BYTES_MAX = 4 << 20;

    /** Longer than a store takes to write, shorter than providers wait. */
    private static final long ANSWER_MILLIS_MAX = 15_000;

    private static final Logger log = LoggerFactory.getLogger(Hooks.class);
    private static final HookAnswer UNKNOWN = new HookAnswer(404, "");
    private static final HookAnswer NOT_ALLOWED = new HookAnswer(405, "");
    private static final HookAnswer TOO_LARGE = new HookAnswer(413, "");
    private static final HookAnswer FAILED = new HookAnswer(500, "");
    private static final HookAnswer LATE = new HookAnswer(503, "");

    private final HookTable table;
    private final Vertx vertx;

    public Hooks(HookTable table, Vertx vertx) {
        this.table = table;
        this.vertx = vertx;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String rest = request.path().substring(PREFIX.length());
        int slash = rest.indexOf('/');
        HookTable.Entry entry = table.find(slash < 0 ? rest : rest.substring(0, slash));
        if (entry == null) {
            answer(request, UNKNOWN);
        } else if (!request.method().equals(HttpMethod.POST)
                && !request.method().equals(HttpMethod.GET)) {
            answer(request, NOT_ALLOWED);
        } else {
            read(request, entry);
        }
    }

    private void read(HttpServerRequest request, HookTable.Entry entry) {
        Buffer body = Buffer.buffer();
        request.handler(piece -> {
            if (body.length() + piece.length() <= BODY_BYTES_MAX) {
                body.appendBuffer(piece);
            } else if (!request.response().ended()) {
                request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                answer(request, TOO_LARGE);
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                pass(request, body, entry);
            }
        });
    }

    private void pass(HttpServerRequest request, Buffer body, HookTable.Entry entry) {
        Context here = vertx.getOrCreateContext();
        HookRequest hook = new HookRequest(
                request.method(),
                request.uri(),
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                MultiMap.caseInsensitiveMultiMap().addAll(request.params()),
                body);
        long late = vertx.setTimer(ANSWER_MILLIS_MAX, timer -> answer(request, LATE));
        entry.loop().execute(() -> {
            try {
                entry.channel()
                        .onHook(
                                hook,
                                answer -> here.runOnContext(back -> {
                                    vertx.cancelTimer(late);
                                    answer(request, answer);
                                }));
            } catch (RuntimeException bug) {
                log.error("a webhook of {} octets failed", body.length(), bug);
                here.runOnContext(back -> answer(request, FAILED));
            }
        });
    }

    private static void answer(HttpServerRequest request, HookAnswer answer) {
        if (request.response().ended() || request.response().closed()) {
            return;
        }
        String text = answer.text();
        request.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, typeOf(text))
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(text);
    }

    private static String typeOf(String text) {
        return text.startsWith("{") ? "application/json" : text.startsWith("<") ? "application/xml" : "text/plain";
    }
}
