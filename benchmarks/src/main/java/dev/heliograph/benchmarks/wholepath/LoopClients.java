package dev.heliograph.benchmarks.wholepath;

import dev.heliograph.benchmarks.Samples;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Connections that say HTTP without a client's library, so that one core of load is enough for what is measured. Belongs to one event loop. What breaks ends the run; what is refused
 * is counted.
 */
abstract class LoopClients implements Seen.Load {
    static final int RECIPIENTS = 1_024;
    private static final int DRAIN_SECONDS = 30;

    private final Vertx vertx;
    private final int port;
    private final NetClient client;
    private final Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private final List<Connection> connections = new ArrayList<>();
    private long accepted;
    private long refused;
    private boolean sending;

    /** One of them. */
    interface Connection {
        /** Sends what there is room for. */
        void fill();

        void received(Buffer data);

        boolean isQuiet();
    }

    LoopClients(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
        this.client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    /** @return about 300 octets, with the header fields that are needed and no others */
    static String message(int recipient) {
        return "{\"to\":\"+39333%07d\",\"from\":\"Heliograph\",\"text\":\"%s\",\"priority\":\"transactional\",\"reference\":\"order-%07d\",\"receipts\":\"final\"}"
                .formatted(recipient, Samples.TEXT, recipient);
    }

    static String head(String type) {
        return "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + GatewayProgram.API_KEY
                + "\r\nContent-Type: " + type + "\r\n";
    }

    abstract Connection connection(NetSocket socket);

    void open(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            NetSocket socket = OneLoop.get(client.connect(port, "127.0.0.1"));
            onLoop(() -> {
                Connection opened = connection(socket);
                connections.add(opened);
                socket.handler(opened::received);
                socket.closeHandler(gone -> fail("a connection was closed"));
                return true;
            });
        }
    }

    boolean isSending() {
        return sending;
    }

    void answered(long count, long refusals) {
        accepted += count - refusals;
        refused += refusals;
    }

    void took(long sinceNanos) {
        nanos.recordValue(System.nanoTime() - sinceNanos);
    }

    void fail(String why) {
        failed.completeExceptionally(new IllegalStateException(why));
    }

    @Override
    public long run(Duration length) throws InterruptedException {
        onLoop(() -> {
            nanos.reset();
            sending = true;
            connections.forEach(Connection::fill);
            return true;
        });
        try {
            failed.get(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException asPlanned) {
            return onLoop(() -> accepted);
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken.getCause());
        }
        throw new AssertionError("it only ever fails");
    }

    @Override
    public long refused() throws InterruptedException {
        return onLoop(() -> refused);
    }

    @Override
    public Histogram latencies() {
        return nanos.copy();
    }

    private <T> T onLoop(Supplier<T> task) throws InterruptedException {
        CompletableFuture<T> done = new CompletableFuture<>();
        vertx.runOnContext(go -> done.complete(task.get()));
        return OneLoop.get(done);
    }

    /** Sends nothing more, waits for the answers, closes. */
    @Override
    public void close() throws InterruptedException {
        onLoop(() -> sending = false);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS);
        while (!onLoop(() -> connections.stream().allMatch(Connection::isQuiet))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("answers are missing after " + DRAIN_SECONDS + " s");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        OneLoop.get(client.close());
    }
}
