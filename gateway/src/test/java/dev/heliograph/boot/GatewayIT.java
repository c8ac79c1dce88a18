package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.boot.Running.Answer;
import dev.heliograph.boot.client.SmppSend;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.SmppMessageState;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway in one process: real sockets, a real store, the stand-in SMSC at the far end. */
class GatewayIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @Test
    void aMessageOverHttpIsDeliveredAndTold() throws Exception {
        try (Running running = Running.in(folder)) {
            String id = running.send("+393331234567", "Hello");

            await().atMost(PATIENCE).until(() -> running.stateOf(id).equals("delivered"));
            JsonNode events =
                    running.api("GET", "/v1/events?after=0", "").body().path("events");
            assertThat(events.findValuesAsText("state")).containsExactly("sent", "delivered");
            assertThat(running.standIn.smsc().journal().messages())
                    .singleElement()
                    .satisfies(read -> assertThat(read.text()).isEqualTo("Hello"));
        }
    }

    @Test
    void aMessageOverSmppGetsItsReceiptBack() throws Exception {
        try (Running running = Running.in(folder);
                SmppSend client = new SmppSend("127.0.0.1", running.gateway.smppPort(), "demo", "demo")) {
            String id = client.send("+393331234567", "Demo", "x".repeat(300));
            DeliveryReceiptText receipt = client.receipt(id, PATIENCE.toMillis());

            assertThat(receipt).isNotNull();
            assertThat(receipt.state()).isEqualTo(SmppMessageState.DELIVERED);
            JsonNode sessions = running.ops("GET", "/admin/sessions", "").body();
            assertThat(sessions.path("total").asInt()).isEqualTo(1);
            assertThat(sessions.path("sessions").get(0).path("account").asText())
                    .isEqualTo("demo");
        }
    }

    @Test
    void aPausedChannelHoldsItsMessagesUntilItIsResumed() throws Exception {
        try (Running running = Running.in(folder)) {
            assertThat(running.ops("PATCH", "/admin/channels/sms", "{\"paused\":true}")
                            .status())
                    .isEqualTo(200);
            String id = running.send("+393331234567", "Hello");
            await().atMost(PATIENCE)
                    .until(() -> channel(running).path("waiting").asInt() == 1);
            assertThat(running.standIn.smsc().journal().taken()).isEmpty();

            running.ops("PATCH", "/admin/channels/sms", "{\"paused\":false,\"rate\":\"500/s\",\"burst\":50}");

            await().atMost(PATIENCE).until(() -> running.stateOf(id).equals("delivered"));
            assertThat(channel(running).path("ratePerSecond").asDouble()).isEqualTo(500);
        }
    }

    private static JsonNode channel(Running running) throws Exception {
        return running.ops("GET", "/admin/channels", "").body().path("channels").get(0);
    }

    @Test
    void aStopLetsTheWindowDrainAndTakesNothingNew() throws Exception {
        SmscBehaviour slow = SmscBehaviour.builder().answerMillis(700, 700).build();
        List<String> ids = new ArrayList<>();
        try (Running running = Running.in(folder, slow)) {
            for (int i = 0; i < 5; i++) {
                ids.add(running.send("+39333123456" + i, "Hello"));
            }
            await().atMost(PATIENCE)
                    .until(() -> channel(running).path("inFlight").asInt() == 5);
            var stopping = running.gateway.close();
            Answer late = running.api("POST", "/v1/messages", "{\"to\":\"+393331234567\",\"text\":\"late\"}");
            Answer ready = running.ops("GET", "/health/ready", "");
            stopping.await(30, TimeUnit.SECONDS);

            assertThat(late.status()).isEqualTo(503);
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body().path("reasons").get(0).asText()).isEqualTo("stopping");
            assertThat(running.standIn.smsc().journal().taken()).hasSize(5);
        }
        try (Running again = Running.in(folder)) {
            for (String id : ids) {
                assertThat(again.stateOf(id)).isIn("sent", "delivered");
            }
            assertThat(again.standIn.smsc().journal().taken()).as("sent twice").isEmpty();
        }
    }

    @Test
    void whatWaitedWhenItStoppedIsSentAfterTheNextStart() throws Exception {
        String id;
        try (Running running = Running.in(folder)) {
            running.ops("PATCH", "/admin/channels/sms", "{\"paused\":true}");
            id = running.send("+393331234567", "Hello");
        }
        try (Running again = Running.in(folder)) {
            await().atMost(PATIENCE).until(() -> again.stateOf(id).equals("delivered"));
        }
    }

    @Test
    void aFileWithAFaultChangesNothingAtAll() throws Exception {
        try (Running running = Running.in(folder)) {
            String yaml = Files.readString(running.file);
            Files.writeString(
                    running.file,
                    yaml.replace("demo-key", "another-key")
                            .replace("1000/s", "5/s")
                            .replace("channels: [sms]", "channels: [smss]"));

            Answer refused = running.ops("POST", "/admin/reload", "");

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("faults").get(0).asText())
                    .contains(
                            "routes[0].channels: found 'smss', which is no channel; allowed: sms (did you mean 'sms'?)");
            assertThat(channel(running).path("ratePerSecond").asDouble()).isEqualTo(1000);
            assertThat(running.api("GET", "/v1/channels", "").status()).isEqualTo(200);
        }
    }

    @Test
    void aGoodFileIsPutIntoForceWhileItRuns() throws Exception {
        try (Running running = Running.in(folder)) {
            String yaml = Files.readString(running.file);
            String second =
                    "  spare: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw2, password: gw, rate: 7/s}\nroutes:"
                            .formatted(running.standIn.port());
            Files.writeString(
                    running.file,
                    yaml.replace("[demo-key]", "[demo-key, second-key]")
                            .replace("1000/s", "500/s")
                            .replace("window: 10", "window: 11")
                            .replace("channels: [sms]", "channels: [spare]")
                            .replace("routes:", second));

            Answer applied = running.ops("POST", "/admin/reload", "");

            assertThat(applied.status()).as(applied.toString()).isEqualTo(200);
            assertThat(applied.body().path("needRestart").toString())
                    .isEqualTo("[\"channels.sms, but for its rate and price\"]");
            assertThat(channel(running).path("ratePerSecond").asDouble()).isEqualTo(500);
            String id = running.send("+393331234567", "Hello");
            await().atMost(PATIENCE).until(() -> running.stateOf(id).equals("delivered"));
            JsonNode found = running.api("GET", "/v1/messages/" + id, "").body();
            assertThat(found.findValuesAsText("channel")).contains("spare").doesNotContain("sms");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsDoorAndEverythingElseIsClosedAgain() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Configuration configuration = configuration(taken.getLocalPort());

            assertThatThrownBy(() -> Waiting.on(Gateway.start(configuration)))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.exitCode()).isEqualTo(ExitCode.PORT_TAKEN);
                        assertThat(refusal)
                                .hasMessageStartingWith(
                                        "the HTTP door cannot listen on 127.0.0.1:" + taken.getLocalPort());
                    });
        }
        Gateway gateway = Waiting.on(Gateway.start(configuration(0)));
        gateway.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    void aDataDirectoryInUseIsRefused() throws Exception {
        Gateway first = Waiting.on(Gateway.start(configuration(0)));
        try {
            assertThatThrownBy(() -> Waiting.on(Gateway.start(configuration(0))))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.exitCode()).isEqualTo(ExitCode.DATA_DIRECTORY);
                        assertThat(refusal)
                                .hasMessageContaining("in use by process "
                                        + ProcessHandle.current().pid());
                    });
        } finally {
            first.close().await(30, TimeUnit.SECONDS);
        }
    }

    private Configuration configuration(int httpPort) {
        String yaml = "data: %s\nhttp: {port: %d}\nops: {port: 0}\nsmpp: {port: 0}\n"
                .formatted(folder.resolve("data"), httpPort);
        return ((Loaded.Good) ChannelKinds.reader().read("f", yaml)).configuration();
    }
}
