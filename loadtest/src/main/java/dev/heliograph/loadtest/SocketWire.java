package dev.heliograph.loadtest;

import dev.heliograph.message.Priority;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages over HTTP, of many accounts in turn; how each ended tells its own account's WebSocket. */
final class SocketWire implements Wire {
    private static final int WAVE = 50;
    private static final String FINAL = "\"final\":true";
    private static final String MESSAGE = "\"message\":\"";

    private final HttpWire http;
    private final WebSocketClient client;
    private final List<WebSocket> sockets = new ArrayList<>();
    private final String host;
    private final int port;
    private final List<String> keys;
    private @Nullable Listener listener;

    /** @param keys an account's each */
    SocketWire(Vertx vertx, String host, int port, FlowSpec spec, List<String> keys) {
        this.http = new HttpWire(vertx, host, port, spec, keys);
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(keys.size()));
        this.host = host;
        this.port = port;
        this.keys = keys;
    }

    @Override
    public Future<Void> open(Listener to) {
        listener = to;
        return http.open(to).compose(opened -> connect(0));
    }

    private Future<Void> connect(int from) {
        int next = Math.min(from + WAVE, keys.size());
        List<Future<WebSocket>> wave = new ArrayList<>();
        for (String key : keys.subList(from, next)) {
            WebSocketConnectOptions to = new WebSocketConnectOptions()
                    .setHost(host)
                    .setPort(port)
                    .setURI("/v1/events")
                    .putHeader("Authorization", "Bearer " + key);
            wave.add(client.connect(to).onSuccess(socket -> {
                sockets.add(socket);
                socket.textMessageHandler(this::event);
                socket.closeHandler(closed -> sockets.remove(socket));
            }));
        }
        Future<Void> open = Future.all(wave).mapEmpty();
        return next == keys.size() ? open : open.compose(connected -> connect(next));
    }

    private void event(String text) {
        Listener to = listener;
        int at = text.indexOf(MESSAGE) + MESSAGE.length();
        if (to != null && at >= MESSAGE.length() && text.contains(FINAL)) {
            to.ended(text.substring(at, text.indexOf('"', at)));
        }
    }

    @Override
    public boolean send(Priority priority, long plannedNanos, long now) {
        return http.send(priority, plannedNanos, now);
    }

    @Override
    public int inFlight() {
        return http.inFlight();
    }

    @Override
    public int open() {
        return sockets.size();
    }

    @Override
    public Future<Void> close() {
        return Future.join(List.copyOf(sockets).stream().map(WebSocket::close).toList())
                .<Void>mapEmpty()
                .eventually(client::close)
                .eventually(http::close);
    }
}
