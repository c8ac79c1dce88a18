package dev.heliograph.ingress.pages;

import dev.heliograph.channel.page.PageLinks;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers {@code /p/{token}}. Called on the connection's event loop; what is answered comes from the desk. */
public final class Pages implements Handler<HttpServerRequest> {
    public static final String PREFIX = PageLinks.PREFIX;

    /** A reply is a number and perhaps a line of text. */
    static final int BODY_BYTES_MAX = 4 << 10;

    private static final int FIELDS_MAX = 8;
    private static final int TOKEN_CHARACTERS_MAX = 64;
    private static final PageAnswer NOT_ALLOWED = PageAnswer.empty(405, Map.of("Allow", "GET, HEAD, POST"));
    private static final PageAnswer TOO_LARGE = PageAnswer.empty(413, Map.of("Connection", "close"));

    private final PageDesk desk;
    private final Vertx vertx;

    public Pages(PageDesk desk, Vertx vertx) {
        this.desk = desk;
        this.vertx = vertx;
    }

    @Override
    public void handle(HttpServerRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.POST)) {
            read(request);
        } else if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            pass(request, Map.of());
        } else {
            answer(request, NOT_ALLOWED);
        }
    }

    private void read(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        request.handler(piece -> {
            if (body.length() + piece.length() <= BODY_BYTES_MAX) {
                body.appendBuffer(piece);
            } else {
                answer(request, TOO_LARGE);
            }
        });
        request.endHandler(end -> {
            if (!request.response().ended()) {
                pass(request, fields(body.toString()));
            }
        });
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        try {
            new QueryStringDecoder(encoded, StandardCharsets.UTF_8, false, FIELDS_MAX)
                    .parameters()
                    .forEach((name, values) -> fields.put(name, values.get(0)));
        } catch (IllegalArgumentException e) {
            fields.clear(); // percent signs that mean nothing
        }
        return fields;
    }

    private void pass(HttpServerRequest request, Map<String, String> form) {
        Context here = vertx.getOrCreateContext();
        desk.ask(asked(request, form), answer -> here.runOnContext(back -> answer(request, answer)));
    }

    private PageRequest asked(HttpServerRequest request, Map<String, String> form) {
        String path = request.path().substring(PREFIX.length());
        int slash = path.indexOf('/');
        String token = slash < 0 ? path : path.substring(0, slash);
        List<String> forwarded = request.headers().getAll("X-Forwarded-For");
        String query = request.query();
        return new PageRequest(
                request.method().name(),
                token.length() > TOKEN_CHARACTERS_MAX ? "" : token,
                slash < 0 ? "" : path.substring(slash + 1),
                query == null ? Map.of() : fields(query),
                form,
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                PageRequest.addressOf(
                        peer(request),
                        forwarded.isEmpty() ? null : forwarded.get(forwarded.size() - 1),
                        desk.options().proxies()));
    }

    private static InetAddress peer(HttpServerRequest request) {
        SocketAddress remote = request.connection().remoteAddress();
        String literal = remote == null ? null : remote.hostAddress();
        // A literal is not looked up.
        return literal == null ? InetAddress.getLoopbackAddress() : new InetSocketAddress(literal, 0).getAddress();
    }

    private static void answer(HttpServerRequest request, PageAnswer answer) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Robots-Tag", "noindex, nofollow, noarchive")
                .putHeader("Vary", "Accept-Language");
        answer.headers().forEach(response::putHeader);
        if (request.method().equals(HttpMethod.HEAD)) {
            if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
                response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            }
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }
}
