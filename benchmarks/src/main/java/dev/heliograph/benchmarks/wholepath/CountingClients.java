package dev.heliograph.benchmarks.wholepath;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** WebSocket clients that only count octets, so that reading costs less than what is measured. Belongs to one event loop. */
final class CountingClients {
    private static final String UPGRADE =
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final byte SWITCHED = '\n';

    private final Vertx vertx;
    private final int port;
    private final NetClient client;
    private final List<Client> clients = new ArrayList<>();
    private final int count;
    private int waiting;
    private CompletableFuture<Void> received = new CompletableFuture<>();

    CountingClients(Vertx vertx, int port, int count) {
        this.vertx = vertx;
        this.port = port;
        this.count = count;
        this.client = vertx.createNetClient(new NetClientOptions().setReceiveBufferSize(1 << 18));
    }

    void open() {
        for (int i = 0; i < count; i++) {
            NetSocket socket = EventsToSockets.await(client.connect(port, "127.0.0.1"));
            Client opened = new Client();
            clients.add(opened);
            CompletableFuture<Void> upgraded = new CompletableFuture<>();
            vertx.runOnContext(go -> {
                socket.handler(answer -> {
                    if (answer.getByte(answer.length() - 1) == SWITCHED) {
                        socket.handler(opened::add);
                        upgraded.complete(null);
                    }
                });
                socket.write(UPGRADE);
            });
            upgraded.join();
        }
    }

    /** @return completes when every client has got so many octets more */
    CompletableFuture<Void> expect(long octets) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        vertx.runOnContext(go -> {
            received = all;
            waiting = clients.size();
            clients.forEach(each -> each.left = octets);
            begun.complete(null);
        });
        begun.join();
        return all;
    }

    void close() {
        EventsToSockets.await(client.close());
    }

    private final class Client {
        private long left;

        void add(Buffer octets) {
            boolean before = left > 0;
            left -= octets.length();
            if (before && left <= 0 && --waiting == 0) {
                received.complete(null);
            }
        }
    }
}
