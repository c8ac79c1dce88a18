package dev.heliograph.dispatch;

import static dev.heliograph.dispatch.StepsGateway.HOUR;
import static dev.heliograph.dispatch.StepsGateway.SECOND;
import static dev.heliograph.dispatch.StepsGateway.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.simulation.World;
import dev.heliograph.store.Queued;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A crowd whose steps end in the same moment: what waits is on the disk, before and behind, and the lanes hold no more than their bounds. */
@Timeout(300)
class StepCrowdTest {
    private static final int CROWD = 100_000;
    private static final int HELD_MAX = 1_000;
    private static final Step A = step("a", MessageState.DELIVERED, 600 * SECOND);
    private static final Step B = step("b", MessageState.DELIVERED, 0);

    private final World world = new World(7);
    private final StepsGateway gateway = new StepsGateway(
            world, LaneOptions.DEFAULT.withHeldMax(HELD_MAX), new CorrelatorLimits(HELD_MAX, HELD_MAX));
    private int accepted;

    /** The most that was seen of anything in a lane, and of timers and tasks under way. */
    private int most;

    private int mostWaiting;

    @BeforeEach
    void bothChannelsStandStill() {
        gateway.a.up(false);
        gateway.b.up(false);
    }

    private void submitAll() {
        while (accepted < CROWD) {
            int before = accepted;
            for (int i = 0; i < 500; i++) {
                gateway.offer(HOUR, message -> accepted++, A, B);
            }
            while (accepted < before + 500) {
                world.runMillis(5);
            }
        }
    }

    private void watch(long millis) {
        for (long at = 0; at < millis; at += 20) {
            world.runMillis(20);
            mostWaiting = Math.max(mostWaiting, world.waiting());
            for (String channel : new String[] {"a", "b"}) {
                Map<String, Integer> sizes = LaneMemory.sizesIn(gateway.dispatcher.lane(channel));
                sizes.values().forEach(size -> most = Math.max(most, size));
            }
        }
    }

    @Test
    void aCrowdThatWaitsForItsNextStepWaitsOnTheDisk() {
        submitAll();
        assertThat(gateway.store.backlogSize("a")).isEqualTo(CROWD);
        watch(5 * SECOND);
        int quiet = mostWaiting;
        assertThat(quiet).as("no timer a message").isLessThan(100);
        assertThat(most).isLessThanOrEqualTo(HELD_MAX);

        watch(900 * SECOND);
        assertThat(gateway.store.backlogSize("a")).as("all have gone on").isZero();
        assertThat(gateway.store.backlogSize("b")).isEqualTo(CROWD);
        assertThat(most).as("held, in hand, marked").isLessThanOrEqualTo(3 * HELD_MAX);
        assertThat(mostWaiting).as("tasks under way").isLessThanOrEqualTo(2 * HELD_MAX);

        most = 0;
        mostWaiting = 0;
        watch(5 * SECOND);
        assertThat(most).as("nothing is left of it").isLessThanOrEqualTo(2 * HELD_MAX);
        assertThat(mostWaiting).isLessThan(100);
    }

    /** The store's writer is faster than a lane that waits for reads, or for its provider to take messages back. */
    @Test
    void aLaneTakesNoMoreInHandThanItsBoundAndLeavesTheRestToTheNextMinute() {
        Message message = gateway.submit(HOUR, A, B);
        Queued told = new Queued(0, message, gateway.statusOf(message));
        int before = world.waiting();
        int beyond = 5_000;
        for (int i = 0; i < Deadlines.IN_HAND_MAX + beyond; i++) {
            gateway.dispatcher.onDeadline(told);
        }
        assertThat(world.waiting() - before).isEqualTo(Deadlines.IN_HAND_MAX);
        LaneCounts counts = gateway.dispatcher.lane("a").counts();
        assertThat(counts.deferred.sum()).isEqualTo(beyond);

        world.runMillis(1_000);
        gateway.dispatcher.onDeadline(told);
        assertThat(counts.deferred.sum()).as("there is room again").isEqualTo(beyond);
    }
}
