package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.throttle.Rate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every message comes to an end, with one event that tells of it (PROMISES 1, Validity and Final state). */
class DeadlineTest {
    private static final Rate FAST = new Rate(100_000, 1_000);
    private static final LaneOptions OPTIONS = LaneOptions.DEFAULT.withReceiptGrace(Duration.ofMinutes(10));
    private static final long VALIDITY = 60_000;

    private final World world = new World(1);
    private final ManualProvider a = new ManualProvider("a", world, 2);
    private final ManualProvider b = new ManualProvider("b", world, 2);

    private SimulatedGateway gateway(LaneOptions options) {
        return new SimulatedGateway(world, FAST, options, a, b);
    }

    private static Message valid(SimulatedGateway gateway, long millis, String... channels) {
        return gateway.message("demo", "391234567", Priority.TRANSACTIONAL, 1, millis, channels);
    }

    private void submit(SimulatedGateway gateway, int count, long validityMillis) {
        for (int i = 0; i < count; i++) {
            gateway.submit(valid(gateway, validityMillis, "a"));
        }
        world.runMillis(100);
    }

    private static List<MessageState> states(SimulatedGateway gateway, int index) {
        return gateway.receiptsOf(gateway.accepted.get(index).id()).stream()
                .map(Event.Receipt::state)
                .toList();
    }

    @Test
    void whatWaitsBehindAStuckHeadExpiresInTime() {
        SimulatedGateway gateway = gateway(OPTIONS);
        submit(gateway, 2, VALIDITY);
        submit(gateway, 20, VALIDITY / 2);
        assertThat(a.open()).isEqualTo(2);
        world.runMillis(VALIDITY / 2 + 100);
        for (int i = 2; i < 22; i++) {
            assertThat(states(gateway, i)).containsExactly(MessageState.EXPIRED);
        }
        assertThat(gateway.store.backlogSize("a")).isEqualTo(2);
        a.takeAll();
        world.runMillis(1_000);
        assertThat(a.submitted).as("no copy in memory was sent").hasSize(2);
        assertThat(gateway.lane("a").status().held()).isZero();
    }

    @Test
    void whatLiesOnDiskOrInARetryOrBehindAPausedOrDeadChannelExpiresInTime() {
        SimulatedGateway gateway = gateway(new LaneOptions(5, 5, 20, 600_000, 600_000, OnUnknown.RETRY));
        submit(gateway, 1, VALIDITY);
        a.refuse(Failure.TRANSIENT);
        world.runMillis(VALIDITY);
        assertThat(states(gateway, 0)).containsExactly(MessageState.EXPIRED);
        gateway.dispatcher.change("a", null, true);
        submit(gateway, 50, VALIDITY);
        a.up(false);
        world.runMillis(VALIDITY + 100);
        for (int i = 1; i < 51; i++) {
            assertThat(states(gateway, i)).as("message %d", i).containsExactly(MessageState.EXPIRED);
        }
        a.up(true);
        gateway.dispatcher.change("a", null, false);
        // Until the retry is due, too: its copy is forgotten then.
        world.runMillis(600_000);
        assertThat(a.submitted).hasSize(1);
        assertThat(gateway.store.backlogSize("a")).isZero();
        assertThat(gateway.lane("a").status().held()).isZero();
    }

    @Test
    void whatIsBeingSentIsJudgedByItsOutcome() {
        SimulatedGateway gateway = gateway(OPTIONS);
        submit(gateway, 2, VALIDITY);
        world.runMillis(VALIDITY + 200_000);
        assertThat(states(gateway, 0)).isEmpty();
        a.receipt(a.take(), MessageState.DELIVERED);
        assertThat(states(gateway, 0)).containsExactly(MessageState.DELIVERED);
        a.refuse(Failure.TRANSIENT);
        assertThat(states(gateway, 1)).containsExactly(MessageState.EXPIRED);
        world.runMillis(200_000);
        assertThat(a.submitted).hasSize(2);
    }

