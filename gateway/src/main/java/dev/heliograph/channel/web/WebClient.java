package dev.heliograph.channel.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Requests to one provider, each within its time, each answer within its size. */
final class WebClient {
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    /** Idle connections are given up before most providers do it, so that a request seldom meets a connection that is being closed. */
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final WebOptions options;
    private final HttpClient http;

    WebClient(Vertx vertx, WebOptions options) {
        this.options = options;
        this.http = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout(options.connectMillis())
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setTracingPolicy(null)
                        .setDecompressionSupported(true),
                new PoolOptions().setHttp1MaxSize(options.concurrency()));
    }

    /**
     * Sends a request.
     *
     * @return the answer, whatever its status; fails with {@link NotSent} when nothing was written, with anything else when it may have been taken
     */
    Future<WebAnswer> send(WebRequest request) {
        return send(request, null);
    }

    /** @param address of the host in a request that names one; null to look it up */
    Future<WebAnswer> send(WebRequest request, @Nullable InetAddress address) {
        RequestOptions to = new RequestOptions()
                .setAbsoluteURI(request.path().startsWith("/") ? options.baseUrl() + request.path() : request.path())
                .setMethod(request.method())
                .setFollowRedirects(false);
        if (address != null) {
            int port = ElsewhereClient.port(URI.create(request.path()));
            to.setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)));
        }
        request.headers().forEach(to::putHeader);
        return http.request(to)
                .recover(cause -> Future.failedFuture(new NotSent(cause)))
                .compose(open -> exchange(open, request.body()));
    }

    private Future<WebAnswer> exchange(HttpClientRequest open, Buffer body) {
        return WholeAnswer.to(
                open,
                body,
                options.answerMillis(),
                ANSWER_BYTES_MAX,
                "an answer",
                (response, whole) -> new WebAnswer(response.statusCode(), response.headers(), whole));
    }

    Future<Void> close() {
        return http.close();
    }

    /** There was no connection: the provider cannot have seen the request. */
    static final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSent(Throwable cause) {
            super(cause.getMessage(), cause);
        }
    }
}
