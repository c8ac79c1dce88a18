package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.simulation.ManualProvider;
import dev.heliograph.simulation.World;
import dev.heliograph.smpp.session.QuietLog;
import dev.heliograph.throttle.Rate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message that can never be handled is given up after bounded tries, and its neighbours flow. */
class PoisonTest {
    private static final Rate FAST = new Rate(100_000, 1_000);
    private final World world = new World(1);
    private final ManualProvider a = new ManualProvider("a", world, 3);

    private SimulatedGateway gateway(LaneOptions options) {
        return new SimulatedGateway(world, FAST, options, a);
    }

    private void submit(SimulatedGateway gateway, int count) {
        for (int i = 0; i < count; i++) {
            gateway.submit(gateway.message("demo", "391", Priority.BULK, 1, 86_400_000, "a"));
        }
        world.runMillis(100);
    }

    private static Event.Receipt end(SimulatedGateway gateway, int index) {
        List<Event.Receipt> receipts =
                gateway.receiptsOf(gateway.accepted.get(index).id());
        assertThat(receipts).hasSize(1);
        return receipts.get(0);
    }

    @Test
    void aMessageThatBreaksItsChannelThreeTimesIsQuarantined() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        List<Long> poisoned = new ArrayList<>();
        a.poison = message -> {
            if (poisoned.isEmpty()) {
                poisoned.add(message.id());
            }
            return poisoned.contains(message.id());
        };
        QuietLog.run(Aftermath.class, () -> {
            submit(gateway, 3);
            a.takeAll();
            assertThat(a.submitted).hasSize(3);
            world.runMillis(60_000);
        });
        assertThat(end(gateway, 0).state()).isEqualTo(MessageState.FAILED);
        assertThat(end(gateway, 0).error().detail()).contains("quarantined");
        assertThat(a.submittedIds()).filteredOn(poisoned::contains).hasSize(Aftermath.CRASHES_MAX);
        assertThat(gateway.lane("a").counts().quarantined.sum()).isEqualTo(1);
        assertThat(gateway.lane("a").status().inFlight()).isZero();
    }

    @Test
    void anOutcomeThatCannotBeHandledIsAnUnknownOneIfTheMessageWasTaken() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT.withOnUnknown(OnUnknown.FAIL));
        submit(gateway, 2);
        QuietLog.run(Aftermath.class, () -> a.answer(new Outcome.Sent(null)));
        a.take();
        world.runMillis(60_000);
        assertThat(end(gateway, 0).state()).isEqualTo(MessageState.UNKNOWN);
        assertThat(a.submitted).hasSize(2);
    }

    @Test
    void aMessageThatIsNeverTakenFailsAfterItsTries() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 1);
        for (int i = 0; i < 20; i++) {
            assertThat(a.open()).as("try %d", i + 1).isEqualTo(1);
            a.refuse(Failure.TRANSIENT);
            world.runMillis(300_000);
        }
        assertThat(a.open()).isZero();
        assertThat(end(gateway, 0).state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void aMessageWhoseOutcomeIsNeverKnownIsSentThreeTimesAtMost() {
        SimulatedGateway gateway = gateway(LaneOptions.DEFAULT);
        submit(gateway, 1);
        for (int i = 0; i < 3; i++) {
            a.refuse(Failure.UNKNOWN_OUTCOME);
            world.runMillis(10_000);
        }
        assertThat(a.submitted).hasSize(3);
        assertThat(end(gateway, 0).state()).isEqualTo(MessageState.UNKNOWN);
        assertThat(gateway.lane("a").counts().possibleDuplicates.sum()).isEqualTo(2);
    }
}
