package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.throttle.RedisConfig.Mode;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.embedded.Redis;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.RedisServerBuilder;

/**
 * Two nodes through faults of a real Redis that take long to show: a process that hangs, a slow network, failovers. In every one of them the nodes together are granted
 * at most {@code rate x time + burst + nodes x lease}, and they are never closed.
 */
@Tag("faults")
class RedisFaultsIT {
    private static final Rate RATE = new Rate(1_000, 100);
    private static final int NODES = 2;

    /** 25 ms of the rate each. */
    private static final long LEASES = NODES * 25;

    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (TestNode node : nodes) {
            node.close();
        }
    }

    private void startNodes(Mode mode, Stream<Integer> ports) throws Exception {
        String uri =
                String.join(",", ports.map(port -> "redis://127.0.0.1:" + port).toList());
        RedisConfig config = new RedisConfig(uri, mode, "group", "heliograph", 20, 25, 10_000, 1, 3, 250);
        for (int i = 0; i < NODES; i++) {
            nodes.add(new TestNode("node-" + i, config, RATE));
        }
        awaitAll(false);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> nodes.get(0).nodes() == NODES && nodes.get(1).nodes() == NODES);
        pass(1);
    }

    private long granted() {
        return nodes.stream().mapToLong(node -> node.granted.get()).sum();
    }

    private void awaitAll(boolean local) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    for (TestNode node : nodes) {
                        if (node.isLocal() != local) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static void pass(int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        await().atMost(Duration.ofSeconds(seconds + 10L))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() - end >= 0);
    }

    private interface Fault {
        void pass() throws Exception;
    }

    /** @return permits a second while it lasted */
    private double withinTheBound(Fault fault) throws Exception {
        long before = granted();
        long start = System.nanoTime();
        fault.pass();
        long granted = granted() - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat((double) granted).isLessThanOrEqualTo(RATE.perSecond() * seconds + RATE.burst() + LEASES);
        return granted / seconds;
    }

    @Test
    void aHungProcess() throws Exception {
        try (TestRedis redis = TestRedis.started()) {
            startNodes(Mode.SINGLE, Stream.of(redis.port()));
            double whole = withinTheBound(() -> {
                redis.hang(nodes.get(0).vertx);
                try {
                    awaitAll(true);
                    assertThat(withinTheBound(() -> pass(4)))
                            .as("the local shares")
                            .isBetween(800.0, 950.0);
                } finally {
                    redis.goOn();
                }
                awaitAll(false);
                pass(3);
            });
            // It answers what it was asked while it hung, to nobody: those leases are lost.
            assertThat(whole).isGreaterThan(600);
        }
    }

    @Test
    void aSlowNetwork() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (TestRedis redis = TestRedis.started();
                SlowProxy network = SlowProxy.to(vertx, redis.port())) {
            startNodes(Mode.SINGLE, Stream.of(network.port()));
            double whole = withinTheBound(() -> {
                network.delayMillis(200);
                awaitAll(true);
                assertThat(withinTheBound(() -> pass(4))).as("the local shares").isBetween(800.0, 950.0);
                network.delayMillis(0);
                awaitAll(false);
                pass(3);
            });
            assertThat(whole).isGreaterThan(800);
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void aSentinelFailover() throws Exception {
        int masterPort = TestRedis.freePort();
        int sentinelPort = TestRedis.freePort();
        RedisServer master = server(masterPort).build();
        RedisServer replica =
                server(TestRedis.freePort()).slaveOf("127.0.0.1", masterPort).build();
        RedisSentinel sentinel = RedisSentinel.newRedisSentinel()
                .bind("127.0.0.1")
                .port(sentinelPort)
                .masterName("group")
                .masterPort(masterPort)
                .quorumSize(1)
                .downAfterMilliseconds(500)
                .failOverTimeout(2_000)
                .build();
        try {
            master.start();
            replica.start();
            sentinel.start();
            startNodes(Mode.SENTINEL, Stream.of(sentinelPort));
            Vertx vertx = nodes.get(0).vertx;
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> TestRedis.ask(vertx, sentinelPort, Command.SENTINEL, "REPLICAS", "group")
                                    .size()
                            > 0);
            double whole = withinTheBound(() -> {
                master.stop();
                awaitAll(true);
                awaitAll(false);
                pass(3);
            });
            assertThat(whole).isGreaterThan(700);
        } finally {
            sentinel.stop();
            replica.stop();
            master.stop();
        }
    }

    @Test
    void aClusterFailover() throws Exception {
        // A cluster's nodes talk on their port + 10,000, which must be a port too.
        List<Integer> ports = Stream.generate(TestRedis::freePort)
                .filter(port -> port < 55_000)
                .distinct()
                .limit(6)
                .toList();
        RedisShardedCluster cluster = RedisShardedCluster.newRedisCluster()
                .withServerBuilder(new RedisServerBuilder()
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .setting("cluster-node-timeout 1500"))
                .serverPorts(ports)
                .shard("a", 1)
                .shard("b", 1)
                .shard("c", 1)
                .initializationTimeout(Duration.ofSeconds(60))
                .build();
        try {
            cluster.start();
            startNodes(Mode.CLUSTER, ports.stream());
            int owner = ownerOf("{heliograph:channel:test}:permits", ports.get(0));
            double whole = withinTheBound(() -> {
                for (Redis server : cluster.servers()) {
                    if (server.ports().contains(owner)) {
                        server.stop();
                    }
                }
                awaitAll(true);
                awaitAll(false);
                pass(3);
            });
            assertThat(whole).isGreaterThan(700);
        } finally {
            cluster.stop();
        }
    }

    /** A node that is asked for a key it does not own says who does. */
    private int ownerOf(String key, int port) throws Exception {
        try {
            TestRedis.ask(nodes.get(0).vertx, port, Command.GET, key);
            return port;
        } catch (ExecutionException moved) {
            String text = String.valueOf(moved.getCause().getMessage());
            return text.startsWith("MOVED") ? Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) : port;
        }
    }

    private static RedisServerBuilder server(int port) throws Exception {
        return RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("repl-diskless-sync-delay 0");
    }
}
