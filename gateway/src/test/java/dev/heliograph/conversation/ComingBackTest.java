package dev.heliograph.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who comes, where memory does not hold all who have left: only the disk knows of whom that is news. */
class ComingBackTest {
    private static final String CHANNEL = "viber-bot";

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private final List<OptOut> told = new ArrayList<>();
    private OptOutBook book;
    private Inbox inbox;
    private int acknowledged;

    @BeforeEach
    void start() {
        for (String person : List.of("ann", "bob")) {
            OptOut left = new OptOut(OptOut.EVERYBODY, CHANNEL, person, true, world.wallMillis(), "provider");
            new OptOutBook(store, "gw-1").put(left, world, () -> {});
        }
        world.runMillis(10);
        book = new OptOutBook(store, "gw-1", 1);
        book.load(world, () -> {}, () -> {});
        world.runMillis(10);
        book.tell(told::add);
        WindowBook windows = new WindowBook(store, world::wallMillis);
        TwoWay people =
                new TwoWay(book, windows, new Conversations(store, world::wallMillis, 1_000), new RepliedTo(store));
        InboundChannel channel = new InboundChannel(CHANNEL, CHANNEL, CHANNEL, Window.NONE);
        inbox = new Inbox(store, digits -> "demo", people, channel, world::execute, world::wallMillis);
        assertThat(book.isWhole()).isFalse();
    }

    private void comes(String person) {
        inbox.onCame(CHANNEL, person, () -> acknowledged++);
    }

    private void leaves(String person) {
        inbox.onLeft(CHANNEL, person, () -> acknowledged++);
    }

    private boolean hasLeft(String person) {
        List<Boolean> answers = new ArrayList<>();
        book.ask(OptOut.EVERYBODY, CHANNEL, person, world, answers::add, () -> {});
        world.runMillis(50);
        return answers.get(0);
    }

    private int rows() {
        List<ShelfRow> rows = new ArrayList<>();
        store.shelf(Shelf.OPT_OUTS, new byte[0], new byte[0], 100, world, rows::addAll, () -> {});
        world.runMillis(50);
        return rows.size();
    }

    @Test
    void ofSomebodyWhoHadNotLeftNothingIsWrittenAndNobodyIsTold() {
        comes("eve");
        comes("eve");
        world.runMillis(50);
        assertThat(acknowledged).isEqualTo(2);
        assertThat(told).isEmpty();
        assertThat(rows()).isEqualTo(2);
    }

    @Test
    void whoHadLeftIsBackWhetherMemoryHoldsThemOrNot() {
        comes("ann");
        comes("bob");
        world.runMillis(50);
        assertThat(acknowledged).isEqualTo(2);
        assertThat(hasLeft("ann")).isFalse();
        assertThat(hasLeft("bob")).isFalse();
        assertThat(told).extracting(OptOut::address).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void theLastWordCountsAlsoWhileTheDiskIsAsked() {
        leaves("eve");
        comes("eve");
        comes("fay");
        leaves("fay");
        world.runMillis(100);
        assertThat(acknowledged).isEqualTo(4);
        assertThat(hasLeft("eve")).isFalse();
        assertThat(hasLeft("fay")).isTrue();
    }
}
