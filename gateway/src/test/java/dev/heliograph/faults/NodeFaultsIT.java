package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.boot.GatewayProcess;
import dev.heliograph.throttle.TestRedis;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes come and go, and what they share with them. */
@Tag("faults")
class NodeFaultsIT {
    @TempDir
    private Path directory;

    @Test
    void rollingRestart() throws Exception {
        int restarts = 6;
        // The provider sends a node's receipts to the other one's binds too; they find their way through Redis.
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                TestRedis redis = TestRedis.started();
                GatewayProcess one = new GatewayProcess(
                        "gw-1", directory.resolve("1"), centre.port(), "rate: 1000/s", redisAt(redis));
                GatewayProcess two = new GatewayProcess(
                        "gw-2", directory.resolve("2"), centre.port(), "rate: 1000/s", redisAt(redis))) {
            one.start();
            two.start();
            Traffic toOne = Traffic.to(one, 300);
            Traffic toTwo = Traffic.to(two, 300, 1_000_000);
            for (int i = 0; i < restarts; i++) {
                GatewayProcess gateway = i % 2 == 0 ? one : two;
                (i % 2 == 0 ? toOne : toTwo).awaitMore(1_000);
                assertThat(gateway.stop()).isZero();
                gateway.start();
            }
            toOne.stop();
            toTwo.stop();
            Audit.of("SIGTERM, node by node, " + restarts + " times: node 1", one, centre, 0, toOne, toTwo.onlyTried());
            Audit.of("SIGTERM, node by node, " + restarts + " times: node 2", two, centre, 0, toTwo, toOne.onlyTried());
            assertThat(one.stop()).isZero();
            assertThat(two.stop()).isZero();
        }
    }

    /** Two nodes share a provider and a Redis; one is killed and comes back, then Redis is away for a while. */
    @Test
    void nodeAndRedisLost() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                TestRedis redis = TestRedis.started()) {
            String shared = redisAt(redis);
            try (GatewayProcess one =
                            new GatewayProcess("gw-1", directory.resolve("1"), centre.port(), "rate: 1000/s", shared);
                    GatewayProcess two =
                            new GatewayProcess("gw-2", directory.resolve("2"), centre.port(), "rate: 1000/s", shared)) {
                one.start();
                two.start();
                Traffic toOne = Traffic.to(one, 200);
                Traffic toTwo = Traffic.to(two, 200, 1_000_000);
                toOne.awaitMore(1_000);
                one.kill();
                toTwo.awaitMore(2_000);
                one.start();
                toOne.awaitMore(1_000);
                redis.kill();
                toOne.awaitMore(2_000);
                redis.start();
                toTwo.awaitMore(1_000);
                one.signal("STOP");
                Rig.pause(15);
                one.signal("CONT");
                toOne.awaitMore(500);
                toOne.stop();
                toTwo.stop();
                String fault = "a node killed, Redis killed, a node cut off for 15 s: node ";
                Audit.of(fault + 1, one, centre, 2 * Rig.WINDOW, toOne, toTwo.onlyTried());
                Audit.of(fault + 2, two, centre, 2 * Rig.WINDOW, toTwo, toOne.onlyTried());
                assertThat(one.stop()).isZero();
                assertThat(two.stop()).isZero();
            }
        }
    }

    private static String redisAt(TestRedis redis) {
        return "redis: {uri: \"" + redis.uri() + "\"}\n";
    }
}
