package dev.heliograph.egress.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The way to an endpoint over HTTP/1.1, with connections of its own: as many as its window, kept open between requests. The certificate has to be that of the URL's host. */
final class HttpLine implements WebhookLine {
    private static final int KEEP_ALIVE_SECONDS = 30;

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
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("webhook-id", request.id());
        headers.put("webhook-timestamp", Long.toString(request.timestamp()));
        if (!request.signature().isEmpty()) {
            headers.put("webhook-signature", request.signature());
        }
        HttpExchange.Request post = new HttpExchange.Request(
                HttpMethod.POST,
                endpoint.isTls(),
                endpoint.host(),
                endpoint.port(),
                endpoint.target(),
                headers,
                request.body());
        HttpExchange.send(
                vertx,
                client,
                addresses.next(),
                post,
                endpoint.timeoutMillis(),
                answer -> ended.accept(
                        answer.status() == 0
                                ? Outcome.broken(answer.detail())
                                : Outcome.ofStatus(answer.status(), retryAfterMillis(answer.retryAfter()))));
    }

    @Override
    public void close() {
        client.close();
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
