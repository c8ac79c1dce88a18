package dev.heliograph.ingress.http;

import dev.heliograph.ingress.http.Client.Phase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;

/** The connections of one event loop: their number is bounded, and so is the time that each may take over what it is doing. */
final class Connections {
    private static final long TICK_MILLIS_MAX = 1_000;
    private static final long TICK_MILLIS_MIN = 10;
    /** A time-out is at most this part of itself late. */
    private static final int TICKS_A_TIMEOUT = 4;

    private final HttpLimits limits;
    private final Consumer<HttpServerRequest> timedOut;
    private final IdentityHashMap<HttpConnection, Client> clients = new IdentityHashMap<>();
    private final long tickMillis;
    private long tick;

    /** @param timedOut told of requests whose body did not come in time; the connection is closed after it */
    Connections(HttpLimits limits, Consumer<HttpServerRequest> timedOut) {
        this.limits = limits;
        this.timedOut = timedOut;
        long shortest = Math.min(limits.idleMillis(), limits.requestMillis()) / TICKS_A_TIMEOUT;
        this.tickMillis = Math.max(TICK_MILLIS_MIN, Math.min(TICK_MILLIS_MAX, shortest));
    }

    /** @return how often {@link #sweep} is to be called, in milliseconds */
    long tickMillis() {
        return tickMillis;
    }

    /** @return the number of the present tick: the clock of every time-out here */
    long tick() {
        return tick;
    }

    int size() {
        return clients.size();
    }

    void opened(HttpConnection connection) {
        if (clients.size() >= limits.connectionsMax()) {
            connection.close();
            return;
        }
        clients.put(connection, new Client(connection, tick));
        connection.closeHandler(gone -> closed(connection));
    }

    /** Also to be called when a WebSocket ends that took over the connection. */
    void closed(HttpConnection connection) {
        clients.remove(connection);
    }

    Client of(HttpConnection connection) {
        return clients.computeIfAbsent(connection, unseen -> new Client(unseen, tick));
    }

    void sweep() {
        tick++;
        for (Client client : List.copyOf(clients.values())) {
            long age = (tick - client.since()) * tickMillis;
            Phase phase = client.phase();
            if (phase == Phase.READING && age > limits.requestMillis()) {
                HttpServerRequest request = client.request();
                client.enter(Phase.LINGERING, tick);
                if (request != null) {
                    timedOut.accept(request);
                }
            } else if ((phase == Phase.IDLE && age > limits.idleMillis())
                    || (phase == Phase.LINGERING && age > limits.requestMillis())) {
                client.connection.close();
            }
        }
    }
}
