package dev.heliograph.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.InboundContext.Consent;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.Part;
import dev.heliograph.sms.SegmentInfo;
import dev.heliograph.sms.UserDataHeader;
import dev.heliograph.store.QuietListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people write, and what follows from it, on a simulated disk. */
class InboundTest {
    private static final long HOUR = 3_600_000;
    private static final Address PERSON = Address.international("393331234567");
    private static final Address OURS = new Address("12345", 0, 0);

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {
        @Override
        public void onEvent(String account, Event event) {
            people.conversations().onEvent(account, event);
        }
    });
    private OptOutPolicy policy = OptOutPolicy.DEFAULT;
    private TwoWay people;
    private Inbox inbox;
    private int acknowledged;

    @BeforeEach
    void start() {
        people = TwoWay.over(store, "gw-1", world::wallMillis, 72 * HOUR);
        people.load(world, () -> {}, () -> {});
        InboundChannel channel = new InboundChannel(
                "whatsapp", "whatsapp", "whatsapp", Window.ofHours(24).ofMessages(5));
        NumberOwners owners = new NumberOwners() {
            @Override
            public String accountOf(String digits) {
                return digits.equals(OURS.value()) ? "demo" : null;
            }

            @Override
            public OptOutPolicy policyOf(String account) {
                return policy;
            }
        };
        inbox = new Inbox(store, owners, people, channel, world::execute, world::wallMillis);
        inbox.recover(() -> {});
        world.runMillis(100);
    }

    private void writes(Address to, String text) {
        write(new InboundMessage(PERSON, to, new Content.Text(text), text, world.wallMillis()));
    }

    private void write(InboundMessage message) {
        inbox.onInbound("whatsapp", message, () -> acknowledged++);
        world.runMillis(20);
    }

    private List<Event.Inbound> told() {
        return store.events.getOrDefault("demo", List.of()).stream()
                .map(Event.Inbound.class::cast)
                .toList();
    }

    private boolean mayNot(String kind) {
        return people.optOuts().has("demo", kind, "+393331234567");
    }

    @Test
    void aWordIsHeardToldAndKept() {
        writes(OURS, "Stop!");
        assertThat(acknowledged).isEqualTo(1);
        assertThat(told()).singleElement().satisfies(event -> {
            assertThat(event.text()).isEqualTo("Stop!");
            assertThat(event.context().consent()).isEqualTo(Consent.STOPPED);
        });
        assertThat(mayNot("whatsapp")).isTrue();
        assertThat(mayNot("smpp")).isFalse();
        start();
        assertThat(mayNot("whatsapp")).as("after a restart").isTrue();
        writes(OURS, "START");
        assertThat(mayNot("whatsapp")).isFalse();
        start();
        assertThat(mayNot("whatsapp")).isFalse();
    }

    @Test
    void helpIsTheAccounts() {
        writes(OURS, "HELP");
        assertThat(told().get(0).context()).isEqualTo(InboundContext.NONE);
        assertThat(people.optOuts().size()).isZero();
    }

    @Test
    void anAccountMayBeLeftAltogether() {
        policy = new OptOutPolicy(OptOutPolicy.Scope.ACCOUNT, Set.of(), true);
        writes(OURS, "BAJA");
        assertThat(mayNot("whatsapp")).isTrue();
        assertThat(mayNot("smpp")).isTrue();
        writes(OURS, "start");
        assertThat(mayNot("smpp")).isFalse();
    }

    @Test
    void aWordToANumberThatNobodyOwnsCountsForAll() {
        writes(new Address("999", 0, 0), "STOP");
        assertThat(acknowledged).isEqualTo(1);
        assertThat(told()).isEmpty();
        assertThat(people.optOuts().hasLeft("whatsapp", "393331234567")).isTrue();
        inbox.onCame("whatsapp", PERSON.value(), world.wallMillis(), () -> acknowledged++);
        world.runMillis(20);
        start();
        assertThat(people.optOuts().hasLeft("whatsapp", "393331234567"))
                .as("nobody but they themselves can take it back")
                .isTrue();
        writes(OURS, "START");
        assertThat(people.optOuts().hasLeft("whatsapp", "393331234567")).isFalse();
    }

    @Test
    void whoLeavesTheChannelHasLeftUntilTheyComeBack() {
        inbox.onLeft("whatsapp", "Uabc", world.wallMillis(), () -> acknowledged++);
        world.runMillis(20);
        start();
        assertThat(people.optOuts().hasLeft("whatsapp", "Uabc")).isTrue();
        inbox.onCame("whatsapp", "Uabc", world.wallMillis(), () -> acknowledged++);
        world.runMillis(20);
        assertThat(people.optOuts().hasLeft("whatsapp", "Uabc")).isFalse();
        assertThat(acknowledged).isEqualTo(2);
        start();
        assertThat(people.optOuts().hasLeft("whatsapp", "Uabc")).isFalse();
    }

    @Test
    void aWindowOpensWithEachMessageAndIsKnownToBeClosedAfterwards() {
        assertThat(state()).isEqualTo(WindowBook.State.UNKNOWN);
        writes(OURS, "Hi");
        long until = people.windows().openUntil("whatsapp", "+393331234567");
        assertThat(until - world.wallMillis()).isBetween(24 * HOUR - 1_000, 24 * HOUR);
        assertThat(state()).isEqualTo(WindowBook.State.OPEN);
        for (int i = 0; i < 5; i++) {
            assertThat(state()).isEqualTo(WindowBook.State.OPEN);
            WindowBook.Visit visit = visit();
            people.windows().ended(visit, 1);
        }
        assertThat(state()).as("five messages later").isEqualTo(WindowBook.State.CLOSED);
        assertThat(people.windows().openUntil("whatsapp", "+393331234567")).isLessThanOrEqualTo(world.wallMillis());
        writes(OURS, "Hi again");
        assertThat(state()).isEqualTo(WindowBook.State.OPEN);
        world.runMillis(24 * HOUR);
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
        start();
        assertThat(state()).as("the provider may still bring something").isEqualTo(WindowBook.State.UNKNOWN);
        world.runMillis(WindowBook.CATCH_UP_MILLIS);
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
    }

    @Test
    void aMessageThatComesLateOpensNothingAndForgetsNothing() {
        writes(OURS, "Hi");
        for (int i = 0; i < 5; i++) {
            people.windows().ended(visit(), 1);
        }
        write(new InboundMessage(PERSON, OURS, new Content.Text("?"), "?", world.wallMillis() - HOUR));
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
        start();
        assertThat(state()).isEqualTo(WindowBook.State.UNKNOWN);
        world.runMillis(WindowBook.CATCH_UP_MILLIS);
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
    }

    @Test
    void wordsThatTheProviderHadTakenFindAWindowClosedUnlessThePersonWroteSince() {
        long before = world.wallMillis();
        writes(OURS, "Hi");
        inbox.onShut("whatsapp", PERSON.value(), before, () -> acknowledged++);
        assertThat(state()).isEqualTo(WindowBook.State.OPEN);
        world.runMillis(HOUR);
        inbox.onShut("whatsapp", PERSON.value(), world.wallMillis(), () -> acknowledged++);
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
        assertThat(acknowledged).isEqualTo(3);
        writes(OURS, "Hi");
        assertThat(state()).isEqualTo(WindowBook.State.OPEN);
    }

    /** At WeChat a follower, and who taps the account's menu, may be answered for a minute. */
    @Test
    void whoWasSeenAndWroteNothingOpensNoWindowAndIsLeftToTheProviderForAMoment() {
        inbox.onCame("whatsapp", PERSON.value(), world.wallMillis(), () -> acknowledged++);
        assertThat(state()).as("never seen to write").isEqualTo(WindowBook.State.UNKNOWN);
        assertThat(people.windows().openUntil("whatsapp", PERSON.value())).isEqualTo(Windows.UNKNOWN);
        writes(OURS, "Hi");
        world.runMillis(25 * HOUR);
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
        Content tap = Content.Rich.of(new Element.Answer("menu", ""));
        write(new InboundMessage(PERSON, OURS, tap, "", world.wallMillis(), InboundContext.NONE, null, false));
        assertThat(told()).hasSize(2);
        assertThat(state()).isEqualTo(WindowBook.State.UNKNOWN);
        WindowBook.Visit visit = visit();
        people.windows().ended(visit, 0);
        people.windows().shut(visit);
        assertThat(state()).as("the provider has said so").isEqualTo(WindowBook.State.CLOSED);
        inbox.onCame("whatsapp", PERSON.value(), world.wallMillis(), () -> acknowledged++);
        assertThat(state()).isEqualTo(WindowBook.State.UNKNOWN);
        world.runMillis(70_000);
        assertThat(state()).isEqualTo(WindowBook.State.CLOSED);
    }

    private WindowBook.Visit visit() {
        return people.windows()
                .visit("whatsapp", "393331234567", Window.ofHours(24).ofMessages(5), 1);
    }

    private WindowBook.State state() {
        return people.windows().state("whatsapp", "+393331234567", 1, world.wallMillis());
    }

    // ---- long messages

    private static InboundMessage part(String text, int reference, int total, int number) {
        Fragment fragment = new Fragment(
                new SegmentInfo(ConcatenationCarrier.UDH_8BIT, reference, total, number),
                new Part(0, UserDataHeader.NONE, text.getBytes(StandardCharsets.US_ASCII)));
        return new InboundMessage(PERSON, OURS, new Content.Text(text), text, 0, InboundContext.NONE, fragment);
    }

    @Test
    void partsAreJoinedInAnyOrderAndAcrossARestart() {
        write(part("three", 7, 3, 3));
        write(part("one ", 7, 3, 1));
        assertThat(acknowledged).as("each once it is durable").isEqualTo(2);
        assertThat(told()).isEmpty();
        start();
        write(part("three", 7, 3, 3));
        assertThat(acknowledged).as("sent again").isEqualTo(3);
        write(part("two ", 7, 3, 2));
        assertThat(acknowledged).isEqualTo(4);
        assertThat(told()).extracting(Event.Inbound::text).containsExactly("one two three");
        assertThat(told().get(0).from()).isEqualTo(PERSON);
        assertThat(told().get(0).to()).isEqualTo(OURS);
        start();
        world.runMillis(Joining.WAIT_MILLIS + 1_000);
        inbox.sweep();
        world.runMillis(20);
        assertThat(told()).as("nothing is left of the parts").hasSize(1);
    }

    @Test
    void aLongWordIsAWordToo() {
        write(part("ST", 1, 2, 1));
        write(part("OP", 1, 2, 2));
        assertThat(mayNot("whatsapp")).isTrue();
    }

    @Test
    void whatMissesPartsGoesOnWithGapsWhenItsTimeIsOver() {
        write(part("one ", 7, 3, 1));
        write(part("three", 7, 3, 3));
        world.runMillis(Joining.WAIT_MILLIS / 2);
        start();
        inbox.sweep();
        world.runMillis(20);
        assertThat(told()).isEmpty();
        world.runMillis(Joining.WAIT_MILLIS / 2 + 1_000);
        inbox.sweep();
        world.runMillis(20);
        assertThat(told()).extracting(Event.Inbound::text).containsExactly("one …three");
    }

    // ---- what was said

    @Test
    void conversationsAreListedNewestFirst() {
        for (String person : List.of("391", "392", "393", "391")) {
            write(new InboundMessage(
                    Address.international(person),
                    OURS,
                    new Content.Text("Hi"),
                    "Hi of " + person,
                    world.wallMillis()));
            world.runMillis(10);
        }
        assertThat(list()).containsExactly("391 Hi of 391", "393 Hi of 393", "392 Hi of 392");
        start();
        assertThat(list()).containsExactly("391 Hi of 391", "393 Hi of 393", "392 Hi of 392");
        List<String> said = new ArrayList<>();
        people.conversations()
                .with(
                        "demo",
                        "+391",
                        new byte[0],
                        10,
                        world,
                        page -> page.rows().forEach(row -> said.add(row.getString("id"))),
                        () -> {});
        world.runMillis(20);
        assertThat(said).hasSize(2).allMatch(id -> id.startsWith("e"));
        people.conversations().list("other", new byte[0], 10, world, page -> said.addAll(List.of("x")), () -> {});
    }

    private List<String> list() {
        List<String> rows = new ArrayList<>();
        people.conversations()
                .list(
                        "demo",
                        new byte[0],
                        10,
                        world,
                        page -> page.rows()
                                .forEach(row -> rows.add(row.getString("recipient") + " " + row.getString("text"))),
                        () -> {});
        world.runMillis(20);
        return rows;
    }
}
