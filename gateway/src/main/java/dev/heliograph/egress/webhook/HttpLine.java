package dev.heliograph.egress.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to an endpoint over HTTP/1.1, with connections of its own: as many as its window, kept open between requests. It connects to the vetted address and
 * names the URL's host in the Host header and in TLS, whose certificate has to be that host's. Redirects are answers like any other.
 */
final class HttpLine implements WebhookLine {
    /** Nobody reads an answer's body; what is longer than this ends the connection. */
    private static final int BODY_OCTETS_MAX = 64 << 10;

    private static final int KEEP_ALIVE_SECONDS = 30;
    private static final int DETAIL_CHARS_MAX = 200;

    private final Vertx vertx;
    private final Webhook endpoint;
    private final VettedAddresses addresses;
    private final LongSupplier wallMillis;
    private final HttpClient client;

    /** To be made on the pump's loop. */
    HttpLine(Vertx vertx, Webhook endpoint, VettedAddresses addresses, LongSupplier wallMillis) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.addresses = addresses;
        this.wallMillis = wallMillis;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) endpoint.timeoutMillis())
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(false);
        if (endpoint.authority() != null) {
            options.setTrustOptions(
                    new PemTrustOptions().addCertPath(endpoint.authority().toString()));
        }
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(endpoint.window()).setMaxWaitQueueSize(endpoint.window()));
    }

    @Override
    public void post(Request request, Consumer<Outcome> ended) {
        Exchange exchange = new Exchange(ended);
        addresses
                .next()
                .onSuccess(address -> exchange.begin(request, address))
                .onFailure(cause -> exchange.end(Outcome.broken(endpoint.host() + " " + cause.getMessage())));
    }

    @Override
    public void close() {
        client.close();
    }

    private RequestOptions to(InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, endpoint.port())))
                .setHost(endpoint.host())
                .setPort(endpoint.port())
                .setSsl(endpoint.isTls())
                .setURI(endpoint.target())
                .setFollowRedirects(false);
    }

    /** One request and its answer, which end together: by the answer's end, by an error, or by the time-out, whatever is first. */
    private final class Exchange {
        private final Consumer<Outcome> ended;
        private final long timer;
        private @Nullable HttpClientRequest sent;
        private @Nullable Outcome answer;
        private boolean over;
        private int octets;

        Exchange(Consumer<Outcome> ended) {
            this.ended = ended;
            this.timer = vertx.setTimer(endpoint.timeoutMillis(), late -> onLate());
        }

        void begin(Request request, InetAddress address) {
            if (over) {
                return;
            }
            client.request(to(address))
                    .onSuccess(connected -> send(connected, request))
                    .onFailure(cause -> end(Outcome.broken(words("cannot be connected to", cause))));
        }

        private void send(HttpClientRequest connected, Request request) {
            if (over) {
                connected.reset();
                return;
            }
            sent = connected;
            connected
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.USER_AGENT, "Heliograph")
                    .putHeader("webhook-id", request.id())
                    .putHeader("webhook-timestamp", Long.toString(request.timestamp()))
                    .putHeader("webhook-signature", request.signature());
            connected
                    .send(Buffer.buffer(request.body()))
                    .onSuccess(this::onAnswer)
                    .onFailure(cause -> end(Outcome.broken(words("broke off", cause))));
        }

        private void onAnswer(HttpClientResponse response) {
            Outcome told = Outcome.ofStatus(
                    response.statusCode(), retryAfterMillis(response.getHeader(HttpHeaders.RETRY_AFTER)));
            answer = told;
            response.handler(chunk -> {
                octets += chunk.length();
                if (octets > BODY_OCTETS_MAX) {
                    cut(told);
                }
            });
            response.exceptionHandler(broken -> end(told));
            response.endHandler(whole -> end(told));
        }

        private void onLate() {
            Outcome told = answer;
            cut(told != null ? told : Outcome.broken("no answer in " + endpoint.timeoutMillis() + " ms"));
        }

        private void cut(Outcome outcome) {
            HttpClientRequest under = sent;
            end(outcome);
            if (under != null) {
                under.reset();
            }
        }

        void end(Outcome outcome) {
            if (!over) {
                over = true;
                vertx.cancelTimer(timer);
                ended.accept(outcome);
            }
        }
    }

    private static String words(String what, Throwable cause) {
        String message = what + ": " + cause.getClass().getSimpleName() + " " + cause.getMessage();
        return message.length() > DETAIL_CHARS_MAX ? message.substring(0, DETAIL_CHARS_MAX) : message;
    }

    /** Seconds or a date (RFC 9110, 10.2.3); what is neither counts for nothing. */
    private long retryAfterMillis(@Nullable String header) {
        if (header == null) {
            return 0;
        }
        String value = header.strip();
        if (value.matches("\\d{1,9}")) {
            return TimeUnit.SECONDS.toMillis(Long.parseLong(value));
        }
        try {
            long at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant()
                    .toEpochMilli();
            return Math.max(0, at - wallMillis.getAsLong());
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
