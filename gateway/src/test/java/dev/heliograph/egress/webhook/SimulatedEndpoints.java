package dev.heliograph.egress.webhook;

import dev.heliograph.egress.EventStreams;
import dev.heliograph.egress.PumpLoop;
import dev.heliograph.egress.json.Cursor;
import dev.heliograph.egress.json.EventTypes;
import dev.heliograph.egress.receiver.Events;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** The webhooks of one account, "demo", on one simulated loop; endpoints answer what the test says, a millisecond later. */
final class SimulatedEndpoints implements QuietListener {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final World world;
    private final MemoryStore store;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private EventStreams streams;
    private WebhookPumps pumps;
    private long appended;

    SimulatedEndpoints(long seed) {
        world = new World(seed);
        store = new MemoryStore(world, 1, this);
        begin();
    }

    private void begin() {
        streams = new EventStreams(store, 64);
        endpoints.clear();
        pumps = new WebhookPumps(
                streams,
                WebhookOptions.DEFAULT,
                List.of(new PumpLoop(world, world, world::nanos)),
                webhook -> endpoints.get(webhook.name()),
                store::find,
                7,
                world::wallMillis,
                world.random::nextDouble,
                UnaryOperator.identity());
    }

    /** An endpoint as its pump sees it; it says 200 until told otherwise. */
    final class Endpoint implements WebhookLine {
        private final String name;
        final List<Request> requests = new ArrayList<>();
        final TreeSet<Long> taken = new TreeSet<>();
        LongFunction<Outcome> answer = cursor -> Outcome.ofStatus(200, 0);
        private boolean hangs;
        private int open;

        Endpoint(String name) {
            this.name = name;
        }

        void hang() {
            hangs = true;
        }

        int open() {
            return open;
        }

        @Override
        public void post(Request request, Consumer<Outcome> ended) {
            requests.add(request);
            open++;
            if (!hangs) {
                world.afterMillis(1, () -> {
                    long cursor = cursor(request);
                    Outcome outcome = answer.apply(cursor);
                    if (outcome.kind() == Outcome.Kind.TAKEN) {
                        taken.add(cursor);
                    }
                    open--;
                    ended.accept(outcome);
                });
            }
        }

        @Override
        public void close() {}

        List<Long> seen() {
            return requests.stream().map(Endpoint::cursor).toList();
        }

        private static long cursor(Request request) {
            return Cursor.parse("c" + request.id().substring(request.id().length() - 13));
        }

        WebhookStatus status() {
            return answered(pumps.status()).stream()
                    .filter(status -> status.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Endpoint open(String name, int window) {
        return open(name, window, EventTypes.ALL);
    }

    Endpoint openForInbound(String name) {
        return open(name, 1, new EventTypes(false, true));
    }

    private Endpoint open(String name, int window, EventTypes types) {
        Endpoint endpoint = new Endpoint(name);
        endpoints.put(name, endpoint);
        answered(pumps.open(new Webhook(
                "demo",
                name,
                URI.create("https://hooks.example.net/in"),
                List.of(SigningSecret.parse(SECRET)),
                types,
                window,
                15_000,
                List.of(),
                null)));
        runMillis(20);
        return endpoint;
    }

    private <T> T answered(Future<T> future) {
        for (int i = 0; i < 100 && !future.isComplete(); i++) {
            world.runMillis(1);
        }
        if (!future.succeeded()) {
            throw new AssertionError("no answer", future.cause());
        }
        return future.result();
    }

    void append(int count) {
        for (int i = 0; i < count; i++) {
            store.append("demo", stamped(Events.receipt(++appended, MessageState.DELIVERED)), world, () -> {});
        }
        world.runMillis(count + 20);
    }

    private Event stamped(Event.Receipt event) {
        return new Event.Receipt(
                0,
                event.message(),
                null,
                event.from(),
                event.to(),
                event.channel(),
                event.state(),
                false,
                1,
                world.wallMillis(),
                world.wallMillis(),
                null,
                1,
                "",
                event.door(),
                null);
    }

    void appendInbound() {
        appended++;
        store.append("demo", Events.inbound("hello"), world, () -> {});
        world.runMillis(20);
    }

    boolean replay(String name, long after) {
        return succeeded(pumps.replay("demo", name, after));
    }

    boolean replaySince(String name, long atMillis) {
        return succeeded(pumps.replaySince("demo", name, atMillis));
    }

    private boolean succeeded(Future<?> future) {
        world.runMillis(100);
        return future.succeeded();
    }

    void replayDead(String name) {
        answered(pumps.replayDead("demo", name));
    }

    void resume(String name) {
        answered(pumps.resume("demo", name));
    }

    /** The process stops in good order, and another one begins. */
    void restart() {
        pumps.closeAll();
        world.runMillis(20);
        crash();
    }

    /** kill -9: what was not synced is gone. */
    void crash() {
        world.crash();
        store.reopen(this);
        begin();
    }

    void runMillis(long millis) {
        world.runMillis(millis);
    }

    long wallMillis() {
        return world.wallMillis();
    }

    int random(int bound) {
        return world.random.nextInt(bound);
    }

    /** @return how many events are on the disk */
    long stored() {
        return store.lastCursor("demo");
    }

    WebhookCounts counts() {
        return pumps.counts();
    }

    @Override
    public void onEvent(String account, Event event) {
        streams.onEvent(account, event);
    }

    @Override
    public void onBatchEnd() {
        streams.onBatchEnd();
    }
}
