package dev.heliograph.benchmarks.wholepath;

import com.sun.management.ThreadMXBean;
import dev.heliograph.benchmarks.Samples;
import dev.heliograph.benchmarks.WorkDirectory;
import dev.heliograph.egress.EventStreams;
import dev.heliograph.egress.json.EventJson;
import dev.heliograph.egress.json.EventTypes;
import dev.heliograph.egress.json.JsonBytes;
import dev.heliograph.egress.websocket.EventRequest;
import dev.heliograph.egress.websocket.EventSocketOptions;
import dev.heliograph.egress.websocket.EventSockets;
import dev.heliograph.message.Message;
import dev.heliograph.store.DiskStore;
import dev.heliograph.store.StoreOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One account's events to {@value #CLIENTS} WebSockets that are all awake: arrays of events, as a client may ask for; a frame an event; and the peer, Vert.x's own
 * {@code writeTextMessage} with the text made beforehand. One event loop serves, another reads; the time is that of the serving thread.
 */
public final class EventsToSockets {
    private static final int CLIENTS = 1_000;
    private static final String LOAD = "1,000 sockets";

    /** Events of the account in one turn; the ring holds them all, so that the disk is not measured. */
    private static final int EVENTS = 2_048;

    private static final int PEER_EVENTS = 512;
    private static final int TAIL = 4 * EVENTS;
    private static final int FRAME_HEADER_OCTETS = 4;

    private final Message message = Samples.message().withId(4_711);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Vertx serverVertx = oneLoop();
    private final Vertx clientVertx = oneLoop();
    private final EventStreams streams;
    private final byte[] text;
    private final List<Measurement> measurements = new ArrayList<>();
    private final int turns;
    private long cursor;

    private EventsToSockets(EventStreams streams, int turns) {
        this.turns = turns;
        this.streams = streams;
        JsonBytes json = new JsonBytes(1_024);
        EventJson.write(Samples.delivered(1, message), json);
        this.text = json.copy();
    }

    /** Measures; about a minute. */
    public static List<Measurement> run(int turns) throws IOException, InterruptedException {
        Path directory = WorkDirectory.make("events");
        DiskStore store = DiskStore.open(StoreOptions.in(directory, 1), System::currentTimeMillis);
        EventsToSockets run = new EventsToSockets(new EventStreams(store, TAIL), turns);
        try {
            run.ours("heliographArrays", true);
            run.ours("heliographSingly", false);
            run.peer();
            return run.measurements;
        } finally {
            await(run.clientVertx.close());
            await(run.serverVertx.close());
            store.close();
            WorkDirectory.delete(directory);
        }
    }

    private void ours(String subject, boolean arrays) {
        EventSockets sockets = new EventSockets(serverVertx, streams, EventSocketOptions.DEFAULT);
        long octets = text.length + (arrays ? 1 : FRAME_HEADER_OCTETS);
        EventRequest request = new EventRequest(Samples.ACCOUNT, "", null, -1, EventTypes.ALL, arrays);
        measure(subject, EVENTS, octets, socket -> sockets.open(socket, request, () -> {}), () -> {
            for (int i = 0; i < EVENTS; i++) {
                streams.onEvent(Samples.ACCOUNT, Samples.delivered(++cursor, message));
            }
            streams.onBatchEnd();
        });
    }

    private void peer() {
        List<PeerSocket> sockets = new ArrayList<>();
        String made = new String(text, StandardCharsets.UTF_8);
        measure(
                "vertxWriteTextMessage",
                PEER_EVENTS,
                text.length + FRAME_HEADER_OCTETS,
                socket -> sockets.add(new PeerSocket(socket, made)),
                // A turn of the loop for each, so that it is not one long one.
                () -> sockets.forEach(socket -> serverVertx.runOnContext(go -> socket.more(PEER_EVENTS))));
    }

    /** Writes as long as the socket takes it. */
    private static final class PeerSocket {
        private final ServerWebSocket socket;
        private final String text;
        private int left;

        PeerSocket(ServerWebSocket socket, String text) {
            this.socket = socket;
            this.text = text;
            socket.drainHandler(room -> write());
        }

        void more(int events) {
            left += events;
            write();
        }

        private void write() {
            while (left > 0 && !socket.writeQueueFull()) {
                left--;
                socket.writeTextMessage(text);
            }
        }
    }

    private void measure(
            String subject, int events, long octetsAnEvent, Consumer<ServerWebSocket> opened, Runnable push) {
        HttpServer server = serverVertx.createHttpServer(new HttpServerOptions()
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false));
        server.webSocketHandler(opened::accept);
        await(server.listen(0, "127.0.0.1"));
        CountingClients clients = new CountingClients(clientVertx, server.actualPort(), CLIENTS);
        clients.open();
        long threadId = onServer(() -> Thread.currentThread().getId());
        double[] nanos = new double[turns];
        double perSecond = 0;
        long octets = 0;
        for (int turn = -1; turn < turns; turn++) { // the first one warms up
            long cpu = threads.getThreadCpuTime(threadId);
            long allocated = threads.getThreadAllocatedBytes(threadId);
            long begin = System.nanoTime();
            CompletableFuture<Void> received = clients.expect(events * octetsAnEvent);
            onServer(() -> {
                push.run();
                return true;
            });
            received.join();
            double seconds = (System.nanoTime() - begin) / 1e9;
            double deliveries = (double) events * CLIENTS;
            if (turn >= 0) {
                nanos[turn] = (threads.getThreadCpuTime(threadId) - cpu) / deliveries;
                perSecond += deliveries / seconds / turns;
                octets += threads.getThreadAllocatedBytes(threadId) - allocated;
            }
        }
        clients.close();
        await(server.close());
        System.out.printf("# %s: %,.0f events/s%n", subject, perSecond);
        measurements.add(new Measurement(
                EventsToSockets.class,
                subject,
                LOAD,
                nanos,
                octets / ((double) turns * events * CLIENTS),
                Map.of("events/s", perSecond)));
    }

    private <T> T onServer(java.util.function.Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        serverVertx.runOnContext(go -> done.complete(task.get()));
        return done.join();
    }

    private static Vertx oneLoop() {
        return OneLoop.open();
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
