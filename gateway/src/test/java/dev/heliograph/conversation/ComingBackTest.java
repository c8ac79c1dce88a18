package dev.heliograph.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
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
    private static final Address NOBODYS = new Address("999", 0, 0);

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
        inbox = new Inbox(
                store,
                digits -> digits.equals(NOBODYS.value()) ? null : "demo",
                people,
                channel,
                world::execute,
                world::wallMillis);
        assertThat(book.isWhole()).isFalse();
    }

    private void comes(String person) {
        comes(person, world.wallMillis());
    }

    private void comes(String person, long atMillis) {
        inbox.onCame(CHANNEL, person, atMillis, () -> acknowledged++);
    }

    private void leaves(String person) {
        inbox.onLeft(CHANNEL, person, world.wallMillis(), () -> acknowledged++);
    }

    private boolean hasLeft(String person) {
        return hasLeft(OptOut.EVERYBODY, person);
    }

    private boolean hasLeftInWords(String person) {
        return hasLeft(OptOut.EVERYBODY_IN_WORDS, person);
    }

    private boolean hasLeft(String whom, String person) {
        List<Boolean> answers = new ArrayList<>();
        book.ask(whom, CHANNEL, person, world, answers::add, () -> {});
        world.runMillis(50);
        return answers.get(0);
    }

    /** Of a number that no account owns. */
    private void writes(String person, String text) {
        Address from = new Address(person, 0, 0);
        InboundMessage message = new InboundMessage(from, NOBODYS, new Content.Text(text), text, world.wallMillis());
        inbox.onInbound(CHANNEL, message, () -> acknowledged++);
        world.runMillis(50);
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

    @Test
    void whatIsOlderThanTheLeavingBringsNobodyBack() {
        long before = world.wallMillis() - 1_000;
        leaves("ann");
        leaves("eve");
        comes("ann", before);
        comes("eve", before);
        world.runMillis(100);
        assertThat(acknowledged).isEqualTo(4);
        assertThat(hasLeft("ann")).isTrue();
        assertThat(hasLeft("eve")).isTrue();
    }

    @Test
    void whatTheProviderSaidIsOfItsOwnTimeHoweverLateItIsHeard() {
        long left = world.wallMillis();
        world.runMillis(60_000);
        inbox.onLeft(CHANNEL, "eve", left, () -> acknowledged++);
        comes("eve", left + 5_000);
        world.runMillis(100);
        assertThat(hasLeft("eve")).isFalse();
    }

    @Test
    void whatSomebodySaidThemselvesIsOverWhenTheySaySo() {
        writes("ann", "STOP");
        comes("ann");
        world.runMillis(50);
        assertThat(hasLeft("ann")).as("what the provider had said").isFalse();
        assertThat(book.hasLeft(CHANNEL, "ann") || hasLeftInWords("ann")).isTrue();
        leaves("ann");
        comes("ann");
        world.runMillis(50);
        assertThat(hasLeftInWords("ann")).isTrue();
        leaves("ann");
        writes("ann", "START");
        assertThat(hasLeft("ann")).isFalse();
        assertThat(hasLeftInWords("ann")).isFalse();
        assertThat(book.hasLeft(CHANNEL, "ann")).isFalse();
    }

    @Test
    void aDiskThatCannotTellBringsNobodyBack() {
        store.unreadable.add(Shelf.OPT_OUTS);
        comes("ann");
        world.runMillis(5_000);
        store.unreadable.clear();
        assertThat(acknowledged).isEqualTo(1);
        assertThat(hasLeft("ann")).isTrue();
        comes("ann");
        world.runMillis(50);
        assertThat(hasLeft("ann")).isFalse();
    }
}
