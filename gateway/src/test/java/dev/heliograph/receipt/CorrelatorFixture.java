package dev.heliograph.receipt;

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
import dev.heliograph.reach.Sightings;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.QuietListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** One provider account with two channels on loops of their own, over a simulated store; a process that can crash. */
public final class CorrelatorFixture implements QuietListener {
    public static final String ACCOUNT = "gw@smsc";
    private final World world;
    private final CorrelatorLimits limits;
    public final MemoryStore store;
    public Correlator correlator;

    /** Its loop is the correlator's. */
    public CorrelatorProxy a;

    /** Its loop is another one. */
    public CorrelatorProxy b;

    /** Tasks that reached the loop of {@link #b}. */
    public int handedBack;

    public CorrelatorFixture(World world, CorrelatorLimits limits) {
        this.world = world;
        this.limits = limits;
        this.store = new MemoryStore(world, 2, this);
        start();
    }

    private void start() {
        Executor one = world::execute;
        Executor other = task -> {
            handedBack++;
            world.execute(task);
        };
        correlator = new Correlator(
                ACCOUNT, store, one, world::wallMillis, (message, status, stored) -> false, limits, Sightings.NONE);
        a = new CorrelatorProxy("a", correlator, one);
        b = new CorrelatorProxy("b", correlator, other);
        a.recover(() -> {});
        b.recover(() -> {});
        world.runMillis(20);
    }

    public void crashAndRestart() {
        world.crash();
        restart();
    }

    /** Another process on the same disk; what was not synced when the last one ended is not there. */
    public void restart() {
        store.reopen(this);
        start();
    }

    /** A message of which the provider has said under which id it took it; over channel a, as a lane would. */
    public Message sent(String to, String... providerIds) {
        List<Message> accepted = new ArrayList<>();
        Message draft = new Message(
                0,
                "demo",
                Door.HTTP,
                Address.alphanumeric("Test"),
                Address.international(to),
                Map.of(),
                new Content.Text("x"),
                Priority.BULK,
                ReceiptWish.FINAL,
                null,
                world.wallMillis(),
                0,
                world.wallMillis() + 3_600_000,
                1,
                List.of(Step.of("a")));
        store.accept(draft, null, world, answer -> accepted.add(((Accepted.Stored) answer).message()));
        world.runMillis(10);
        Message message = accepted.get(0);
        List<Attempt.Part> parts = new ArrayList<>();
        for (String id : providerIds) {
            parts.add(new Attempt.Part(id, MessageState.SENT, 0));
        }
        Attempt attempt = new Attempt(1, "a", MessageState.SENT, 0, world.wallMillis(), parts, null);
        MessageStatus status = new MessageStatus(MessageState.SENT, world.wallMillis(), List.of(attempt), null);
        store.sent(
                message, status, ACCOUNT, List.of(providerIds), message.expiresAtMillis(), List.of(), world, () -> {});
        a.track(message, status);
        return message;
    }

    public ProviderReceipt receipt(String providerId, MessageState state) {
        return new ProviderReceipt(providerId, state, 0, world.wallMillis());
    }

    public MessageState stateOf(Message message) {
        return store.statuses.get(message.id()).state();
    }

    public List<Event> events() {
        return store.events.getOrDefault("demo", List.of());
    }
}
