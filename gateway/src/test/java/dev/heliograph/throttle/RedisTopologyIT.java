package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.throttle.RedisConfig.Mode;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisSentinel;
import redis.embedded.RedisServer;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.RedisServerBuilder;

/** Leases from a cluster and from a Sentinel group. */
class RedisTopologyIT {
    private static final Rate RATE = new Rate(1_000, 100);

    private static RedisConfig config(Mode mode, Stream<Integer> ports) {
        String uri =
                String.join(",", ports.map(port -> "redis://127.0.0.1:" + port).toList());
        return new RedisConfig(uri, mode, "group", "heliograph", 20, 25, 10_000, 1, 3, 250);
    }

    /** A cluster's nodes talk on their port + 10,000, which must be a port too. */
    private static int freePort() {
        return IntStream.generate(TestRedis::freePort)
                .filter(port -> port < 55_000)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void bucketsLieOnAllNodesOfACluster() throws Exception {
        List<Integer> ports =
                Stream.generate(RedisTopologyIT::freePort).distinct().limit(3).toList();
        RedisShardedCluster cluster = RedisShardedCluster.newRedisCluster()
                .withServerBuilder(new RedisServerBuilder().bind("127.0.0.1").setting("save \"\""))
                .serverPorts(ports)
                .shard("a", 0)
                .shard("b", 0)
                .shard("c", 0)
                .initializationTimeout(Duration.ofSeconds(30))
                .build();
        Vertx vertx = Vertx.vertx();
        try {
            cluster.start();
            var leases = new RedisLeases(vertx, "node", config(Mode.CLUSTER, ports.stream()));
            for (int i = 0; i < 30; i++) {
                var request = new LeaseRequest("channel:" + i, RATE, 1, 1, 0, 25_000, false);
                LeaseGrant grant = leases.lease(request)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
                assertThat(grant).isEqualTo(new LeaseGrant(1, 0, 0, 0, 1));
            }
            leases.close();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            cluster.stop();
        }
    }

    @Test
    void aSentinelFailoverIsSurvived() throws Exception {
        int masterPort = freePort();
        int sentinelPort = freePort();
        RedisServer master = server(masterPort).build();
        RedisServer replica =
                server(freePort()).slaveOf("127.0.0.1", masterPort).build();
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
            try (var node = new TestNode("node", config(Mode.SENTINEL, Stream.of(sentinelPort)), RATE)) {
                awaitLocal(node, false);
                // Sentinel learns of the replica from the master, every ten seconds.
                await().atMost(Duration.ofSeconds(15))
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> TestRedis.ask(node.vertx, sentinelPort, Command.SENTINEL, "REPLICAS", "group")
                                        .size()
                                > 0);
                master.stop();
                awaitLocal(node, true);
                awaitLocal(node, false);
                long before = node.granted.get();
                long start = System.nanoTime();
                await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
                double perSecond = (node.granted.get() - before) * 1e9 / (System.nanoTime() - start);
                assertThat(perSecond).isBetween(900.0, 1_040.0);
            }
        } finally {
            sentinel.stop();
            replica.stop();
            master.stop();
        }
    }

    private static RedisServerBuilder server(int port) throws Exception {
        return RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("repl-diskless-sync-delay 0");
    }

    private static void awaitLocal(TestNode node, boolean local) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> node.isLocal() == local);
    }
}
