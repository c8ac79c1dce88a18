package dev.heliograph.boot.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows an account's events over a WebSocket and takes a lost one up again after the last event seen. */
public final class EventTail {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS_MIN = 250;
    private static final long PAUSE_MILLIS_MAX = 10_000;

    private final JsonMapper mapper = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final Query query;
    private final Consumer<JsonNode> print;
    private volatile @Nullable String last;
    private volatile long seen;
    private volatile boolean everConnected;

    /**
     * What is asked for.
     *
     * @param types receipt, inbound, or both with a comma
     * @param after cursor to begin after, or null
     * @param consumer name to keep the place under, or null
     * @param count events after which to end, 0 for never
     */
    public record Query(
            URI base,
            String apiKey,
            String types,
            @Nullable String after,
            @Nullable String consumer,
            long count) {}

    public EventTail(Query query, Consumer<JsonNode> print) {
        this.query = query;
        this.print = print;
        this.last = query.after();
    }

    /**
     * Runs until the count is reached or the thread is interrupted.
     *
     * @throws ApiException when the gateway refuses, or was never reached
     */
    public void run() throws ApiException, InterruptedException {
        long pause = PAUSE_MILLIS_MIN;
        while (!isDone()) {
            long before = seen;
            follow();
            pause = seen > before ? PAUSE_MILLIS_MIN : Math.min(PAUSE_MILLIS_MAX, pause * 2);
            if (!isDone()) {
                TimeUnit.MILLISECONDS.sleep(pause);
            }
        }
    }

    private boolean isDone() {
        return query.count() > 0 && seen >= query.count();
    }

    private void follow() throws ApiException, InterruptedException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        WebSocket socket;
        try {
            socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + query.apiKey())
                    .connectTimeout(CONNECT_TIMEOUT)
                    .buildAsync(address(), new Listener(over))
                    .join();
            everConnected = true;
        } catch (CompletionException e) {
            refuse(e.getCause() == null ? e : e.getCause());
            return;
        }
        try {
            over.join();
        } catch (CompletionException e) {
            // The connection broke: the caller connects again.
            return;
        } finally {
            socket.abort();
        }
    }

    /** Returns when trying again may help. */
    private void refuse(Throwable cause) throws ApiException {
        if (cause instanceof WebSocketHandshakeException handshake) {
            int status = handshake.getResponse().statusCode();
            if (status / 100 == 4) {
                throw new ApiException("refused with " + status + (status == 401 ? ": not a valid API key" : ""), true);
            }
        }
        if (!everConnected) {
            throw new ApiException("cannot reach " + query.base() + ": " + HttpApi.reason(cause), false);
        }
    }

    private URI address() {
        StringBuilder text = new StringBuilder(
                query.base().toString().replaceFirst("^http", "ws").replaceFirst("/$", ""));
        text.append("/v1/events?types=").append(encode(query.types()));
        String after = last;
        if (after != null) {
            text.append("&after=").append(encode(after));
        }
        String consumer = query.consumer();
        if (consumer != null) {
            text.append("&consumer=").append(encode(consumer));
        }
        return URI.create(text.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();
        private final CompletableFuture<Void> over;

        /** A WebSocket of the JDK takes one message at a time. */
        private CompletableFuture<?> sending = CompletableFuture.completedFuture(null);

        Listener(CompletableFuture<Void> over) {
            this.over = over;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean whole) {
            frame.append(data);
            if (whole) {
                String text = frame.toString();
                frame.setLength(0);
                take(socket, text);
            }
            socket.request(1);
            return null;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // the listener is called by one thread at a time
        private void take(WebSocket socket, String text) {
            try {
                JsonNode event = mapper.readTree(text);
                String cursor = event.path("cursor").asText();
                if (cursor.isEmpty() || isDone()) {
                    return;
                }
                print.accept(event);
                last = cursor;
                seen = seen + 1;
                if (query.consumer() != null) {
                    String ack = mapper.createObjectNode().put("ack", cursor).toString();
                    sending = sending.thenCompose(sent -> socket.sendText(ack, true));
                }
                if (isDone()) {
                    sending.thenCompose(sent -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                            .whenComplete((sent, failed) -> over.complete(null));
                }
            } catch (JsonProcessingException e) {
                over.completeExceptionally(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            over.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            over.completeExceptionally(error);
        }
    }
}