    @Test
    void aMessageWhoseReceiptNeverComesEndsUnknownAndLaterReceiptsAreLate() {
        SimulatedGateway gateway = gateway(OPTIONS);
        gateway.submit(valid(gateway, VALIDITY, "a", "b"));
        world.runMillis(100);
        String id = a.take();
        world.runMillis(VALIDITY + 590_000);
        assertThat(states(gateway, 0)).isEmpty();
        world.runMillis(20_000);
        assertThat(states(gateway, 0)).containsExactly(MessageState.UNKNOWN);
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id())
                        .get(0)
                        .error()
                        .type())
                .isEqualTo(Deadlines.NO_RECEIPT);
        assertThat(gateway.lane("a").counts().unreported.sum()).isEqualTo(1);
        a.receipt(id, MessageState.DELIVERED);
        world.runMillis(200_000);
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id()))
                .extracting(Event.Receipt::late)
                .containsExactly(false, true);
        assertThat(gateway.store.statuses.get(gateway.accepted.get(0).id()).state())
                .isEqualTo(MessageState.UNKNOWN);
        assertThat(b.submitted).as("not sent over the next channel").isEmpty();
    }

    @Test
    void aReceiptReadBackJustThenAndTheDeadlineEndTheMessageOnce() {
        SimulatedGateway gateway = gateway(OPTIONS);
        submit(gateway, 1, VALIDITY);
        String id = a.take();
        gateway.crashAndRestart();
        world.runMillis(VALIDITY + 599_000);
        // The receipt's message is read from the disk while the deadline ends it.
        for (int i = 0; i < 2_000; i++) {
            world.runMillis(1);
            if (i % 100 == 0) {
                a.receipt(id, MessageState.DELIVERED);
            }
        }
        world.runMillis(100_000);
        assertThat(gateway.receiptsOf(gateway.accepted.get(0).id()).stream().filter(event -> !event.late()))
                .hasSize(1);
    }

    @Test
    void withoutReceiptsBeingSentIsAllThatCanBeKnown() {
        a.receipts = false;
        SimulatedGateway gateway = gateway(OPTIONS);
        gateway.submit(valid(gateway, VALIDITY, "a", "b"));
        world.runMillis(100);
        a.take();
        world.runMillis(1_000);
        assertThat(states(gateway, 0)).containsExactly(MessageState.UNKNOWN);
        assertThat(b.submitted).isEmpty();
    }

    @Test
    void whatIsHeldBecauseNobodyKnowsEndsUnknown() {
        SimulatedGateway gateway = gateway(OPTIONS.withOnUnknown(OnUnknown.HOLD));
        submit(gateway, 1, VALIDITY);
        a.refuse(Failure.UNKNOWN_OUTCOME);
        world.runMillis(VALIDITY + 590_000);
        assertThat(states(gateway, 0)).isEmpty();
        world.runMillis(200_000);
        assertThat(states(gateway, 0)).containsExactly(MessageState.UNKNOWN);
        assertThat(a.submitted).hasSize(1);
    }

    @Test
    void whatWasBeingSentWhenTheGatewayDiedIsNotCalledExpired() {
        SimulatedGateway gateway = gateway(OPTIONS.withOnUnknown(OnUnknown.FAIL));
        submit(gateway, 1, VALIDITY);
        assertThat(a.open()).isEqualTo(1);
        a.up(false);
        gateway.crashAndRestart();
        a.up(false);
        world.runMillis(VALIDITY + 100_000);
        assertThat(states(gateway, 0)).containsExactly(MessageState.UNKNOWN);
    }

    @Test
    void aMessageOfAChannelThatIsGoneExpires() {
        SimulatedGateway gateway = gateway(OPTIONS);
        gateway.submit(valid(gateway, VALIDITY, "gone"));
        world.runMillis(VALIDITY + 1_000);
        assertThat(states(gateway, 0)).containsExactly(MessageState.EXPIRED);
        assertThat(gateway.store.backlogSize("gone")).isZero();
    }

    @Test
    void aScheduledMessageThatIsPutOffPastItsValidityExpires() {
        SimulatedGateway gateway = gateway(OPTIONS);
        Message message = valid(gateway, VALIDITY, "a");
        gateway.submit(message.replacedBy(
                message.content(),
                1,
                message.receipts(),
                world.wallMillis() + 2 * VALIDITY,
                message.expiresAtMillis()));
        world.runMillis(VALIDITY + 1_000);
        assertThat(states(gateway, 0)).containsExactly(MessageState.EXPIRED);
        world.runMillis(VALIDITY * 2);
        assertThat(a.submitted).isEmpty();
    }

    @Test
    void whatIsLeftOfTheValidityIsPassedOn() {
        SimulatedGateway gateway = gateway(OPTIONS);
        submit(gateway, 3, VALIDITY);
        world.runMillis(20_000);
        a.take();
        assertThat(a.submitted.get(0).validityMillis()).isBetween(VALIDITY - 100, VALIDITY);
        assertThat(a.submitted.get(2).validityMillis()).isBetween(VALIDITY - 20_500, VALIDITY - 20_000);
    }
}
