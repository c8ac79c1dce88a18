package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.simulator.MessageIdForm;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.throttle.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Channels and nodes that share one account at a provider, which gives each receipt to whichever of their binds has its turn. */
class SharedAccountIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHANNEL_A =
            "  a: {kind: smpp, host: 127.0.0.1, port: %1$d, systemId: gw, password: gw, rate: 2000/s, burst: 100}\n";
    private static final String CHANNEL_B =
            "  b: {kind: smpp, host: 127.0.0.1, port: %1$d, systemId: gw, password: gw, rate: 2000/s, burst: 100}\n";

    @TempDir
    private Path directory;

    private StandIn smsc;

    private void smsc(SmscBehaviour behaviour) throws InterruptedException {
        smsc = StandIn.start(SmscOptions.DEFAULT.withAddress("127.0.0.1", 0), behaviour);
    }

    @AfterEach
    void closeSmsc() throws InterruptedException {
        smsc.close();
    }

    private Gateway gateway(String node, String channels, String routes, String more) throws InterruptedException {
        return RunningGateway.gateway(
                """
                node: %s
                data: %s
                http: {host: 127.0.0.1, port: 0}
                ops: {host: 127.0.0.1, port: 0}
                smpp: {host: 127.0.0.1, port: 0}
                accounts:
                  demo:
                    apiKeys: ["sha256:2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea"]
                channels:
                %s
                routes:
                %s
                %s
                """.formatted(node, directory.resolve(node), channels.formatted(smsc.port()), routes, more));
    }

    private static void send(Gateway gateway, String prefix, int count) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"to\":\"+")
                    .append(prefix)
                    .append(1_000_000 + i)
                    .append("\",\"from\":\"Test\",\"text\":\"x\"}\n");
        }
        assertThat(RunningGateway.post(gateway.httpPort(), "/v1/messages", "application/x-ndjson", lines.toString())
                        .statusCode())
                .isBetween(200, 207);
    }

    private static void eachEndsOnce(EventWatcher watcher, int count) {
        await().atMost(PATIENCE).until(() -> watcher.finals.size() >= count);
        assertThat(watcher.finals).hasSize(count);
        assertThat(watcher.finals.values()).allSatisfy(told -> assertThat(told).hasValue(1));
        assertThat(watcher.states.values()).containsOnly("delivered");
    }

    @Test
    void theChannelsOfOneAccountKnowEachOthersMessages() throws Exception {
        smsc(SmscBehaviour.builder()
                .receiptMillis(0, 200)
                .earlyReceiptShare(0.2)
                .duplicateReceiptShare(0.2)
                .ids(MessageIdForm.HEX, MessageIdForm.PADDED_DECIMAL)
                .build());
        Gateway gateway = gateway(
                "gw-1",
                CHANNEL_A + CHANNEL_B,
                "  - {when: {prefix: [\"3931\"]}, channels: [a]}\n  - {channels: [b]}",
                "");
        try (EventWatcher watcher = EventWatcher.open(gateway.httpPort(), "demo", "after=0")) {
            send(gateway, "3931", 300);
            send(gateway, "3932", 300);
            eachEndsOnce(watcher, 600);
            assertThat(OpsPage.metric(gateway, "heliograph_receipts_total", "channel=\"a\""))
                    .isPositive();
            assertThat(OpsPage.metric(gateway, "heliograph_receipts_total", "channel=\"b\""))
                    .isPositive();
        } finally {
            Waiting.on(gateway.close());
        }
    }

    @Test
    void evenAfterARestartWithoutTheChannelThatSent() throws Exception {
        smsc(SmscBehaviour.builder().receiptMillis(2_000, 3_000).build());
        Gateway before = gateway("gw-1", CHANNEL_A + CHANNEL_B, "  - {channels: [a]}", "");
        try {
            send(before, "3931", 200);
            await().atMost(PATIENCE).until(() -> smsc.smsc().counts().taken.sum() == 200);
        } finally {
            Waiting.on(before.close());
        }
        Gateway after = gateway("gw-1", CHANNEL_B, "  - {channels: [b]}", "");
        try (EventWatcher watcher = EventWatcher.open(after.httpPort(), "demo", "after=0")) {
            eachEndsOnce(watcher, 200);
        } finally {
            Waiting.on(after.close());
        }
    }

    @Test
    void theNodesOfOneAccountBringReceiptsToTheirMessagesThoughRedisDies() throws Exception {
        smsc(SmscBehaviour.builder().receiptMillis(500, 6_000).build());
        try (TestRedis redis = TestRedis.started()) {
            String shared = "redis: {uri: \"" + redis.uri() + "\"}";
            Gateway one = gateway("gw-1", CHANNEL_A, "  - {channels: [a]}", shared);
            Gateway two = gateway("gw-2", CHANNEL_B, "  - {channels: [b]}", shared);
            try (EventWatcher toldByOne = EventWatcher.open(one.httpPort(), "demo", "after=0");
                    EventWatcher toldByTwo = EventWatcher.open(two.httpPort(), "demo", "after=0")) {
                send(one, "3931", 400);
                send(two, "3932", 400);
                await().atMost(PATIENCE).until(() -> toldByOne.finals.size() > 50);
                redis.kill();
                await().atMost(PATIENCE)
                        .until(() -> smsc.smsc().counts().receiptsDelivered.sum() == 800);
                await().atMost(PATIENCE)
                        .until(() -> OpsPage.metric(one, "heliograph_receipts_parked_now", "") > 10
                                && OpsPage.metric(two, "heliograph_receipts_parked_now", "") > 10);
                redis.start();
                eachEndsOnce(toldByOne, 400);
                eachEndsOnce(toldByTwo, 400);
                await().atMost(PATIENCE)
                        .until(() -> OpsPage.metric(one, "heliograph_receipts_parked_now", "") == 0
                                && OpsPage.metric(two, "heliograph_receipts_parked_now", "") == 0);
                assertThat(OpsPage.metric(one, "heliograph_receipts_taken_here_total", ""))
                        .isPositive();
                assertThat(OpsPage.metric(one, "heliograph_receipts_taken_elsewhere_total", ""))
                        .isPositive();
            } finally {
                Waiting.on(one.close());
                Waiting.on(two.close());
            }
        }
    }
}
