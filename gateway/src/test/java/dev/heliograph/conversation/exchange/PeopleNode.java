package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Inbox;
import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Window;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** One of several nodes that tell each other what they know of people; disk, clock and the line between them are simulated. */
final class PeopleNode implements NodeLine {
    static final String KIND = "whatsapp";
    static final Address PERSON = Address.international("391");
    static final Window WINDOW = Window.ofHours(24).ofMessages(5);

    /** What stands between the nodes. */
    static final class Line {
        final List<String> notes = new ArrayList<>();
        boolean down;
    }

    final String name;
    final MemoryStore store;
    private final World world;
    private final Line line;
    private Inbox inbox;
    private int read;
    TwoWay people;
    PeopleExchange exchange;
    Future<Void> caughtUp;

    /** How far its clock is ahead of the others'. */
    long aheadMillis;

    /** Whether it does not hear the others, and they do not hear it. */
    boolean cutOff;

    PeopleNode(String name, World world, Line line) {
        this.name = name;
        this.world = world;
        this.line = line;
        this.store = new MemoryStore(world, 2, new QuietListener() {});
        start();
    }

    /** A new process on the same disk. */
    void start() {
        people = TwoWay.over(store, name, this::wallMillis, 1_000);
        people.load(
                world,
                () -> {
                    exchange = new PeopleExchange(name, this, people, world::execute, world);
                    caughtUp = exchange.start();
                },
                () -> {});
        inbox = new Inbox(
                store,
                digits -> "demo",
                people,
                new InboundChannel(KIND, KIND, KIND, WINDOW),
                world::execute,
                this::wallMillis);
        world.runMillis(100);
    }

    long wallMillis() {
        return world.wallMillis() + aheadMillis;
    }

    // ---- who leaves

    void hears(String address, boolean out) {
        people.optOuts().put(new OptOut("demo", "smpp", address, out, wallMillis(), "word"), world, () -> {});
        world.runMillis(20);
    }

    boolean mayNot(String address) {
        return people.optOuts().has("demo", "smpp", address);
    }

    // ---- who writes

    void writes(long atMillis) {
        inbound("Hi", atMillis, InboundContext.NONE);
        world.runMillis(20);
    }

    /** Somebody writes; nothing more happens yet. */
    void inbound(String text, long atMillis, InboundContext context) {
        inbound(text, atMillis, context, PERSON);
    }

    void inbound(String text, long atMillis, InboundContext context, Address person) {
        inbox.onInbound(
                KIND,
                new InboundMessage(person, PERSON, new Content.Text(text), text, atMillis, context, null),
                () -> {});
    }

    List<Event.Inbound> told() {
        return store.events.getOrDefault("demo", List.of()).stream()
                .map(Event.Inbound.class::cast)
                .toList();
    }

    WindowBook.State state() {
        return people.windows().state(KIND, "+391", 1, wallMillis());
    }

    // ---- the line

    private boolean isDown() {
        return line.down || cutOff;
    }

    @Override
    public Future<Void> open() {
        read = line.notes.size();
        return isDown() ? Future.failedFuture("down") : Future.succeededFuture();
    }

    @Override
    public Future<Void> write(List<String> more) {
        if (isDown()) {
            return Future.failedFuture("down");
        }
        line.notes.addAll(more);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<String>> read(int limit) {
        int from = Math.min(read, line.notes.size());
        List<String> page = List.copyOf(line.notes.subList(from, Math.min(line.notes.size(), from + limit)));
        read = from + page.size();
        return isDown() ? Future.failedFuture("down") : Future.succeededFuture(page);
    }

    @Override
    public void close() {}
}
