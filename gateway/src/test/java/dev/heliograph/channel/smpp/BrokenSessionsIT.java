package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.smpp.SmppChannelOptions.Binding;
import dev.heliograph.message.Message;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.Taken;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The channel when its sessions break: cut, unbound, or mute. */
@Timeout(60)
class BrokenSessionsIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static String number(int i) {
        return String.format("39333%07d", i);
    }

    private static List<Message> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Messages.text(i + 1, number(i), "message " + i))
                .toList();
    }

    @Test
    void sessionsCutMidWindowLoseNothing() {
        var behaviour =
                SmscBehaviour.builder().dropShare(0.005).answerMillis(5, 20).build();
        try (var smsc = new SmscFixture(behaviour)) {
            OptionsFixture options = smsc.channelOptions();
            options.binding = Binding.of("gw", "secret").withSessions(2, 20);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(messages(1_000));
                await().atMost(SOON).until(() -> rig.sent.size() == 1_000);
                long cuts = smsc.smsc.counts().cut.sum();
                int unknown = rig.failures.get(Failure.UNKNOWN_OUTCOME).get();
                assertThat(cuts).isPositive();
                assertThat(unknown).as("unanswered submits").isBetween((int) cuts, (int) cuts * 20);
                TreeMap<String, Integer> times = new TreeMap<>();
                for (Taken taken : smsc.smsc.journal().taken()) {
                    times.merge(taken.destination().address(), 1, Integer::sum);
                }
                assertThat(times).hasSize(1_000);
                int doubled = times.values().stream().mapToInt(n -> n - 1).sum();
                assertThat(doubled).as("possible duplicates").isLessThanOrEqualTo(unknown);
            }
        }
    }

    @Test
    void aSilentMessageCentreLeavesOutcomesUnknownAndIsBoundAnew() {
        var behaviour = SmscBehaviour.builder().silentShare(1).build();
        try (var smsc = new SmscFixture(behaviour)) {
            OptionsFixture options = smsc.channelOptions();
            options.timing = options.timing.withResponseMillis(150, 300);
            try (var rig = new ChannelRig(options.build())) {
                await().atMost(SOON).until(() -> rig.health().isUp());
                Outcome outcome = rig.submit(Messages.text(1, number(1), "hello?"));
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.failure()).isEqualTo(Failure.UNKNOWN_OUTCOME));
                smsc.smsc.behave(SmscBehaviour.PERFECT);
                await().atMost(SOON).until(() -> rig.health().isUp());
                assertThat(rig.channel.counts().binds.sum()).isEqualTo(2);
                assertThat(rig.channel.counts().sessionsLost.sum()).isEqualTo(1);
                assertThat(rig.health().inFlight()).isZero();
                rig.send(messages(5));
                await().atMost(SOON).until(() -> rig.sent.size() == 5);
            }
        }
    }

    /** Whatever waits for a window of a session that does not answer stays with the gateway: at most a window of each broken session is in doubt. */
    @Test
    void aSilentSessionPutsNoMoreThanItsWindowInDoubt() {
        var behaviour = SmscBehaviour.builder().silentShare(1).build();
        try (var smsc = new SmscFixture(behaviour)) {
            OptionsFixture options = smsc.channelOptions();
            options.binding = Binding.of("gw", "secret").withSessions(1, 10);
            options.timing = options.timing.withResponseMillis(150, 3_000);
            try (var rig = new ChannelRig(options.build())) {
                rig.send(messages(100));
                await().atMost(SOON).until(() -> rig.health().inFlight() == 10);
                await().atMost(SOON).until(() -> !rig.health().isUp());
                // While the session is still ending, so that the next one is answered from its first submit.
                smsc.smsc.behave(SmscBehaviour.PERFECT);
                await().atMost(SOON).until(() -> rig.sent.size() == 100);
                assertThat(rig.failures.get(Failure.UNKNOWN_OUTCOME)).hasValue(10);
                assertThat(smsc.smsc.journal().taken()).hasSizeLessThanOrEqualTo(110);
            }
        }
    }

    @Test
    void anUnbindIsFollowedByABindAndWorkGoesOn() {
        try (var smsc = new SmscFixture(SmscBehaviour.PERFECT);
                var rig = new ChannelRig(smsc.channelOptions().build())) {
            await().atMost(SOON).until(() -> rig.health().isUp());
            ChannelRig.await(smsc.smsc.unbindSessions().toCompletionStage().toCompletableFuture());
            await().atMost(SOON).until(() -> rig.channel.counts().binds.sum() == 2);
            rig.send(messages(10));
            await().atMost(SOON).until(() -> rig.sent.size() == 10);
        }
    }
}
