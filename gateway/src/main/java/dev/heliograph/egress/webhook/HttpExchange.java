package dev.heliograph.egress.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request to a vetted address and its answer, which end together: by the answer's end, by an error, or by the time-out, whatever is first. It names the URL's host in
 * the Host header and in TLS. Redirects are answers like any other.
 */
public final class HttpExchange {
    /** What is longer than this ends the connection. */
    private static final int BODY_OCTETS_MAX = 64 << 10;

    /** As much of an answer is kept as an acknowledgement can be long. */
    private static final int BODY_OCTETS_KEPT = 64;

    private static final int DETAIL_CHARS_MAX = 200;

    /**
     * A request.
     *
     * @param host without the brackets of an IPv6 literal
     * @param target path and query
     */
    public record Request(
            HttpMethod method,
            boolean tls,
            String host,
            int port,
            String target,
            Map<String, String> headers,
            byte[] body) {}

    /**
     * How it ended.
     *
     * @param status 0 when there is no answer
     * @param retryAfter the header, or null
     * @param beginning of the body, at most {@value #BODY_OCTETS_KEPT} octets
     * @param detail for an operator, without anything of the body
     */
    public record Answer(int status, @Nullable String retryAfter, String beginning, String detail) {}

    private final Vertx vertx;
    private final Request request;
    private final long timeoutMillis;
    private final Consumer<Answer> ended;
    private final long timer;
    private final Buffer beginning = Buffer.buffer();
    private @Nullable HttpClientRequest sent;
    private @Nullable HttpClientResponse answer;
    private boolean over;
    private int octets;

    private HttpExchange(Vertx vertx, Request request, long timeoutMillis, Consumer<Answer> ended) {
        this.vertx = vertx;
        this.request = request;
        this.timeoutMillis = timeoutMillis;
        this.ended = ended;
        this.timer = vertx.setTimer(timeoutMillis, late -> onLate());
    }

    /**
     * Sends a request; on an event loop.
     *
     * @param address where to; its failure is the exchange's
     * @param timeoutMillis from now to the end of the answer
     * @param ended is told once
     */
    public static void send(
            Vertx vertx,
            HttpClient client,
            Future<InetAddress> address,
            Request request,
            long timeoutMillis,
            Consumer<Answer> ended) {
        HttpExchange exchange = new HttpExchange(vertx, request, timeoutMillis, ended);
        address.onSuccess(to -> exchange.begin(client, to))
                .onFailure(cause -> exchange.broken(request.host() + " " + cause.getMessage()));
    }

    private void begin(HttpClient client, InetAddress address) {
        if (over) {
            return;
        }
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, request.port())))
                .setHost(request.host())
                .setPort(request.port())
                .setSsl(request.tls())
                .setURI(request.target())
                .setFollowRedirects(false);
        client.request(options)
                .onSuccess(this::send)
                .onFailure(cause -> broken(words("cannot be connected to", cause)));
    }

    private void send(HttpClientRequest connected) {
        if (over) {
            connected.reset();
            return;
        }
        sent = connected;
        connected.putHeader(HttpHeaders.USER_AGENT, "Heliograph");
        request.headers().forEach(connected::putHeader);
        connected
                .send(Buffer.buffer(request.body()))
                .onSuccess(this::onAnswer)
                .onFailure(cause -> broken(words("broke off", cause)));
    }

    private void onAnswer(HttpClientResponse response) {
        answer = response;
        response.handler(chunk -> {
            octets += chunk.length();
            int room = BODY_OCTETS_KEPT - beginning.length();
            if (room > 0) {
                beginning.appendBuffer(chunk, 0, Math.min(room, chunk.length()));
            }
            if (octets > BODY_OCTETS_MAX) {
                cut();
            }
        });
        response.exceptionHandler(broken -> answered(response));
        response.endHandler(whole -> answered(response));
    }

    private void onLate() {
        cut();
    }

    private void cut() {
        HttpClientResponse told = answer;
        if (told != null) {
            answered(told);
        } else {
            broken("no answer in " + timeoutMillis + " ms");
        }
        HttpClientRequest under = sent;
        if (under != null) {
            under.reset();
        }
    }

    private void answered(HttpClientResponse response) {
        end(new Answer(
                response.statusCode(),
                response.getHeader(HttpHeaders.RETRY_AFTER),
                beginning.toString(StandardCharsets.UTF_8),
                "answered " + response.statusCode()));
    }

    private void broken(String detail) {
        end(new Answer(0, null, "", detail));
    }

    private void end(Answer how) {
        if (!over) {
            over = true;
            vertx.cancelTimer(timer);
            ended.accept(how);
        }
    }

    private static String words(String what, Throwable cause) {
        String message = what + ": " + cause.getClass().getSimpleName() + " " + cause.getMessage();
        return message.length() > DETAIL_CHARS_MAX ? message.substring(0, DETAIL_CHARS_MAX) : message;
    }
}
