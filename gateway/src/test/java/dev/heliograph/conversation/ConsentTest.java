package dev.heliograph.conversation;

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
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.QuietListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which word counts, when, and for whom; on a simulated disk, which takes its time. */
class ConsentTest {
    private static final String KIND = "whatsapp";
    private static final String ANN = "ann@example.com";
    private static final Address OURS = new Address("12345", 0, 0);

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 2, new QuietListener() {});
    private TwoWay people;
    private Inbox inbox;
    private int acknowledged;

    @BeforeEach
    void start() {
        people = TwoWay.over(store, "gw-1", world::wallMillis, 3_600_000);
        people.load(world, () -> {}, () -> {});
        NumberOwners owners = new NumberOwners() {
            @Override
            public String accountOf(String digits) {
                return digits.equals(OURS.value()) ? "demo" : null;
            }

            @Override
            public String senderOf(Letter answer) {
                return List.of("demo", "other").stream()
                        .filter(account -> Letter.tagOf(account) == answer.accountTag())
                        .findFirst()
                        .orElse(null);
            }

            @Override
            public OptOutPolicy policyOf(String account) {
                return account.equals("other")
                        ? new OptOutPolicy(OptOutPolicy.Scope.CHANNEL, Set.of("GENUG"), true)
                        : OptOutPolicy.DEFAULT;
            }
        };
        InboundChannel channel = new InboundChannel(KIND, KIND, KIND, Window.NONE);
        inbox = new Inbox(store, owners, people, channel, world::execute, world::wallMillis);
        inbox.recover(() -> {});
        world.runMillis(100);
    }

    private void sent(String account, String providerId) {
        List<Message> accepted = new ArrayList<>();
        Message draft = new Message(
                0,
                account,
                Door.HTTP,
                Address.alphanumeric("Test"),
                Address.NONE,
                Map.of(KIND, ANN),
                new Content.Text("x"),
                Priority.BULK,
                ReceiptWish.FINAL,
                null,
                world.wallMillis(),
                0,
                world.wallMillis() + 3_600_000,
                1,
                List.of(Step.of(KIND)));
        store.accept(draft, null, world, answer -> accepted.add(((Accepted.Stored) answer).message()));
        world.runMillis(20);
        long now = world.wallMillis();
        List<Attempt.Part> parts = List.of(new Attempt.Part(providerId, MessageState.SENT, 0));
        Attempt attempt = new Attempt(1, KIND, MessageState.SENT, 0, now, parts, null);
        MessageStatus status = new MessageStatus(MessageState.SENT, now, List.of(attempt), null);
        store.sent(accepted.get(0), status, KIND, List.of(providerId), now + 9, List.of(), world, () -> {});
        world.runMillis(20);
    }

    /** Nothing more happens yet. */
    private void writes(String text, InboundContext context, Letter letter) {
        Address person = new Address(ANN, 0, 0);
        InboundMessage message = new InboundMessage(
                person, OURS, new Content.Text(text), text, world.wallMillis(), context, null, true, letter);
        inbox.onInbound(KIND, message, () -> acknowledged++);
    }

    private void writes(String text) {
        writes(text, InboundContext.NONE, null);
    }

    private void quotes(String providerId, String text) {
        writes(text, InboundContext.NONE.answering(providerId), null);
    }

    private void answersLetter(String account, boolean asRecipient, String text) {
        writes(text, InboundContext.NONE, new Letter(Letter.tagOf(account), asRecipient));
        world.runMillis(20);
    }

    private List<Event.Inbound> told(String account) {
        return store.events.getOrDefault(account, List.of()).stream()
                .map(Event.Inbound.class::cast)
                .toList();
    }

    private List<String> texts() {
        return told("demo").stream().map(Event.Inbound::text).toList();
    }

    private boolean hasLeft(String account) {
        return people.optOuts().has(account, KIND, ANN);
    }

    // ---- in the order in which they were said

    @Test
    void theLastOfTwoWordsCountsAlthoughTheFirstHasToBeLookedUp() {
        sent("demo", "p1");
        quotes("p1", "START");
        writes("STOP");
        world.runMillis(100);
        assertThat(hasLeft("demo")).isTrue();
        assertThat(texts()).containsExactly("START", "STOP");
        assertThat(told("demo").get(0).context().message()).isPositive();
        quotes("p1", "STOP");
        writes("START");
        world.runMillis(100);
        assertThat(hasLeft("demo")).isFalse();
        assertThat(told("demo"))
                .map(event -> event.context().consent())
                .containsExactly(Consent.STARTED, Consent.STOPPED, Consent.STOPPED, Consent.STARTED);
        start();
        assertThat(hasLeft("demo")).as("after a restart").isFalse();
    }

    @Test
    void aWordThatWasTappedCountsBeforeItIsKnownWhatItAnswers() {
        people.repliedTo().share((question, answer) -> {});
        quotes("p9", "STOP");
        assertThat(hasLeft("demo")).isTrue();
        world.runMillis(100);
        assertThat(texts()).isEmpty();
        assertThat(acknowledged).as("the provider is to send it again").isZero();
        start();
        assertThat(hasLeft("demo")).as("after a crash meanwhile").isTrue();
    }

    @Test
    void whoeverWaitsInALineStaysInItWhenThereAreTooMany() {
        people.repliedTo().share((question, answer) -> world.afterMillis(500, () -> answer.accept(null)));
        for (int i = 0; i < Inbox.WAITING_MAX; i++) {
            quotes("p9", "" + i);
        }
        writes("last");
        quotes("p8", "STOP");
        assertThat(hasLeft("demo")).isTrue();
        world.runMillis(400);
        assertThat(texts()).isEmpty();
        world.runMillis(1_000);
        assertThat(texts()).hasSize(Inbox.WAITING_MAX + 2).endsWith("last", "STOP");
    }

    // ---- for whom

    @Test
    void aWordBelowAnotherAccountsMessageCountsForThatAccountToo() {
        sent("other", "p1");
        quotes("p1", "STOP");
        world.runMillis(100);
        assertThat(hasLeft("demo")).isTrue();
        assertThat(hasLeft("other")).isTrue();
        assertThat(told("other")).isEmpty();
        quotes("p1", "START");
        world.runMillis(100);
        assertThat(hasLeft("demo")).isFalse();
        assertThat(hasLeft("other")).isFalse();
    }

    @Test
    void aLetterIsForTheAccountWhoseMessageItAnswers() {
        answersLetter("other", true, "STOP");
        assertThat(told("demo")).isEmpty();
        assertThat(told("other")).singleElement().satisfies(event -> {
            assertThat(event.context().consent()).isEqualTo(Consent.STOPPED);
            assertThat(event.context().unverified()).isFalse();
        });
        assertThat(hasLeft("other")).isTrue();
        assertThat(hasLeft("demo")).isFalse();
        answersLetter("other", true, "Start\n\nAnn");
        assertThat(hasLeft("other")).isFalse();
    }

    @Test
    void aLetterOfAnAccountThatIsGoneIsForWhoeverOwnsTheNumber() {
        answersLetter("gone", true, "STOP");
        assertThat(told("demo")).hasSize(1);
        assertThat(hasLeft("demo")).isTrue();
    }

    @Test
    void aLetterFromSomebodyElseThanItWasWrittenToIsToldAndAsksForNothing() {
        answersLetter("other", false, "STOP");
        assertThat(hasLeft("other")).isFalse();
        answersLetter("other", true, "STOP");
        answersLetter("other", false, "START");
        assertThat(hasLeft("other")).isTrue();
        assertThat(told("other")).map(event -> event.context().unverified()).containsExactly(true, false, true);
        assertThat(told("other"))
                .map(event -> event.context().consent())
                .containsExactly(Consent.UNCHANGED, Consent.STOPPED, Consent.UNCHANGED);
    }

    @Test
    void whetherALetterIsAWordToLeaveIsKnownBeforeItIsTaken() {
        assertThat(inbox.asksToLeave(letter(true, "Stop\n\nAnn"))).isTrue();
        assertThat(inbox.asksToLeave(letter(true, "Start"))).isFalse();
        assertThat(inbox.asksToLeave(letter(true, "Genug")))
                .as("what the account takes for one")
                .isTrue();
        assertThat(inbox.asksToLeave(letter(false, "Stop"))).isFalse();
        assertThat(told("other")).isEmpty();
        assertThat(hasLeft("other")).isFalse();
    }

    private InboundMessage letter(boolean asRecipient, String text) {
        return new InboundMessage(
                new Address(ANN, 0, 0),
                OURS,
                new Content.Text(text),
                text,
                world.wallMillis(),
                InboundContext.NONE,
                null,
                true,
                new Letter(Letter.tagOf("other"), asRecipient));
    }

    @Test
    void norDoesItToWhatNobodyOwns() {
        InboundMessage forged = new InboundMessage(
                new Address(ANN, 0, 0),
                new Address("999", 0, 0),
                new Content.Text("STOP"),
                "STOP",
                world.wallMillis(),
                InboundContext.NONE,
                null,
                true,
                new Letter(Letter.tagOf("gone"), false));
        inbox.onInbound(KIND, forged, () -> acknowledged++);
        world.runMillis(20);
        assertThat(acknowledged).isEqualTo(1);
        assertThat(people.optOuts().hasLeft(KIND, ANN)).isFalse();
    }
}
