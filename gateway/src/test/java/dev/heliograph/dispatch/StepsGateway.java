package dev.heliograph.dispatch;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.SimulatedProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.Queued;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.SimulatedStore;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Two channels, each on a loop of its own, over the real store on a simulated disk: for messages that take several steps. */
final class StepsGateway implements QuietListener {
    static final long SECOND = 1_000;
    static final long HOUR = 3_600_000;

    final World world;
    final ManualProvider a;
    final ManualProvider b;
    /** What channel a was asked to take back. */
    final List<String> revoked = new ArrayList<>();

    private final LaneOptions options;
    private final CorrelatorLimits limits;
    private final List<? extends SimulatedProvider> providers;
    private final SimulatedStore disk;
    private final Map<Long, List<Event.Receipt>> told = new LinkedHashMap<>();
    Store store;
    Dispatcher dispatcher;

    StepsGateway(World world, LaneOptions options) {
        this(world, options, CorrelatorLimits.DEFAULT);
    }

    StepsGateway(World world, LaneOptions options, CorrelatorLimits limits) {
        this(world, options, limits, new ManualProvider("a", world, 10), new ManualProvider("b", world, 10));
    }

    private StepsGateway(
            World world, LaneOptions options, CorrelatorLimits limits, ManualProvider a, ManualProvider b) {
        this(world, options, limits, a, b, List.of(a, b));
    }

    /** With providers that need nobody to tell them what to do. */
    StepsGateway(
            World world, LaneOptions options, CorrelatorLimits limits, List<? extends SimulatedProvider> providers) {
        this(world, options, limits, new ManualProvider("a", world, 10), new ManualProvider("b", world, 10), providers);
    }

    private StepsGateway(
            World world,
            LaneOptions options,
            CorrelatorLimits limits,
            ManualProvider a,
            ManualProvider b,
            List<? extends SimulatedProvider> providers) {
        this.world = world;
        this.options = options;
        this.limits = limits;
        this.a = a;
        this.b = b;
        this.providers = providers;
        this.disk = new SimulatedStore(world, 10_000, 256, 1 << 10);
        start();
    }

    private void start() {
        disk.open(world::wallMillis);
        store = disk.asStore();
        dispatcher = new Dispatcher();
        Correlators correlators = new Correlators(store, world::wallMillis, limits, made -> {});
        for (SimulatedProvider provider : providers) {
            World.Loop loop = world.loop();
            Lane lane = new Lane(
                    new RevocableChannel(provider, revoked, answer -> answer.accept(true)),
                    store,
                    LocalTokenBucket.full(new Rate(100_000, 1_000), world.nanos()),
                    loop,
                    loop.clock(world::wallMillis),
                    (channel, message, stored) -> stored.run(),
                    correlators,
                    options);
            dispatcher.add(lane, loop);
            loop.execute(lane::start);
        }
        disk.start(this);
        world.runMillis(100);
    }

    /** kill -9, and a new process on the same disk. */
    void crashAndRestart() {
        disk.crash();
        world.crash();
        providers.forEach(SimulatedProvider::reconnect);
        start();
    }

    /** @return the message as it was accepted */
    Message submit(long validityMillis, Step... route) {
        List<Message> accepted = new ArrayList<>();
        offer(validityMillis, accepted::add, route);
        world.runMillis(100);
        return accepted.get(0);
    }

    /** @param answer told of the message once it is accepted, unless the gateway dies before */
    void offer(long validityMillis, Consumer<Message> answer, Step... route) {
        Message draft = new Message(
                0,
                "demo",
                Door.HTTP,
                Address.alphanumeric("Test"),
                Address.international("391234567"),
                Map.of(),
                new Content.Text("hello"),
                Priority.TRANSACTIONAL,
                ReceiptWish.FINAL,
                null,
                world.wallMillis(),
                0,
                world.wallMillis() + validityMillis,
                1,
                List.of(route));
        store.accept(draft, null, world, accepted -> answer.accept(((Accepted.Stored) accepted).message()));
    }

    static Step step(String channel, MessageState until, long afterMillis) {
        return new Step(channel, until, afterMillis);
    }

    MessageStatus statusOf(Message message) {
        List<MessageStatus> found = new ArrayList<>();
        store.find(message.id(), world, one -> found.add(one.status()), () -> {});
        world.runMillis(20);
        return found.get(0);
    }

    /** @return what became of each attempt: {@code a expired, b delivered} */
    String attemptsOf(Message message) {
        List<String> texts = new ArrayList<>();
        for (Attempt attempt : statusOf(message).attempts()) {
            texts.add(attempt.channel() + " " + attempt.state().text());
        }
        return String.join(", ", texts);
    }

    /** @return what the account was told: {@code b delivered final}, {@code a delivered late} */
    List<String> told(Message message) {
        return told.getOrDefault(message.id(), List.of()).stream()
                .map(event -> event.channel() + " " + event.state().text() + (event.last() ? " final" : "")
                        + (event.late() ? " late" : ""))
                .toList();
    }

    Event.Receipt lastTold(Message message) {
        List<Event.Receipt> events = told.get(message.id());
        return events.get(events.size() - 1);
    }

    int held() {
        return dispatcher.lane("a").status().held()
                + dispatcher.lane("b").status().held();
    }

    /** @return what the lanes and the disk still hold of messages, empty when there is nothing */
    String leftovers() {
        StringBuilder left = new StringBuilder(disk.leftovers());
        providers.forEach(provider -> left.append(LaneMemory.leftIn(dispatcher.lane(provider.id()))));
        return left.toString();
    }

    /** @return everything that the account was told, as the disk has it */
    List<Event.Receipt> stream() {
        List<Event.Receipt> all = new ArrayList<>();
        store.events(
                "demo",
                0,
                1_000_000,
                world,
                events -> events.forEach(event -> all.add((Event.Receipt) event)),
                () -> {});
        world.runMillis(100);
        return all;
    }

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return dispatcher.onAccepted(channel, queued);
    }

    @Override
    public void onDeadline(Queued queued) {
        dispatcher.onDeadline(queued);
    }

    @Override
    public void onEvent(String account, Event event) {
        Event.Receipt receipt = (Event.Receipt) event;
        told.computeIfAbsent(receipt.message(), none -> new ArrayList<>()).add(receipt);
    }
}
