package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.smpp.session.QuietLog;
import dev.heliograph.throttle.Rate;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** First attempts leave in the order accepted; what a pause, a stop and a restart do to that. */
class OrderTest {
    private static final Rate FAST = new Rate(100_000, 1_000);
    private final World world = new World(1);
    private final ManualProvider a = new ManualProvider("a", world, 4);

    private SimulatedGateway gateway(LaneOptions options) {
        return new SimulatedGateway(world, FAST, options, a);
    }

    private void submit(SimulatedGateway gateway, int count) {
        for (int i = 0; i < count; i++) {
            gateway.submit(gateway.message("a"));
        }
        world.runMillis(100);
    }

    private static List<Long> accepted(SimulatedGateway gateway) {
        return gateway.accepted.stream().map(Message::id).toList();
    }

    @Test
    void aThrottledHeadIsNotOvertaken() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 10);
        List<Long> ids = accepted(gateway);
        for (int i = 0; i < 4; i++) {
            a.refuse(Failure.THROTTLED);
        }
        world.runMillis(20_000);
        a.takeAll();
        world.runMillis(20_000);
        a.takeAll();
        world.runMillis(20_000);
        a.takeAll();
        assertThat(a.submittedIds().subList(0, 4)).isEqualTo(ids.subList(0, 4));
        assertThat(a.submittedIds().subList(4, 14))
                .as("the throttled four first")
                .isEqualTo(ids);
    }

    @Test
    void whatNeverLeftKeepsItsPlaceAndCountsAsNoTry() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT.withTriesMax(1));
        submit(gateway, 8);
        a.up(false);
        for (int i = 0; i < 4; i++) {
            a.refuse(Failure.NOT_CONNECTED);
        }
        assertThat(a.submitted).hasSize(4);
        a.up(true);
        world.runMillis(100);
        a.takeAll();
        a.takeAll();
        assertThat(a.submittedIds().subList(4, 12)).isEqualTo(accepted(gateway));
        assertThat(gateway.store.backlogSize("a")).isZero();
    }

    @Test
    void aChannelThatAlwaysSaysNotConnectedDoesNotSpin() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 1);
        for (int i = 0; i < 200 && a.open() > 0; i++) {
            a.refuse(Failure.NOT_CONNECTED);
        }
        assertThat(a.submitted).hasSizeLessThan(15);
        world.runMillis(3_000);
        assertThat(a.open()).isEqualTo(1);
    }

    @Test
    void aPausedChannelSendsNothingTakesReceiptsAndGoesOnInOrder() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 4);
        String id = a.take();
        Future<LaneStatus> paused = gateway.dispatcher.change("a", null, true);
        world.runMillis(10);
        assertThat(paused.result().paused()).isTrue();
        submit(gateway, 6);
        gateway.submit(gateway.message("demo", "391234567", Priority.TRANSACTIONAL, 1, 2_000, "a"));
        a.receipt(id, MessageState.DELIVERED);
        a.takeAll();
        world.runMillis(5_000);
        assertThat(a.submitted).hasSize(4);
        assertThat(gateway.receiptsOf(accepted(gateway).get(0)))
                .extracting(Event.Receipt::state)
                .containsExactly(MessageState.DELIVERED);
        assertThat(gateway.receiptsOf(accepted(gateway).get(10)))
                .extracting(Event.Receipt::state)
                .containsExactly(MessageState.EXPIRED);
        gateway.dispatcher.change("a", null, false);
        world.runMillis(100);
        a.takeAll();
        a.takeAll();
        assertThat(a.submittedIds()).isEqualTo(accepted(gateway).subList(0, 10));
    }

    @Test
    void aStopWaitsForTheWindowAndDuplicatesNothing() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 20);
        Future<Void> closed = gateway.lane("a").close(10_000);
        submit(gateway, 1);
        a.takeAll();
        assertThat(closed.isComplete()).isTrue();
        assertThat(a.submitted).as("nothing new while it drains").hasSize(4);
        gateway.crashAndRestart();
        world.runMillis(1_000);
        while (a.open() > 0) {
            a.takeAll();
        }
        assertThat(a.submittedIds()).doesNotHaveDuplicates().isEqualTo(accepted(gateway));
    }

    @Test
    void aStopIsBoundedAndWhatIsNotAnsweredThenIsAWindowAtMost() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 20);
        Future<Void> closed = gateway.lane("a").close(10_000);
        world.runMillis(9_000);
        assertThat(closed.isComplete()).isFalse();
        world.runMillis(1_100);
        assertThat(closed.isComplete()).isTrue();
        gateway.crashAndRestart();
        world.runMillis(1_000);
        assertThat(a.submittedIds()).hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void aBacklogThatCannotBeReadIsAskedForAgainAndNothingIsPassedOver() {
        a.up(false);
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT.withHeldMax(5));
        submit(gateway, 30);
        gateway.store.failingReads = 7;
        gateway.crashAndRestart();
        a.up(true);
        QuietLog.run(Refill.class, () -> world.runMillis(5_000));
        assertThat(gateway.store.failingReads)
                .as("one try a second and priority")
                .isBetween(0, 4);
        for (int i = 0; i < 40; i++) {
            a.takeAll();
            world.runMillis(1_000);
        }
        assertThat(a.submittedIds()).isEqualTo(accepted(gateway));
    }
}
