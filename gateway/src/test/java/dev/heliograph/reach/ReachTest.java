package dev.heliograph.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.message.Step;
import dev.heliograph.simulation.Deaf;
import dev.heliograph.simulation.MemoryStore;
import dev.heliograph.simulation.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is learned of recipients, how long it holds, what is written, and what stays in memory. */
class ReachTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final Map<String, ReachedOver> CHANNELS = Map.of(
            "sms", new ReachedOver("smpp", true, true, true),
            "rcs", new ReachedOver("rcs", false, true, true),
            "telegram", new ReachedOver("telegram", false, false, false));

    private final World world = new World(1);
    private final MemoryStore store = new MemoryStore(world, 1, new Deaf());
    private Reach reach;

    @BeforeEach
    void start() {
        start(ReachOptions.DEFAULT);
    }

    private void start(ReachOptions options) {
        reach = new Reach(store, options, world::wallMillis);
        reach.channels(CHANNELS);
        reach.start(world, world);
        world.runMillis(10);
    }

    private static Message message(String to, Map<String, String> identities) {
        return new Message(
                1,
                "shop",
                Door.HTTP,
                Address.NONE,
                to.isEmpty() ? Address.NONE : Address.international(to),
                identities,
                new Content.Text("x"),
                Priority.BULK,
                ReceiptWish.NONE,
                null,
                0,
                0,
                Long.MAX_VALUE,
                1,
                List.of(Step.of("rcs")));
    }

    private void seen(String to, String channel, MessageState state, String error) {
        seen(message(to, Map.of()), channel, state, error);
    }

    private void seen(Message message, String channel, MessageState state, String error) {
        told(message, channel, state, error == null ? null : new MessageError(error, 0, ""));
    }

    private void told(Message message, String channel, MessageState state, MessageError why) {
        List<Attempt.Part> parts = List.of(new Attempt.Part("1", state, 0));
        long now = world.wallMillis();
        reach.seen(message, new Attempt(1, channel, state, now - 3_000, now, parts, why));
        world.runMillis(2_000);
    }

    private Person ask(String recipient) {
        List<Person> answers = new ArrayList<>();
        reach.recall("shop", recipient, world, answers::add);
        world.runMillis(10);
        return answers.get(0);
    }

    @Test
    void nothingIsWrittenWhenNothingNewIsLearned() {
        seen("39333", "rcs", MessageState.DELIVERED, null);
        assertThat(reach.counts().written.sum()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            seen("39333", "rcs", MessageState.SENT, null);
            seen("39333", "rcs", MessageState.DELIVERED, null);
        }
        assertThat(reach.counts().written.sum()).isEqualTo(1);

        seen("39333", "rcs", MessageState.READ, null);
        world.runMillis(DAY);
        seen("39333", "rcs", MessageState.DELIVERED, null);
        assertThat(reach.counts().written.sum()).isEqualTo(3);
        assertThat(ask("39333").over("rcs").delivered()).isEqualTo(2);
        assertThat(ask("39333").over("rcs").read()).isEqualTo(1);
    }

    @Test
    void smsTeachesOnlyWhomItDoesNotReach() {
        seen("39333", "sms", MessageState.DELIVERED, null);
        seen("39333", "sms", MessageState.FAILED, "failed");
        assertThat(reach.remembered()).isZero();
        assertThat(reach.expectedMillis("sms")).isEqualTo(3_000);

        seen("39333", "sms", MessageState.FAILED, "not-reachable");
        assertThat(ask("39333").over("sms").isBarred(world.wallMillis())).isTrue();
    }

    @Test
    void whoIsNotReachedIsLeftOutLongerTheSecondTime() {
        seen("39333", "rcs", MessageState.FAILED, "not-reachable");
        long now = world.wallMillis();
        assertThat(ask("39333").over("rcs").isBarred(now + DAY - 60_000)).isTrue();
        assertThat(ask("39333").over("rcs").isBarred(now + DAY)).isFalse();

        world.runMillis(2 * DAY);
        seen("39333", "rcs", MessageState.FAILED, "not-reachable");
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis() + 6 * DAY))
                .isTrue();

        seen("39333", "rcs", MessageState.DELIVERED, null);
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis())).isFalse();
        assertThat(ask("39333").over("rcs").failure()).isEmpty();
    }

    @Test
    void silenceCountsOnlyThreeTimesInARow() {
        seen("39333", "rcs", MessageState.EXPIRED, "timeout");
        seen("39333", "rcs", MessageState.EXPIRED, "timeout");
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis())).isFalse();
        assertThat(ask("39333").over("rcs").failure()).isEqualTo("silent");
        seen("39333", "rcs", MessageState.EXPIRED, "timeout");
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis())).isTrue();
    }

    private void wrote(String channel, String from, InboundContext context) {
        Address person = new Address(from, 0, 0);
        Content content = new Content.Text("Hi");
        reach.wrote(
                "shop",
                new Event.Inbound(0, channel, person, Address.NONE, content, "Hi", world.wallMillis(), context));
        world.runMillis(10);
    }

    @Test
    void whoHasBlockedAChannelIsLeftOutUntilTheyWrite() {
        seen("39333", "rcs", MessageState.REJECTED, "blocked");
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis() + 300 * DAY))
                .isTrue();
        wrote("rcs", "39333", InboundContext.NONE.ofStranger());
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis()))
                .as("somebody in their name")
                .isTrue();
        wrote("rcs", "39333", InboundContext.NONE);
        world.runMillis(10);
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis())).isFalse();
        assertThat(ask("39333").over("rcs").wroteAtMillis()).isPositive();
    }

    @Test
    void whoHasLeftIsLeftOutByWhatTheProviderFoundAndNotByWhatIsKnownHere() {
        Message message = message("39333", Map.of());
        told(message, "rcs", MessageState.FAILED, new MessageError("opted-out", 0, "wants no more messages here"));
        assertThat(ask("39333").isNobody()).as("they may come back any moment").isTrue();
        told(message, "rcs", MessageState.FAILED, new MessageError("opted-out", 131050, "stopped"));
        assertThat(ask("39333").over("rcs").isBarred(world.wallMillis() + 300 * DAY))
                .isTrue();
    }

    @Test
    void theMessagesFaultIsNotThePersons() {
        for (String fault : List.of("content-invalid", "quota", "auth", "template-invalid", "throttled")) {
            seen("39333", "rcs", MessageState.FAILED, fault);
        }
        assertThat(ask("39333").isNobody()).isTrue();
    }

    @Test
    void anIdentityIsLearnedFromAMessageThatNamesBoth() {
        seen(message("39333", Map.of("telegram", "12", "line", "U1")), "telegram", MessageState.SENT, null);
        assertThat(ask("39333").identities()).isEqualTo(Map.of("telegram", "12"));
        assertThat(ask("39333").over("telegram").reachedAtMillis()).isPositive();

        wrote("telegram", "12", InboundContext.NONE);
        world.runMillis(10);
        assertThat(ask("telegram:12").over("telegram").wroteAtMillis()).isPositive();
    }

    @Test
    void accountsKnowOnlyWhatTheyLearnedThemselves() {
        seen("39333", "rcs", MessageState.DELIVERED, null);
        List<Person> other = new ArrayList<>();
        reach.recall("other", "39333", world, other::add);
        world.runMillis(10);
        assertThat(other).singleElement().isEqualTo(Person.NOBODY);
    }

    @Test
    void aRestartKeepsWhatWasLearnedAndSaid() {
        seen("39333", "rcs", MessageState.FAILED, "not-reachable");
        seen("39444", "rcs", MessageState.READ, null);
        seen("39444", "rcs", MessageState.DELIVERED, null);
        List<Boolean> kept = new ArrayList<>();
        reach.prefer("shop", "39333", List.of("sms", "rcs"), world, kept::add);
        reach.identify("shop", "39333", Map.of("line", "U1"), world, kept::add);
        world.runMillis(120_000);
        assertThat(kept).containsExactly(true, true);
        Person before = ask("39333");
        reach.close();
        world.runMillis(100);

        start();

        assertThat(ask("39333")).isEqualTo(before);
        assertThat(before.preferred()).containsExactly("sms", "rcs");
        assertThat(before.over("rcs").failure()).isEqualTo("not-reachable");
        assertThat(ask("39444").over("rcs").readAtMillis()).isPositive();
        assertThat(reach.expectedMillis("rcs")).isEqualTo(3_000);
    }

    @Test
    void memoryHoldsSoManyAndTheOthersAreRead() {
        start(ReachOptions.DEFAULT.withPeopleMax(100));
        for (int i = 0; i < 1_000; i++) {
            reach.seen(
                    message(Integer.toString(390_000 + i), Map.of()),
                    new Attempt(1, "rcs", MessageState.DELIVERED, 0, 0, List.of(), null));
            world.runMillis(20);
        }
        world.runMillis(5_000);
        ask("1"); // somebody else comes
        assertThat(reach.remembered()).isLessThanOrEqualTo(101);
        assertThat(reach.counts().evicted.sum()).isGreaterThan(800);
        assertThat(ask("390000").over("rcs").reachedAtMillis()).isPositive();
        assertThat(ask("390500").over("rcs").reachedAtMillis()).isPositive();
    }

    @Test
    void whatIsNotWrittenYetIsBounded() {
        ReachOptions few = new ReachOptions(10, 5, 3, 1_000, DAY, DAY, DAY, DAY, DAY, 3, DAY, DAY);
        start(few);
        for (int i = 0; i < 50; i++) {
            reach.seen(
                    message(Integer.toString(390_000 + i), Map.of()),
                    new Attempt(1, "rcs", MessageState.DELIVERED, 0, 0, List.of(), null));
        }
        assertThat(reach.counts().missed.sum()).isEqualTo(47);
        world.runMillis(5_000);
        assertThat(reach.counts().written.sum()).isEqualTo(3);
    }

    @Test
    void whoIsForgottenIsForgottenUnderEveryName() {
        seen(message("39333", Map.of("telegram", "12")), "telegram", MessageState.SENT, null);
        wrote("telegram", "12", InboundContext.NONE);
        world.runMillis(3_000);
        List<Boolean> done = new ArrayList<>();
        reach.forget("shop", "39333", world, done::add);
        world.runMillis(100);
        assertThat(done).containsExactly(true);
        assertThat(ask("39333").isNobody()).isTrue();
        assertThat(ask("telegram:12").isNobody()).isTrue();
        world.runMillis(5_000);

        start();

        assertThat(ask("39333").isNobody()).isTrue();
        assertThat(ask("telegram:12").isNobody()).isTrue();
    }
}
