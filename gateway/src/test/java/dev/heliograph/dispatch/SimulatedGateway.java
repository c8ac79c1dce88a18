package dev.heliograph.dispatch;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.SimulatedProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.Queued;
import dev.heliograph.store.QuietListener;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lanes over a simulated store and simulated providers, with what a client would remember of its submissions. */
class SimulatedGateway implements QuietListener {
    final World world;
    final MemoryStore store;
    final Map<String, SimulatedProvider> providers;
    final List<Message> accepted = new ArrayList<>();
    private final LaneOptions options;
    private final Rate rate;
    Dispatcher dispatcher = new Dispatcher();

    SimulatedGateway(World world, Rate rate, LaneOptions options, SimulatedProvider... providers) {
        this.world = world;
        this.rate = rate;
        this.options = options;
        this.store = new MemoryStore(world, 2, this);
        this.providers = new java.util.LinkedHashMap<>();
        for (SimulatedProvider provider : providers) {
            this.providers.put(provider.id(), provider);
        }
        startLanes();
    }

    /** @return what the lanes ask before they send; called once a start, when the store is there */
    RecipientRules rules() {
        return RecipientRules.NONE;
    }

    private void startLanes() {
        Correlators correlators = new Correlators(store, world::wallMillis, CorrelatorLimits.DEFAULT, made -> {});
        RecipientRules rules = rules();
        for (SimulatedProvider provider : providers.values()) {
            Lane lane = new Lane(
                    provider,
                    store,
                    LocalTokenBucket.full(rate, world.nanos()),
                    world,
                    world.clock(),
                    (channel, message, stored) -> stored.run(),
                    correlators,
                    rules,
                    options);
            dispatcher.add(lane, world);
            lane.start();
        }
    }

    /** kill -9, and a new process on the same disk a moment later. */
    void crashAndRestart() {
        world.crash();
        dispatcher = new Dispatcher();
        store.reopen(this);
        providers.values().forEach(SimulatedProvider::reconnect);
        startLanes();
    }

    Lane lane(String channel) {
        return dispatcher.lane(channel);
    }

    void submit(Message message) {
        store.accept(message, null, world, answer -> accepted.add(((Accepted.Stored) answer).message()));
    }

    Message message(
            String account, String to, Priority priority, int segments, long validityMillis, String... channels) {
        List<Step> route = new ArrayList<>();
        for (String channel : channels) {
            route.add(Step.of(channel));
        }
        return new Message(
                0,
                account,
                Door.HTTP,
                Address.alphanumeric("Test"),
                Address.international(to),
                Map.of(),
                new Content.Text("hello"),
                priority,
                ReceiptWish.FINAL,
                null,
                world.wallMillis(),
                0,
                world.wallMillis() + validityMillis,
                segments,
                route);
    }

    Message message(String... channels) {
        return message("demo", "391234567", Priority.TRANSACTIONAL, 1, 3_600_000, channels);
    }

    List<Event.Receipt> receiptsOf(long id) {
        return store.events.values().stream()
                .flatMap(List::stream)
                .filter(Event.Receipt.class::isInstance)
                .map(Event.Receipt.class::cast)
                .filter(receipt -> receipt.message() == id)
                .toList();
    }

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return dispatcher.onAccepted(channel, queued);
    }

    @Override
    public void onDeadline(Queued queued) {
        dispatcher.onDeadline(queued);
    }
}
