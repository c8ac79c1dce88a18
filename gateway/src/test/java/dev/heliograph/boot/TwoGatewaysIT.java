package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import dev.heliograph.throttle.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two gateways share a channel's rate through one real Redis. The rate is a low one with a quarter of a second of burst, so that a machine that has something else to do for
 * a moment is not taken for a rate that is not reached.
 */
class TwoGatewaysIT {
    private static final int EACH = 1_400;
    private static final int SECONDS = 10;
    private static final int RATE = 200;

    @TempDir
    private Path directory;

    @Test
    void togetherHoldTheChannelToItsRate() throws Exception {
        StandIn smsc = StandIn.start(
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(100_000), SmscBehaviour.PERFECT);
        try (TestRedis redis = TestRedis.started()) {
            String more = "redis: {uri: \"" + redis.uri() + "\"}\n";
            Gateway one = RunningGateway.gateway(
                    "gw-1", directory.resolve("one"), smsc.port(), "rate: 200/s, burst: 50", more);
            Gateway two = RunningGateway.gateway(
                    "gw-2", directory.resolve("two"), smsc.port(), "rate: 200/s, burst: 50", more);
            try {
                fill(one);
                fill(two);
                long from = System.currentTimeMillis() + 500;
                long to = from + SECONDS * 1_000;
                await().atMost(Duration.ofSeconds(60)).until(() -> System.currentTimeMillis() > to + 100);
                assertThat(takenBetween(smsc.smsc(), from, to))
                        .isBetween(RATE * SECONDS * 97L / 100, RATE * SECONDS * 103L / 100);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> smsc.smsc().counts().taken.sum() == 2 * EACH);
            } finally {
                Waiting.on(one.close());
                Waiting.on(two.close());
            }
        } finally {
            smsc.close();
        }
    }

    private static void fill(Gateway gateway) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < EACH; i++) {
            lines.append("{\"to\":\"+3934400")
                    .append(10_000 + i)
                    .append("\",\"from\":\"Test\",\"text\":\"x\",\"receipts\":\"none\"}\n");
        }
        assertThat(RunningGateway.post(gateway.httpPort(), "/v1/messages", "application/x-ndjson", lines.toString())
                        .statusCode())
                .isBetween(200, 207);
    }

    private static long takenBetween(StandInSmsc smsc, long from, long to) {
        return smsc.journal().taken().stream()
                .filter(one -> one.atMillis() >= from && one.atMillis() < to)
                .count();
    }
}
