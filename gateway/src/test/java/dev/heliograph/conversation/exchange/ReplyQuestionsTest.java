package dev.heliograph.conversation.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.InboundContext.Consent;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Accepted;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person answers at one node, who was written to by another; time, disks and Redis are simulated. */
class ReplyQuestionsTest {
    private static final long SOON_MILLIS = 600;

    private final World world = new World(1);
    private final PeopleNode.Line line = new PeopleNode.Line();
    private final PeopleNode one = new PeopleNode("gw-1", world, line);
    private final PeopleNode two = new PeopleNode("gw-2", world, line);
    private final PeopleNode three = new PeopleNode("gw-3", world, line);

    @BeforeEach
    void meet() {
        world.runMillis(1_000);
    }

    private Message sent(PeopleNode node, String account, String providerId) {
        List<Message> accepted = new ArrayList<>();
        Message draft = new Message(
                0,
                account,
                Door.HTTP,
                Address.alphanumeric("Test"),
                PeopleNode.PERSON,
                Map.of(),
                new Content.Text("x"),
                Priority.BULK,
                ReceiptWish.FINAL,
                "order-42",
                world.wallMillis(),
                0,
                world.wallMillis() + 3_600_000,
                1,
                List.of(Step.of(PeopleNode.KIND)));
        node.store.accept(draft, null, world, answer -> accepted.add(((Accepted.Stored) answer).message()));
        world.runMillis(10);
        Message message = accepted.get(0);
        List<Attempt.Part> parts = List.of(new Attempt.Part(providerId, MessageState.SENT, 0));
        Attempt attempt = new Attempt(1, PeopleNode.KIND, MessageState.SENT, 0, world.wallMillis(), parts, null);
        MessageStatus status = new MessageStatus(MessageState.SENT, world.wallMillis(), List.of(attempt), null);
        node.store.sent(
                message,
                status,
                PeopleNode.KIND,
                List.of(providerId),
                message.expiresAtMillis(),
                List.of(),
                world,
                () -> {});
        world.runMillis(10);
        return message;
    }

    private static InboundContext quoting(String providerId) {
        return InboundContext.of("in").answering(providerId);
    }

    private static InboundContext tapping(Message message) {
        return InboundContext.of("in").answering(message.id(), null);
    }

    private void writes(PeopleNode node, String text, InboundContext context) {
        node.inbound(text, world.wallMillis(), context);
    }

    private static List<String> texts(PeopleNode node) {
        return node.told().stream().map(Event.Inbound::text).toList();
    }

    @Test
    void whatIsAnsweredIsFoundAtTheNodeThatSentIt() {
        Message message = sent(one, "demo", "wamid.1");
        writes(two, "quoted", quoting("wamid.1"));
        writes(three, "tapped", tapping(message));
        world.runMillis(SOON_MILLIS);
        for (PeopleNode node : List.of(two, three)) {
            assertThat(node.told()).singleElement().satisfies(event -> {
                assertThat(event.context().message()).isEqualTo(message.id());
                assertThat(event.context().reference()).isEqualTo("order-42");
                assertThat(event.context().repliesTo()).isEqualTo("wamid.1");
                assertThat(event.context().id()).isEqualTo("in");
            });
        }
    }

    @Test
    void ofAnotherAccountsMessageNothingIsSaid() {
        Message message = sent(one, "other", "wamid.1");
        writes(two, "quoted", quoting("wamid.1"));
        writes(two, "tapped", tapping(message));
        world.runMillis(SOON_MILLIS);
        assertThat(two.told()).hasSize(2).allSatisfy(event -> {
            assertThat(event.context().message()).isZero();
            assertThat(event.context().reference()).isNull();
        });
    }

    @Test
    void whatNobodyHasSentIsNotWaitedForOnceEverybodyHasSaidSo() {
        writes(two, "my own words", quoting("wamid.9"));
        world.runMillis(SOON_MILLIS);
        assertThat(two.told()).singleElement().satisfies(event -> {
            assertThat(event.context().message()).isZero();
            assertThat(event.context().repliesTo()).isEqualTo("wamid.9");
        });
    }

