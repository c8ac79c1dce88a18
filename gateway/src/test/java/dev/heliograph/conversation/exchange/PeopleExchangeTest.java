package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.conversation.InboundChannel;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.Inbox;
import dev.heliograph.conversation.OptOut;
import dev.heliograph.conversation.TwoWay;
import dev.heliograph.conversation.Window;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes that tell each other who has left and who wrote; time, disks and Redis are simulated. */
class PeopleExchangeTest {
    private static final long HOUR = 3_600_000;

    private final World world = new World(1);
    private final List<String> notes = new ArrayList<>();
    private boolean down;
    private final Node one = new Node("gw-1");
    private final Node two = new Node("gw-2");

    private final class Node implements NodeLine {
        final String name;
        final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
        TwoWay people;
        PeopleExchange exchange;
        Future<Void> caughtUp;
        int read;

        Node(String name) {
            this.name = name;
            start();
        }

        void start() {
            people = TwoWay.over(store, world::wallMillis, 1_000);
            people.load(
                    world,
                    () -> {
                        exchange = new PeopleExchange(name, this, people, world::execute, world);
                        caughtUp = exchange.start();
                    },
                    () -> {});
            world.runMillis(100);
        }

        void hears(String address, boolean out) {
            people.optOuts().put(new OptOut("demo", "smpp", address, out, world.wallMillis(), "word"), world, () -> {});
            world.runMillis(20);
        }

        void writes(long atMillis) {
            Inbox inbox = new Inbox(
                    store,
                    digits -> "demo",
                    people,
                    new InboundChannel("whatsapp", "whatsapp", "whatsapp", Window.ofHours(24)),
                    world,
                    world::wallMillis);
            Address person = Address.international("391");
            inbox.onInbound(
                    "whatsapp", new InboundMessage(person, person, new Content.Text("Hi"), "Hi", atMillis), () -> {});
            world.runMillis(20);
        }

        WindowBook.State state() {
            return people.windows().state("whatsapp", "+391", 1, world.wallMillis());
        }

        boolean mayNot(String address) {
            return people.optOuts().has("demo", "smpp", address);
        }

        @Override
        public Future<Void> open() {
            read = notes.size();
            return down ? Future.failedFuture("down") : Future.succeededFuture();
        }

        @Override
        public Future<Void> write(List<String> more) {
            if (down) {
                return Future.failedFuture("down");
            }
            notes.addAll(more);
            return Future.succeededFuture();
        }

        @Override
        public Future<List<String>> read(int limit) {
            List<String> page = List.copyOf(notes.subList(read, Math.min(notes.size(), read + limit)));
            read += page.size();
            return down ? Future.failedFuture("down") : Future.succeededFuture(page);
        }

        @Override
        public void close() {}
    }

    @Test
    void whatOneHearsTheOtherKnowsAndKeeps() {
        one.hears("391", true);
        world.runMillis(1_000);
        assertThat(two.mayNot("391")).isTrue();
        two.exchange.close();
        two.start();
        assertThat(two.mayNot("391")).as("on its own disk").isTrue();
        two.hears("391", false);
        world.runMillis(1_000);
        assertThat(one.mayNot("391")).isFalse();
        int written = notes.size();
        world.runMillis(10_000);
        assertThat(notes).as("nothing is told again and again").hasSize(written);
    }

    @Test
    void aWindowThatOneSeesOpenedIsOpenAtTheOther() {
        one.writes(world.wallMillis());
        world.runMillis(1_000);
        assertThat(two.state()).isEqualTo(WindowBook.State.OPEN);
        two.exchange.close();
        two.start();
        assertThat(two.state()).isEqualTo(WindowBook.State.OPEN);
        world.runMillis(25 * HOUR);
        assertThat(one.state()).isEqualTo(WindowBook.State.CLOSED);
        assertThat(two.state()).isEqualTo(WindowBook.State.CLOSED);
    }

    @Test
    void noWindowIsCalledClosedWhileAnotherNodeMayHaveHeardMore() {
        one.writes(world.wallMillis());
        world.runMillis(25 * HOUR);
        assertThat(two.state()).isEqualTo(WindowBook.State.CLOSED);
        down = true;
        world.runMillis(5_000);
        one.writes(world.wallMillis());
        assertThat(two.state()).isEqualTo(WindowBook.State.UNKNOWN);
        down = false;
        world.runMillis(23 * HOUR);
        assertThat(two.state()).as("told late, or not at all").isNotEqualTo(WindowBook.State.CLOSED);
        world.runMillis(2 * HOUR);
        assertThat(two.state()).isEqualTo(WindowBook.State.CLOSED);
    }

    @Test
    void whatWasHeardWhileTheLineWasDownIsToldLater() {
        down = true;
        world.runMillis(3_000);
        one.hears("391", true);
        two.hears("392", true);
        world.runMillis(3_000);
        down = false;
        notes.clear();
        world.runMillis(5_000);
        assertThat(one.mayNot("392")).isTrue();
        assertThat(two.mayNot("391")).isTrue();
    }

    @Test
    void whoComesKnowsWhatItMissedBeforeItSends() {
        two.exchange.close();
        world.runMillis(100);
        for (int i = 0; i < 700; i++) {
            one.hears("39" + i, true);
        }
        two.start();
        assertThat(two.caughtUp.isComplete()).isFalse();
        for (int millis = 0; !two.caughtUp.isComplete() && millis < 5_000; millis++) {
            world.runMillis(1);
        }
        assertThat(two.caughtUp.isComplete()).isTrue();
        assertThat(two.mayNot("390")).isTrue();
        assertThat(two.mayNot("39699")).isTrue();
    }

    @Test
    void whoIsAloneOrCutOffDoesNotWaitForLong() {
        two.exchange.close();
        world.runMillis(100);
        one.exchange.close();
        world.runMillis(100);
        one.start();
        assertThat(one.caughtUp.isComplete()).isFalse();
        world.runMillis(1_000);
        assertThat(one.caughtUp.isComplete()).isTrue();
        down = true;
        two.start();
        assertThat(two.caughtUp.isComplete()).isTrue();
    }

    @Test
    void whoGoesTellsFirst() {
        world.runMillis(1_000);
        one.people.optOuts().put(new OptOut("demo", "smpp", "391", true, world.wallMillis(), "word"), world, () -> {});
        world.runMillis(3);
        Future<Void> told = one.exchange.close();
        world.runMillis(50);
        assertThat(told.isComplete()).isTrue();
        one.exchange.close();
        world.runMillis(1_000);
        assertThat(two.mayNot("391")).isTrue();
    }

    @Test
    void nothingIsTooOldToBeToldWhenTheLineWasDownForLong() {
        one.hears("390", true);
        world.runMillis(1_000);
        down = true;
        world.runMillis(3_000);
        one.hears("391", true);
        world.runMillis(9 * 24 * HOUR);
        one.hears("392", true);
        two.hears("393", true);
        down = false;
        notes.clear();
        world.runMillis(5_000);
        assertThat(two.mayNot("391")).isTrue();
        assertThat(two.mayNot("392")).isTrue();
        assertThat(one.mayNot("393")).isTrue();
    }

    @Test
    void whoWasAwayIsToldWhatItMissed() {
        two.exchange.close();
        world.runMillis(1_000);
        for (int i = 0; i < 1_200; i++) {
            one.hears("39" + i, true);
        }
        world.runMillis(5_000);
        two.start();
        world.runMillis(10_000);
        for (int i = 0; i < 1_200; i++) {
            assertThat(two.mayNot("39" + i)).isTrue();
        }
    }
}
