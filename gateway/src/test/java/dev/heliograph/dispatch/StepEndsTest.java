package dev.heliograph.dispatch;

import static dev.heliograph.dispatch.StepsGateway.HOUR;
import static dev.heliograph.dispatch.StepsGateway.SECOND;
import static dev.heliograph.dispatch.StepsGateway.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Amended;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a message goes on to its next channel, and when it does not: each step has its state and its time. */
class StepEndsTest {
    private static final LaneOptions OPTIONS = LaneOptions.DEFAULT.withReceiptGrace(Duration.ofMinutes(10));
    private static final Step A_30_SECONDS = step("a", MessageState.DELIVERED, 30 * SECOND);
    private static final Step B = Step.of("b");

    private final World world = new World(1);
    private StepsGateway gateway = new StepsGateway(world, OPTIONS);

    private void seconds(long count) {
        world.runMillis(count * SECOND);
    }

    @Test
    void aRefusalDecidesAtOnce() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.refuse(Failure.NOT_REACHABLE);
        world.runMillis(100);
        assertThat(gateway.b.open()).isEqualTo(1);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(60);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a failed, b delivered");
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageState.class,
            names = {"FAILED", "EXPIRED", "REJECTED"})
    void soDoesAReceiptThatReportsAFailure(MessageState reported) {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.receipt(gateway.a.take(), reported);
        world.runMillis(100);
        assertThat(gateway.b.open()).isEqualTo(1);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(60);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
    }

    @Test
    void silenceIsWaitedForAndNoLonger() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.take();
        seconds(29);
        assertThat(gateway.b.open()).isZero();
        assertThat(gateway.held()).as("what waits is on the disk").isZero();
        seconds(3);
        assertThat(gateway.b.open()).isEqualTo(1);
        assertThat(gateway.revoked).containsExactly("a-1");
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(200);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a expired, b delivered");
        MessageError why = gateway.statusOf(message).attempts().get(0).error();
        assertThat(why.type()).isEqualTo(StepEnds.TIMEOUT);
        assertThat(why.detail()).isEqualTo("it was not delivered within PT30S");
    }

    @Test
    void theProviderIsGivenNoMoreTimeThanIsWaited() {
        gateway.submit(HOUR, A_30_SECONDS, B);
        assertThat(gateway.a.submitted.get(0).validityMillis()).isEqualTo(30 * SECOND);
        gateway.a.refuse(Failure.BLOCKED);
        world.runMillis(100);
        assertThat(gateway.b.submitted.get(0).validityMillis()).isBetween(HOUR - SECOND, HOUR);
    }

    @Test
    void whatArrivesInTimeStays() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(20);
        gateway.a.receipt(id, MessageState.DELIVERED);
        gateway.a.receipt(id, MessageState.READ);
        seconds(200);
        assertThat(gateway.told(message)).containsExactly("a delivered final", "a read");
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.revoked).isEmpty();
    }

    @Test
    void aLateSuccessStopsTheNextStepThatWasNotSent() {
        gateway.b.up(false);
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(32);
        assertThat(gateway.statusOf(message).state()).isEqualTo(MessageState.QUEUED);
        gateway.a.receipt(id, MessageState.DELIVERED);
        gateway.a.receipt(id, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a delivered final");
        gateway.a.receipt(id, MessageState.READ);
        gateway.b.up(true);
        seconds(200);
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.told(message)).containsExactly("a delivered final", "a read");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a read");
        assertThat(gateway.store.backlogSize("b")).isZero();
        assertThat(gateway.held()).isZero();
    }

    @Test
    void aLateSuccessIsTheEndAlsoWhenTheNextStepWasSent() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String first = gateway.a.take();
        seconds(32);
        String second = gateway.b.take();
        gateway.a.receipt(first, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a delivered final");
        gateway.b.receipt(second, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a delivered final", "b delivered late");
        gateway.crashAndRestart();
        gateway.a.receipt(first, MessageState.READ);
        gateway.b.receipt(second, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).startsWith("a delivered final", "b delivered late", "a read");
        assertThat(gateway.statusOf(message).state()).isEqualTo(MessageState.READ);
    }

    @Test
    void aLateSuccessIsTheEndAlsoWhileTheNextStepIsBeingSent() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String first = gateway.a.take();
        seconds(32);
        assertThat(gateway.b.open()).isEqualTo(1);
        gateway.a.receipt(first, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a delivered final");
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a delivered final", "b delivered late");
    }

    @Test
    void theLaterChannelMayBeFirst() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String first = gateway.a.take();
        seconds(32);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        gateway.a.receipt(first, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("b delivered final", "a delivered late");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a expired, b delivered");
    }

    @ParameterizedTest
    @EnumSource(
            value = OnUnknown.class,
            names = {"HOLD", "FAIL"})
    void anUnknownOutcomeIsWaitedFor(OnUnknown policy) {
        gateway = new StepsGateway(world, OPTIONS.withOnUnknown(policy));
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.refuse(Failure.UNKNOWN_OUTCOME);
        seconds(29);
        assertThat(gateway.b.open()).isZero();
        seconds(3);
        assertThat(gateway.b.open()).isEqualTo(1);
        assertThat(gateway.a.submitted).hasSize(1);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
    }

    @Test
    void anUnknownOutcomeIsNotEnoughToBeSent() {
        gateway = new StepsGateway(world, OPTIONS.withOnUnknown(OnUnknown.HOLD));
        Message message = gateway.submit(HOUR, step("a", MessageState.SENT, 30 * SECOND), B);
        gateway.a.refuse(Failure.UNKNOWN_OUTCOME);
        seconds(32);
        assertThat(gateway.told(message)).isEmpty();
        assertThat(gateway.b.open()).isEqualTo(1);
    }

    @Test
    void theWaitOutlivesCrashes() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.take();
        seconds(10);
        gateway.crashAndRestart();
        seconds(18);
        assertThat(gateway.b.open()).isZero();
        seconds(5);
        assertThat(gateway.b.open()).isEqualTo(1);
        assertThat(gateway.a.submitted).hasSize(1);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(200);
        assertThat(gateway.told(message)).containsExactly("b delivered final");
    }

    @Test
    void soDoesTheStepThatFollows() {
        gateway.b.up(false);
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(32);
        gateway.b.up(false);
        gateway.crashAndRestart();
        gateway.b.up(false);
        gateway.a.receipt(id, MessageState.DELIVERED);
        gateway.b.up(true);
        seconds(100);
        assertThat(gateway.a.submitted).hasSize(1);
        assertThat(gateway.told(message)).contains("a delivered final");
        assertThat(gateway.told(message).stream().filter(each -> each.endsWith("final")))
                .hasSize(1);
    }

    @Test
    void noStepIsTakenOnceTheValidityIsOver() {
        Message message = gateway.submit(20 * SECOND, A_30_SECONDS, B);
        gateway.a.take();
        seconds(60);
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.told(message)).isEmpty();
        seconds(800);
        assertThat(gateway.told(message)).containsExactly("a unknown final");
    }

    @Test
    void theNextStepEndsWithTheValidity() {
        gateway.b.up(false);
        Message message = gateway.submit(40 * SECOND, A_30_SECONDS, B);
        gateway.a.take();
        seconds(45);
        assertThat(gateway.told(message)).containsExactly("b expired final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a expired, b expired");
    }

    @Test
    void cancellingIsTooLateWhileAProviderHasItAndNotWhileItWaitsForTheNext() {
        gateway.b.up(false);
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        assertThat(cancel(message)).isEqualTo(Amended.TOO_LATE);
        seconds(32);
        assertThat(cancel(message)).isEqualTo(Amended.DONE);
        gateway.b.up(true);
        gateway.a.receipt(id, MessageState.DELIVERED);
        seconds(100);
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.told(message)).containsExactly("b cancelled final", "a delivered late");
    }

    private Amended cancel(Message message) {
        MessageStatus before = gateway.statusOf(message);
        MessageStatus status = new MessageStatus(MessageState.CANCELLED, world.wallMillis(), before.attempts(), null);
        List<Amended> answers = new ArrayList<>();
        gateway.dispatcher.amend(
                gateway.store,
                message,
                null,
                status,
                Receipts.event(message, MessageState.CANCELLED, "b", 1, false, null, world.wallMillis()),
                world,
                answers::add);
        world.runMillis(100);
        return answers.get(0);
    }

    @Test
    void theLastStepsFailureIsTheEnd() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        String id = gateway.a.take();
        seconds(32);
        gateway.b.answer(Outcome.Failed.of(Failure.REJECTED, 69, "no"));
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("b rejected final");
        assertThat(gateway.lastTold(message).error().code()).isEqualTo(69);
        gateway.a.receipt(id, MessageState.DELIVERED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("b rejected final", "a delivered late");
    }

    @Test
    void sentIsTheEndWhereNoMoreIsAskedFor() {
        Message message = gateway.submit(HOUR, step("a", MessageState.SENT, 30 * SECOND), B);
        String id = gateway.a.take();
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a sent final");
        seconds(200);
        assertThat(gateway.b.submitted).isEmpty();
        gateway.a.receipt(id, MessageState.DELIVERED);
        gateway.a.receipt(id, MessageState.READ);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a sent final", "a delivered", "a read");
        assertThat(gateway.store.backlogSize("a")).isZero();
    }

    @Test
    void whatIsToBeReadHasNotEndedWhenItIsDelivered() {
        Message message = gateway.submit(HOUR, step("a", MessageState.READ, 60 * SECOND), B);
        String id = gateway.a.take();
        gateway.a.receipt(id, MessageState.DELIVERED);
        seconds(50);
        assertThat(gateway.told(message)).containsExactly("a delivered");
        assertThat(gateway.statusOf(message).reached()).isEqualTo(MessageState.DELIVERED);
        gateway.a.receipt(id, MessageState.READ);
        seconds(100);
        assertThat(gateway.told(message)).containsExactly("a delivered", "a read final");
        assertThat(gateway.b.submitted).isEmpty();
    }

    @Test
    void whatWasNotReadInTimeGoesOnAndIsDeliveredWhenNothingElseComesOfIt() {
        Message message = gateway.submit(HOUR, step("a", MessageState.READ, 60 * SECOND), B);
        gateway.a.receipt(gateway.a.take(), MessageState.DELIVERED);
        seconds(62);
        assertThat(gateway.b.open()).isEqualTo(1);
        assertThat(gateway.revoked).as("it was delivered").isEmpty();
        gateway.b.refuse(Failure.REJECTED);
        world.runMillis(100);
        assertThat(gateway.told(message)).containsExactly("a delivered", "a delivered final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a delivered, b rejected");
    }

    @Test
    void onTheLastStepWhatWasNotReadInTimeIsDelivered() {
        Message message = gateway.submit(HOUR, step("a", MessageState.READ, 60 * SECOND));
        String id = gateway.a.take();
        gateway.a.receipt(id, MessageState.DELIVERED);
        seconds(62);
        gateway.a.receipt(id, MessageState.READ);
        seconds(10);
        assertThat(gateway.told(message)).containsExactly("a delivered", "a delivered final", "a read");
        assertThat(gateway.dispatcher.lane("a").counts().unreported.sum()).isZero();
    }

    @Test
    void whatIsReadAtOnceWasDeliveredToo() {
        Message plain = gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.receipt(gateway.a.take(), MessageState.READ);
        Message read = gateway.submit(HOUR, step("a", MessageState.READ, 60 * SECOND), B);
        gateway.a.receipt(gateway.a.take(), MessageState.READ);
        world.runMillis(100);
        assertThat(gateway.told(plain)).containsExactly("a delivered final", "a read");
        assertThat(gateway.told(read)).containsExactly("a delivered", "a read final");
    }

    @Test
    void whatItsChannelDoesNotTakeGoesOnToo() {
        gateway.a.up(false);
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        seconds(32);
        assertThat(gateway.b.open()).isEqualTo(1);
        gateway.a.up(true);
        gateway.b.receipt(gateway.b.take(), MessageState.DELIVERED);
        seconds(100);
        assertThat(gateway.a.submitted).isEmpty();
        assertThat(gateway.told(message)).containsExactly("b delivered final");
        assertThat(gateway.attemptsOf(message)).isEqualTo("a expired, b delivered");
        assertThat(gateway.held()).isZero();
    }

    @Test
    void wheneverItWaitsOnDiskToo() {
        gateway = new StepsGateway(world, new LaneOptions(5, 5, 20, 1_000, 300_000, OnUnknown.RETRY));
        gateway.a.up(false);
        gateway.b.up(false);
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            all.add(gateway.submit(HOUR, A_30_SECONDS, B));
        }
        seconds(40);
        assertThat(gateway.store.backlogSize("a")).isZero();
        assertThat(gateway.store.backlogSize("b")).isEqualTo(40);
        gateway.a.up(true);
        gateway.b.up(true);
        for (int i = 0; i < 40; i++) {
            seconds(1);
            gateway.b.takeAll();
        }
        assertThat(gateway.b.submittedIds())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(Message::id).toList());
        assertThat(gateway.a.submitted).isEmpty();
        seconds(100);
        assertThat(gateway.held()).isZero();
    }

    @Test
    void howeverManyWaitForTheirReceiptsTheyTakeNoMemoryOfALane() {
        gateway = new StepsGateway(world, OPTIONS, new CorrelatorLimits(50, 50));
        int messages = 2_000;
        for (int i = 0; i < messages; i++) {
            gateway.offer(HOUR, accepted -> {}, step("a", MessageState.DELIVERED, 60 * SECOND), B);
        }
        world.runMillis(500);
        gateway.a.takeAll();
        world.runMillis(100);
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.leftovers()).isEmpty();
        for (int i = 0; i < 70; i++) {
            seconds(1);
            gateway.b.takeAll();
        }
        assertThat(gateway.b.submittedIds()).hasSize(messages).doesNotHaveDuplicates();
    }

    @Test
    void whatIsBeingSentIsLeftToItsOutcome() {
        Message message = gateway.submit(HOUR, A_30_SECONDS, B);
        seconds(40);
        assertThat(gateway.b.submitted).isEmpty();
        gateway.a.refuse(Failure.TRANSIENT);
        world.runMillis(100);
        assertThat(gateway.b.open()).isEqualTo(1);
        assertThat(gateway.attemptsOf(message)).isEqualTo("a failed");
    }

    @Test
    void aPauseThatIsTooLongIsNotWaitedFor() {
        gateway.submit(HOUR, A_30_SECONDS, B);
        gateway.a.answer(new Outcome.Failed(Failure.THROTTLED, 130, "slow down", 60 * SECOND, List.of()));
        world.runMillis(100);
        assertThat(gateway.b.open()).isEqualTo(1);
    }

    @Test
    void withoutATimeNothingIsHurried() {
        Message message = gateway.submit(HOUR, Step.of("a"), B);
        gateway.a.take();
        seconds(2 * 3_600);
        assertThat(gateway.b.submitted).isEmpty();
        assertThat(gateway.told(message)).containsExactly("a unknown final");
    }
}
