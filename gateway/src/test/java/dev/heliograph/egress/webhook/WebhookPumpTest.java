package dev.heliograph.egress.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One endpoint against simulated time and a simulated disk. */
class WebhookPumpTest {
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    private final SimulatedEndpoints world = new SimulatedEndpoints(11);

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static Outcome status(int status) {
        return Outcome.ofStatus(status, 0);
    }

    @Test
    void anEventIsPostedSignedAndAcknowledgedOnceItIsTaken() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 10);
        world.append(3);

        assertThat(endpoint.seen()).containsExactly(1L, 2L, 3L);
        WebhookLine.Request request = endpoint.requests.get(0);
        assertThat(request.id()).isEqualTo("n7_demo_e0000000000001");
        assertThat(request.signature()).startsWith("v1,").doesNotContain(" ");
        assertThat(new String(request.body()))
                .contains("\"id\":\"e0000000000001\"")
                .startsWith("{\"cursor\"");
        world.restart();
        assertThat(world.open("a", 10).seen()).isEmpty();
    }

    @Test
    void neverMoreThanTheWindowIsUnanswered() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 4);
        endpoint.hang();
        world.append(50);

        assertThat(endpoint.open()).isEqualTo(4);
        assertThat(endpoint.status().behind()).isEqualTo(50);
    }

    @Test
    void aRefusedEventIsSetAsideAndItsNeighboursFlow() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 10);
        endpoint.answer = cursor -> status(cursor == 2 ? 422 : 200);
        world.append(1_000);

        assertThat(endpoint.taken).hasSize(999).doesNotContain(2L);
        assertThat(endpoint.status().aside()).isEqualTo(1);
        assertThat(endpoint.status().behind()).as("the place has moved on").isZero();

        world.restart();
        SimulatedEndpoints.Endpoint again = world.open("a", 10);
        assertThat(again.seen()).as("what was set aside is found again").containsExactly(2L);
        assertThat(again.status().aside()).isZero();
    }

    @Test
    void aRefusedEventIsTriedForMoreThanADayThenGivenUpAndCanBeReplayed() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 10);
        endpoint.answer = cursor -> status(cursor == 2 ? 500 : 200);
        world.append(3);
        List<Long> minutes = new ArrayList<>();
        for (int passed = 0; passed < 40 * 60; passed++) {
            int before = endpoint.requests.size();
            world.runMillis(60_000);
            if (endpoint.requests.size() > before) {
                minutes.add((long) passed);
            }
        }

        assertThat(endpoint.seen().stream().filter(cursor -> cursor == 2)).hasSize(8);
        assertThat(minutes.get(minutes.size() - 1)).isBetween(31 * 60L, 38 * 60L);
        assertThat(endpoint.status().dead()).isEqualTo(1);
        assertThat(endpoint.status().aside()).isZero();
        assertThat(world.counts().dead.sum()).isEqualTo(1);

        world.restart();
        SimulatedEndpoints.Endpoint again = world.open("a", 10);
        assertThat(again.requests).isEmpty();
        assertThat(again.status().dead()).as("remembered over the restart").isEqualTo(1);
        world.replayDead("a");
        world.runMillis(50);
        assertThat(again.taken).containsExactly(2L);
        assertThat(again.status().dead()).isZero();
    }

    @Test
    void anEndpointThatIsAwayForTwoDaysIsOnlyProbedAndLosesNothing() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 10);
        endpoint.answer = cursor -> Outcome.broken("connection refused");
        world.append(500);
        world.runMillis(48 * HOUR);

        assertThat(endpoint.status().state()).isEqualTo("failing");
        assertThat(endpoint.requests).as("a probe in five minutes").hasSizeBetween(400, 700);
        assertThat(endpoint.status().dead()).isZero();

        endpoint.answer = cursor -> status(200);
        world.runMillis(6 * 60_000);
        assertThat(endpoint.taken).containsExactlyElementsOf(upTo(500));
        assertThat(endpoint.status().state()).isEqualTo("active");
        assertThat(endpoint.status().aside()).isZero();
        assertThat(endpoint.status().behind()).isZero();
    }

    @Test
    void aPoisonousEventDoesNotKeepAFailingEndpointFromComingBack() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 10);
        endpoint.answer = cursor -> status(500);
        world.append(30);
        endpoint.answer = cursor -> status(cursor == 1 ? 500 : 200);
        world.runMillis(HOUR);

        assertThat(endpoint.taken).containsExactlyElementsOf(upTo(30).subList(1, 30));
    }

    @Test
    void one410DisablesUntilItIsResumed() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 1);
        endpoint.answer = cursor -> status(cursor == 3 ? 410 : 200);
        world.append(5);
        world.runMillis(HOUR);

        assertThat(endpoint.status().state()).isEqualTo("disabled");
        assertThat(endpoint.taken).containsExactly(1L, 2L);
        endpoint.answer = cursor -> status(200);
        world.resume("a");
        world.runMillis(50);
        assertThat(endpoint.taken).containsExactlyElementsOf(upTo(5));
    }

    @Test
    void whatItAsksForInRetryAfterIsKept() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 1);
        endpoint.answer = cursor -> Outcome.ofStatus(429, 90_000);
        world.append(2);
        assertThat(endpoint.status().state()).isEqualTo("quiet");
        endpoint.answer = cursor -> status(200);
        world.runMillis(89_000);
        assertThat(endpoint.requests).hasSize(1);
        world.runMillis(1_100);
        assertThat(endpoint.taken).containsExactly(1L, 2L);
    }

    @Test
    void anEndpointThatHangsTakesNothingFromAnother() {
        SimulatedEndpoints.Endpoint hanging = world.open("a", 10);
        hanging.hang();
        SimulatedEndpoints.Endpoint well = world.open("b", 10);
        for (int i = 1; i <= 100; i++) {
            world.append(1);
            assertThat(well.taken).as("nobody waits").hasSize(i);
        }
        assertThat(hanging.open()).isEqualTo(10);
    }

    @Test
    void aReplaySendsAgainFromACursorOrATime() {
        SimulatedEndpoints.Endpoint endpoint = world.open("a", 10);
        world.append(10);
        endpoint.taken.clear();
        assertThat(world.replay("a", 7)).isTrue();
        world.runMillis(50);
        assertThat(endpoint.taken).containsExactly(8L, 9L, 10L);
        endpoint.taken.clear();

        world.runMillis(HOUR);
        long since = world.wallMillis();
        world.append(5);
        endpoint.taken.clear();
        assertThat(world.replaySince("a", since)).isTrue();
        world.runMillis(50);
        assertThat(endpoint.taken).containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(world.replay("a", 99))
                .as("ahead of it: that would lose events")
                .isFalse();
        world.append(1);
        assertThat(endpoint.taken).contains(16L);
    }

    @Test
    void onlyWhatItWantsIsSent() {
        SimulatedEndpoints.Endpoint endpoint = world.openForInbound("a");
        world.append(20);
        world.appendInbound();
        assertThat(endpoint.seen()).containsExactly(21L);
        assertThat(endpoint.status().behind()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostWhateverTheEndpointAnswersAndHoweverOftenTheProcessDies(long seed) {
        SimulatedEndpoints chaos = new SimulatedEndpoints(seed);
        TreeSet<Long> taken = new TreeSet<>();
        for (int life = 0; life < 12; life++) {
            SimulatedEndpoints.Endpoint endpoint = chaos.open("a", 1 + chaos.random(12));
            for (int turn = 0; turn < 25; turn++) {
                int mood = chaos.random(4);
                endpoint.answer = cursor -> switch (mood) {
                    case 0 -> status(200);
                    case 1 -> chaos.random(3) == 0 ? status(500) : status(200);
                    case 2 -> chaos.random(2) == 0 ? Outcome.ofStatus(503, 2_000) : status(302);
                    default -> Outcome.broken("reset");
                };
                chaos.append(chaos.random(30));
                chaos.runMillis(chaos.random(20_000));
            }
            taken.addAll(endpoint.taken);
            if (life % 2 == 0) {
                chaos.crash();
            } else {
                chaos.restart();
            }
        }
        SimulatedEndpoints.Endpoint last = chaos.open("a", 10);
        chaos.runMillis(40 * HOUR);
        taken.addAll(last.taken);
        assertThat(taken).as("seed %d", seed).containsExactlyElementsOf(upTo(chaos.stored()));
        assertThat(last.status().aside()).isZero();
        assertThat(chaos.counts().dead.sum()).isZero();
        assertThat(chaos.stored()).isGreaterThan(100);
    }
}
