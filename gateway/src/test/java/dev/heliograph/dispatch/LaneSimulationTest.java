package dev.heliograph.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.simulation.SimulatedProvider;
import dev.heliograph.simulation.SimulatedProvider.Faults;
import dev.heliograph.simulation.World;
import dev.heliograph.throttle.Rate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hours of traffic with faults and crashes in simulated time, one run a seed, each ending with the audit: nothing lost, one final event each, duplicates within the
 * bound. A failure names its seed; {@code -Dheliograph.seed=N} runs that one alone, {@code -Dheliograph.seeds=N} runs more.
 */
class LaneSimulationTest {
    private static final int MESSAGES = 400;
    private static final int WINDOW = 10;

    static List<Long> seeds() {
        Long one = Long.getLong("heliograph.seed");
        if (one != null) {
            return List.of(one);
        }
        return java.util.stream.LongStream.rangeClosed(1, Long.getLong("heliograph.seeds", 100))
                .boxed()
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLost(long seed) {
        World world = new World(seed);
        Faults faults = new Faults(
                chance(world, 0.1),
                chance(world, 0.1),
                chance(world, 0.05),
                chance(world, 0.05),
                chance(world, 0.3),
                chance(world, 0.2),
                chance(world, 0.1),
                chance(world, 0.2));
        SimulatedProvider a = new SimulatedProvider("a", world, WINDOW, faults);
        SimulatedProvider b = new SimulatedProvider("b", world, WINDOW, faults);
        LaneOptions options = new LaneOptions(20 + world.random.nextInt(200), 15, 20, 50, 2_000, OnUnknown.RETRY);
        SimulatedGateway gateway = new SimulatedGateway(world, new Rate(500, 50), options, a, b);
        int crashes = 0;
        for (int i = 0; i < MESSAGES; i++) {
            gateway.submit(randomMessage(gateway, world));
            if (world.random.nextInt(20) == 0) {
                world.runMillis(world.random.nextInt(300));
            }
            if (world.random.nextInt(100) == 0) {
                gateway.crashAndRestart();
                crashes++;
            }
            if (world.random.nextInt(50) == 0) {
                a.up(world.random.nextBoolean());
            }
            if (world.random.nextInt(10) == 0 && !gateway.accepted.isEmpty()) {
                cancel(gateway, gateway.accepted.get(world.random.nextInt(gateway.accepted.size())));
            }
        }
        a.up(true);
        world.runMillis(3_600_000);
        audit(gateway, crashes, seed);
    }

    /** Twice now and then, as an impatient client does. */
    private static void cancel(SimulatedGateway gateway, Message message) {
        World world = gateway.world;
        MessageStatus cancelled = new MessageStatus(MessageState.CANCELLED, world.wallMillis(), List.of(), null);
        Event event = Receipts.event(message, MessageState.CANCELLED, "a", 0, false, null, world.wallMillis());
        for (int i = 0; i <= world.random.nextInt(2); i++) {
            gateway.dispatcher.amend(gateway.store, message, null, cancelled, event, world, amended -> {});
        }
    }

    private static double chance(World world, double most) {
        return world.random.nextBoolean() ? world.random.nextDouble() * most : 0;
    }

    private static Message randomMessage(SimulatedGateway gateway, World world) {
        String[][] ways = {{"a"}, {"b"}, {"a", "b"}, {"b", "a"}};
        Priority priority = Priority.of(world.random.nextInt(3));
        long validity = world.random.nextInt(10) == 0 ? 1_000 + world.random.nextInt(5_000) : 86_400_000;
        int segments = world.random.nextInt(5) == 0 ? 1 + world.random.nextInt(4) : 1;
        String account = "account-" + world.random.nextInt(3);
        return gateway.message(
                account, "39" + world.random.nextInt(50), priority, segments, validity, ways[world.random.nextInt(4)]);
    }

    private static void audit(SimulatedGateway gateway, int crashes, long seed) {
        Map<Long, Integer> finals = new HashMap<>();
        gateway.store.events.values().stream()
                .flatMap(List::stream)
                .map(Event.Receipt.class::cast)
                .forEach(receipt -> {
                    if (receipt.state().isFinal() && !receipt.late()) {
                        finals.merge(receipt.message(), 1, Integer::sum);
                    }
                });
        for (Message message : gateway.accepted) {
            assertThat(finals.get(message.id()))
                    .as("seed %d: final events of %s", seed, message.idText())
                    .isEqualTo(1);
            assertThat(gateway.store.statuses.get(message.id()).state().isFinal())
                    .isTrue();
        }
        gateway.providers.forEach((channel, provider) -> {
            assertThat(gateway.store.backlogSize(channel))
                    .as("seed %d: backlog of %s", seed, channel)
                    .isZero();
            assertThat(gateway.lane(channel).status().held())
                    .as("seed %d: held by %s", seed, channel)
                    .isZero();
            long twice =
                    provider.taken.size() - provider.taken.stream().distinct().count();
            assertThat(twice)
                    .as("seed %d: duplicates", seed)
                    .isLessThanOrEqualTo((long) crashes * WINDOW + provider.takenUnknown);
        });
    }
}
