package dev.heliograph.conversation.exchange;

import dev.heliograph.conversation.FewPeople;
import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Inbox;
import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.OptOutBook;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Window;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.simulation.Between;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** One of several nodes that tell each other what they know of people; disk, clock and the line between them are simulated. */
final class PeopleNode implements PeopleLine {
    static final String KIND = "whatsapp";
    static final Address PERSON = Address.international("391");
    static final Window WINDOW = Window.ofHours(24).ofMessages(5);

    /** What stands between the nodes. */
    static final class Line {
        final List<String> notes = new ArrayList<>();

        /** What one node alone reads, by its name. */
        final Map<String, List<String>> own = new HashMap<>();

        /** Of those, the most that waited for one at once. */
        int ownMax;

        boolean down;

        /** Of what is older nothing is there any more. */
        int keptMax = Integer.MAX_VALUE;
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

    /** Whether its disk cannot tell one row, or several. */
    boolean unreadableRows;

    boolean unreadablePages;

    /** Opt-outs in memory. */
    int heldMax = OptOutBook.HELD_MAX;

    /** Whether its process stands still; it goes on with what it was about to read. */
    private boolean still;

    private final List<Runnable> afterwards = new ArrayList<>();

    PeopleNode(String name, World world, Line line) {
        this(name, world, line, 2);
    }

    /** @param syncMillis how long its disk takes */
    PeopleNode(String name, World world, Line line, long syncMillis) {
        this.name = name;
        this.world = world;
        this.line = line;
        this.store = new MemoryStore(world, syncMillis, new QuietListener() {});
        start();
    }

    /** As some disks are, at times. */
    private Store disk() {
        Store rows = Between.of(Store.class, store, "shelved", (real, values) -> {
            return unreadableRows ? fail(values[2], values[4]) : real.call();
        });
        return Between.of(Store.class, rows, "shelf", (real, values) -> {
            return unreadablePages ? fail(values[4], values[6]) : real.call();
        });
    }

    private Object fail(Object owner, Object failed) {
        world.afterMillis(1_000, () -> ((Executor) owner).execute((Runnable) failed));
        return null;
    }

    void standStill() {
        still = true;
    }

    void goOn() {
        still = false;
        afterwards.forEach(Runnable::run);
        afterwards.clear();
    }

    /** A new process on the same disk. */
    void start() {
        people = FewPeople.over(disk(), name, heldMax, this::wallMillis);
        people.load(
                world,
                () -> {
                    exchange = new PeopleExchange(name, this, people, world::execute, world, world.random.nextInt());
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

    /** So many people leave at once, from an address on. */
    void hearsOf(int people, int first) {
        for (int i = first; i < first + people; i++) {
            people().put(new OptOut("demo", "smpp", address(i), true, wallMillis(), "word"), world, () -> {});
        }
    }

    private OptOutBook people() {
        return people.optOuts();
    }

    private static String address(int number) {
        return "39" + (100_000 + number);
    }

    /** @return how many of those have left, as it knows */
    int knowsOf(int people, int first) {
        int known = 0;
        for (int i = first; i < first + people; i++) {
            known += mayNot(address(i)) ? 1 : 0;
        }
        return known;
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
        line.own.remove(name);
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
    public Future<Void> write(String to, List<String> more) {
        if (isDown()) {
            return Future.failedFuture("down");
        }
        line.own.computeIfAbsent(to, first -> new ArrayList<>()).addAll(more);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<String>> read(int limit) {
        if (still) {
            Promise<List<String>> later = Promise.promise();
            afterwards.add(() -> readNow(limit).onComplete(later));
            return later.future();
        }
        return readNow(limit);
    }

    private Future<List<String>> readNow(int limit) {
        int from = Math.min(read, line.notes.size());
        if (from < line.notes.size() - line.keptMax) {
            return Future.failedFuture("gone");
        }
        List<String> page = new ArrayList<>(line.notes.subList(from, Math.min(line.notes.size(), from + limit)));
        read = from + page.size();
        if (isDown()) {
            return Future.failedFuture("down");
        }
        List<String> mine = line.own.remove(name);
        if (mine != null) {
            line.ownMax = Math.max(line.ownMax, mine.size());
            page.addAll(mine);
        }
        return Future.succeededFuture(page);
    }

    @Override
    public void close() {}
}
