package dev.heliograph.loadtest;

import dev.heliograph.message.Priority;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message a request, each connection one request at a time. Receipts are not read, so only acceptance is measured. */
final class HttpWire implements Wire {
    private static final int RECIPIENTS = 1_000;
    private static final int ID_AT = "{\"id\":\"".length();

    private final HttpClient client;
    private final FlowSpec spec;
    private final String host;
    private final int port;
    private final Buffer[][] bodies = new Buffer[Priority.values().length][RECIPIENTS];
    private final List<String> authorizations;
    private @Nullable Listener listener;
    private int account;
    private int recipient;
    private int inFlight;

    HttpWire(Vertx vertx, String host, int port, FlowSpec spec) {
        this(vertx, host, port, spec, List.of(spec.password()));
    }

    /** @param keys API keys, of accounts that take turns */
    HttpWire(Vertx vertx, String host, int port, FlowSpec spec, List<String> keys) {
        this.authorizations = keys.stream().map(key -> "Bearer " + key).toList();
        this.spec = spec;
        this.host = host;
        this.port = port;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
                new PoolOptions().setHttp1MaxSize(spec.sessions()));
        for (Priority priority : Priority.values()) {
            for (int i = 0; i < RECIPIENTS; i++) {
                bodies[priority.ordinal()][i] = Buffer.buffer(
                        "{\"to\":\"+39333%07d\",\"from\":\"Load\",\"text\":\"Your code is 123456. Do not tell it to anybody, whoever asks.\",\"priority\":\"%s\"}"
                                .formatted(i, priority.text()));
            }
        }
    }

    @Override
    public Future<Void> open(Listener to) {
        listener = to;
        return Future.succeededFuture();
    }

    @Override
    public boolean send(Priority priority, long plannedNanos, long now) {
        Listener to = listener;
        if (to == null || inFlight >= spec.sessions()) {
            return false;
        }
        inFlight++;
        Buffer body = bodies[priority.ordinal()][recipient];
        recipient = recipient + 1 == RECIPIENTS ? 0 : recipient + 1;
        String authorization = authorizations.get(account);
        account = account + 1 == authorizations.size() ? 0 : account + 1;
        client.request(HttpMethod.POST, port, host, "/v1/messages")
                .compose(request -> request.putHeader("Authorization", authorization)
                        .putHeader("Content-Type", "application/json")
                        .send(body))
                .compose(response -> response.body().map(answer -> new Answer(response, answer)))
                .onComplete(answered -> {
                    inFlight--;
                    if (answered.failed()) {
                        to.unanswered();
                    } else {
                        answered.result().tell(to, priority, plannedNanos, now);
                    }
                    to.room();
                });
        return true;
    }

    private record Answer(HttpClientResponse response, Buffer body) {
        void tell(Listener to, Priority priority, long plannedNanos, long writtenNanos) {
            if (response.statusCode() == 202) {
                String text = body.toString();
                to.accepted(priority, text.substring(ID_AT, text.indexOf('"', ID_AT)), plannedNanos, writtenNanos);
            } else {
                to.refused(priority, Integer.toString(response.statusCode()), writtenNanos);
            }
        }
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public int open() {
        return spec.sessions();
    }

    @Override
    public Future<Void> close() {
        return client.close();
    }
}