    @Test
    void aNodeThatIsSilentIsWaitedForOnceAndNotForLong() {
        three.exchange.close();
        world.runMillis(100);
        writes(two, "first", quoting("wamid.9"));
        world.runMillis(1_900);
        assertThat(two.told()).isEmpty();
        world.runMillis(200);
        assertThat(texts(two)).containsExactly("first");
        writes(two, "second", quoting("wamid.9"));
        world.runMillis(SOON_MILLIS);
        assertThat(texts(two)).containsExactly("first", "second");
        three.start();
        world.runMillis(1_000);
        sent(three, "demo", "wamid.9");
        writes(two, "third", quoting("wamid.9"));
        world.runMillis(SOON_MILLIS);
        assertThat(two.told().get(2).context().message())
                .as("it is there again")
                .isPositive();
    }

    @Test
    void whatOnePersonWroteIsToldInOrderButAWordToLeaveCountsAtOnce() {
        Message message = sent(one, "demo", "wamid.1");
        writes(two, "first", quoting("wamid.1"));
        writes(two, "second", InboundContext.NONE);
        writes(two, "STOP", tapping(message));
        assertThat(two.people.optOuts().has("demo", PeopleNode.KIND, "391")).isTrue();
        world.runMillis(10);
        assertThat(texts(two)).isEmpty();
        world.runMillis(SOON_MILLIS);
        assertThat(texts(two)).containsExactly("first", "second", "STOP");
        assertThat(two.told().get(2).context().consent()).isEqualTo(Consent.STOPPED);
        assertThat(two.told().get(2).context().message()).isEqualTo(message.id());
    }

    @Test
    void nobodyIsAskedWhileTheLineIsDownAndNobodyWaitsForWhoWasAsked() {
        sent(one, "demo", "wamid.1");
        writes(two, "asked", quoting("wamid.1"));
        line.down = true;
        world.runMillis(500);
        assertThat(texts(two)).containsExactly("asked");
        writes(two, "not asked", quoting("wamid.1"));
        world.runMillis(20);
        assertThat(texts(two)).containsExactly("asked", "not asked");
        line.down = false;
        world.runMillis(3_000);
        writes(two, "asked again", quoting("wamid.1"));
        world.runMillis(SOON_MILLIS);
        assertThat(two.told().get(2).context().message()).isPositive();
    }

    @Test
    void whoIsAloneAsksNobody() {
        one.exchange.close();
        two.exchange.close();
        three.exchange.close();
        world.runMillis(100);
        line.notes.clear();
        one.start();
        world.runMillis(2_000);
        int notes = line.notes.size();
        writes(one, "quoted", quoting("wamid.1"));
        world.runMillis(20);
        assertThat(texts(one)).containsExactly("quoted");
        assertThat(line.notes).hasSize(notes);
    }

    @Test
    void moreThanMayBeAskedAreToldWithoutWaiting() {
        three.exchange.close();
        for (int i = 0; i < ReplyQuestions.ASKED_MAX + 1; i++) {
            two.inbound("x" + i, world.wallMillis(), quoting("wamid." + i), Address.international("39" + i));
        }
        world.runMillis(30);
        assertThat(two.told()).as("one too many").hasSize(1);
        world.runMillis(3_000);
        assertThat(two.told()).hasSize(ReplyQuestions.ASKED_MAX + 1);
    }

    /** Else an answer to what the last run has asked would be taken for one to what this run asks. */
    @Test
    void noNumberIsGivenTwiceAlsoAfterARestart() {
        writes(two, "of the earlier run", quoting("wamid.1"));
        world.runMillis(1_000);
        two.exchange.close();
        world.runMillis(100);
        two.start();
        world.runMillis(1_000);
        writes(two, "of this run", quoting("wamid.2"));
        world.runMillis(1_000);
        List<Long> numbers = line.notes.stream()
                .map(JsonObject::new)
                .filter(note -> note.getString("node").equals("gw-2"))
                .filter(note -> List.of("which", "from").contains(note.getString("kind")))
                .map(note -> note.getLong("number"))
                .toList();
        assertThat(numbers).hasSizeGreaterThan(3).doesNotHaveDuplicates();
    }

    @Test
    void whatOnePersonWroteStaysInOrderAlsoWhereTooManyWait() {
        three.exchange.close();
        world.runMillis(100);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 1_000 + 10; i++) {
            written.add("x" + i);
            writes(two, "x" + i, i == 0 ? quoting("wamid.9") : InboundContext.NONE);
        }
        two.inbound("another", world.wallMillis(), quoting("wamid.9"), Address.international("392"));
        world.runMillis(30);
        assertThat(texts(two)).as("of whom nothing waits").containsExactly("another");
        world.runMillis(3_000);
        assertThat(texts(two).subList(1, written.size() + 1)).isEqualTo(written);
    }
}
