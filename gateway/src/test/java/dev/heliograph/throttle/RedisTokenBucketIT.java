package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes on a real Redis, in real time, with its real faults. */
class RedisTokenBucketIT {
    private static final Rate RATE = new Rate(1_000, 100);
    /** Leases of all nodes together: 25 ms of the rate each. */
    private static final long LEASES = 2 * 25;

    private final TestRedis redis = TestRedis.notStarted();
    private final List<TestNode> nodes = new ArrayList<>();

    private void startNodes() throws Exception {
        for (int i = 0; i < 2; i++) {
            nodes.add(new TestNode("node-" + i, RedisConfig.of(redis.uri()), RATE));
        }
    }

    @AfterEach
    void close() throws Exception {
        for (TestNode node : nodes) {
            node.close();
        }
        redis.close();
        assertThat(nodes).as("calls to the lane from a foreign thread").allMatch(node -> node.strayThreads.get() == 0);
    }

    private long granted() {
        return nodes.stream().mapToLong(node -> node.granted.get()).sum();
    }

    private void awaitAll(boolean local) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    for (TestNode node : nodes) {
                        assertThat(node.isLocal()).isEqualTo(local);
                    }
                });
    }

    private void awaitShared() {
        awaitAll(false);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (TestNode node : nodes) {
                assertThat(node.nodes()).isEqualTo(2);
            }
        });
    }

    /** What the nodes are granted a second while something lasts. */
    private double ratePerSecond(ThrowingRunnable something) throws Throwable {
        long before = granted();
        long start = System.nanoTime();
        something.run();
        return (granted() - before) * 1e9 / (System.nanoTime() - start);
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() - end >= 0);
    }

    @Test
    void twoNodesHoldTheRateTogetherWithFewCalls() throws Throwable {
        redis.start();
        startNodes();
        awaitShared();
        pass(Duration.ofSeconds(1));
        long calls = nodes.get(0).calls() + nodes.get(1).calls();
        long first = nodes.get(0).granted.get();

        double rate = ratePerSecond(() -> pass(Duration.ofSeconds(10)));

        assertThat(rate).isCloseTo(1_000, withinPercentage(3));
        assertThat(nodes.get(0).granted.get() - first).isBetween(4_000L, 6_000L);
        assertThat(nodes.get(0).calls() + nodes.get(1).calls() - calls).isLessThanOrEqualTo(10 * 200);
    }

    @Test
    void redisKilledAndStartedAgainIsNeitherOpenNorClosed() throws Throwable {
        redis.start();
        startNodes();
        awaitShared();
        pass(Duration.ofSeconds(1));
        long before = granted();
        long start = System.nanoTime();

        redis.kill();
        awaitAll(true);
        double away = ratePerSecond(() -> pass(Duration.ofSeconds(3)));
        assertThat(away).as("0.9 x rate / 2 nodes, each").isBetween(800.0, 930.0);

        redis.start();
        awaitShared();
        pass(Duration.ofSeconds(1));
        double seconds = (System.nanoTime() - start) / 1e9;
        long granted = granted() - before;
        assertThat((double) granted).isLessThanOrEqualTo(1_000 * seconds + RATE.burst() + LEASES);
        assertThat((double) granted).isGreaterThan(800 * seconds);

        assertThat(ratePerSecond(() -> pass(Duration.ofSeconds(4)))).isCloseTo(1_000, withinPercentage(4));
    }

    @Test
    void aFlushOfScriptsOrKeysGoesUnnoticed() throws Throwable {
        redis.start();
        startNodes();
        awaitShared();
        pass(Duration.ofSeconds(1));
        long start = System.nanoTime();
        long before = granted();
        redis.send(nodes.get(0).vertx, Command.SCRIPT, "FLUSH");
        pass(Duration.ofSeconds(1));
        redis.send(nodes.get(0).vertx, Command.FLUSHALL);
        pass(Duration.ofSeconds(2));
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) granted() - before).isBetween(900 * seconds, 1_000 * seconds + RATE.burst() + LEASES);
        awaitShared();
    }

    @Test
    void aRedisThatStopsAnsweringCostsADeadlineAndComesBack() throws Throwable {
        redis.start();
        startNodes();
        awaitShared();
        pass(Duration.ofSeconds(1));

        redis.send(nodes.get(0).vertx, Command.CLIENT, "PAUSE", "4000", "ALL");
        awaitAll(true);
        assertThat(ratePerSecond(() -> pass(Duration.ofSeconds(2)))).isBetween(800.0, 930.0);

        awaitAll(false);
        pass(Duration.ofSeconds(1));
        assertThat(ratePerSecond(() -> pass(Duration.ofSeconds(3)))).isCloseTo(1_000, withinPercentage(5));
    }

    @Test
    void withoutRedisAtTheStartTheNodesWorkAndFindItLater() throws Throwable {
        startNodes();
        awaitAll(true);
        assertThat(ratePerSecond(() -> pass(Duration.ofSeconds(2))))
                .as("each thinks it is alone, as configured")
                .isBetween(1_600.0, 1_860.0);
        redis.start();
        awaitShared();
        pass(Duration.ofSeconds(1));
        assertThat(ratePerSecond(() -> pass(Duration.ofSeconds(3)))).isCloseTo(1_000, withinPercentage(5));
    }

    @Test
    void theLastNodeLeavesNoNodesBehind() throws Throwable {
        redis.start();
        startNodes();
        awaitShared();
        TestNode first = nodes.remove(0);
        first.close();
        await().atMost(5, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(
                                redis.send(nodes.get(0).vertx, Command.ZCARD, "{heliograph:channel:test}:alive")
                                        .toInteger())
                        .isOne());
    }
}
