package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.simulator.SmscBehaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of a whole gateway, their receiver a server that is not ours (the JDK's) and checks signatures by the words of the specification. */
class WebhookIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private String yaml(WebhookReceiver receiver, int smscPort, String more) {
        return Running.yaml(folder, smscPort)
                .replace(
                        "apiKeys: [demo-key]",
                        "apiKeys: [demo-key], webhook: {url: '%s', secrets: ['%s', '%s'], allowPrivate: true%s}"
                                .formatted(receiver.url(), receiver.secret(), WebhookReceiver.OTHER_SECRET, more));
    }

    private Running start(WebhookReceiver receiver) throws Exception {
        return Running.with(folder, SmscBehaviour.PERFECT, port -> yaml(receiver, port, ""));
    }

    private static JsonNode webhook(Running running) throws Exception {
        return running.ops("GET", "/admin/webhooks", "").body().path("webhooks").get(0);
    }

    @Test
    void everyEventIsPostedSignedWithBothSecrets() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver();
                Running running = start(receiver)) {
            String id = running.send("+393331234567", "Hello");

            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 2);
            assertThat(receiver.taken().values())
                    .extracting(event -> event.path("state").asText())
                    .containsExactlyInAnyOrder("sent", "delivered");
            assertThat(receiver.taken().values())
                    .allSatisfy(
                            event -> assertThat(event.path("message").asText()).isEqualTo(id));
            assertThat(receiver.signatures()).allMatch(header -> header.split(" ").length == 2);
            assertThat(receiver.forged()).isZero();
            await().atMost(PATIENCE).until(() -> webhook(running).path("behind").asInt() == 0);
            assertThat(webhook(running).path("url").asText()).doesNotContain("token");
            assertThat(running.opsText("/metrics"))
                    .contains("heliograph_webhooks_taken_total 2.0")
                    .contains("heliograph_webhook_down{account=\"demo\",webhook=\"default\"} 0.0");
        }
    }

    @Test
    void whatFailsComesAgainUnderTheSameIdAndNothingIsLostOverARestart() throws Exception {
        List<String> ids = new ArrayList<>();
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            try (Running running = start(receiver)) {
                receiver.answer(500);
                for (int i = 0; i < 30; i++) {
                    ids.add(running.send("+3933312345" + (10 + i), "Hello"));
                }
                await().atMost(PATIENCE).until(() -> receiver.requests() >= 10);
            }
            receiver.answer(200);
            try (Running running = start(receiver)) {
                await().atMost(PATIENCE).until(() -> receiver.taken().size() == 60);
                for (String id : ids) {
                    assertThat(receiver.taken().values())
                            .filteredOn(event -> event.path("message").asText().equals(id))
                            .hasSize(2);
                }
                await().atMost(PATIENCE)
                        .until(() -> webhook(running).path("behind").asInt() == 0);
                assertThat(webhook(running).path("aside").asInt()).isZero();
            }
            assertThat(receiver.changedUnderTheSameId()).isZero();
        }
    }

    @Test
    void a410DisablesItAnOperatorResumesItAndReplaysIt() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver();
                Running running = start(receiver)) {
            Instant begun = Instant.now().minusSeconds(60);
            receiver.answer(410);
            running.send("+393331234567", "Hello");
            await().atMost(PATIENCE)
                    .until(() -> webhook(running).path("state").asText().equals("disabled"));
            receiver.answer(200);
            assertThat(receiver.taken()).isEmpty();

            String path = "/admin/accounts/demo/webhooks/default/";
            assertThat(running.ops("POST", path + "resume", "").status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 2);

            receiver.forget();
            assertThat(running.ops("POST", path + "replay?after=0", "").status())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 2);
            receiver.forget();
            assertThat(running.ops("POST", path + "replay?since=" + begun, "").status())
                    .isEqualTo(200);
            await().atMost(PATIENCE).until(() -> receiver.taken().size() == 2);
            assertThat(running.ops("POST", path + "replay", "").status()).isEqualTo(422);
            assertThat(running.ops("POST", path + "replay?after=c0000000000zzz", "")
                            .status())
                    .isEqualTo(422);
            assertThat(running.ops("POST", "/admin/accounts/demo/webhooks/none/resume", "")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aReloadOpensChangesAndClosesThem() throws Exception {
        try (WebhookReceiver first = new WebhookReceiver();
                WebhookReceiver second = new WebhookReceiver();
                Running running = start(first)) {
            Files.writeString(running.file, yaml(second, running.standIn.port(), ", types: receipt"));
            assertThat(running.ops("POST", "/admin/reload", "").status()).isEqualTo(200);
            running.send("+393331234567", "Hello");
            await().atMost(PATIENCE).until(() -> second.taken().size() == 2);
            assertThat(first.requests()).isZero();

            Files.writeString(running.file, Running.yaml(folder, running.standIn.port()));
            assertThat(running.ops("POST", "/admin/reload", "").status()).isEqualTo(200);
            assertThat(running.ops("GET", "/admin/webhooks", "").body().path("webhooks"))
                    .isEmpty();
            String id = running.send("+393331234567", "Hello");
            await().atMost(PATIENCE).until(() -> running.stateOf(id).equals("delivered"));
            Files.writeString(running.file, yaml(second, running.standIn.port(), ""));
            assertThat(running.ops("POST", "/admin/reload", "").status()).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> second.taken().size() == 4);
        }
    }
}
