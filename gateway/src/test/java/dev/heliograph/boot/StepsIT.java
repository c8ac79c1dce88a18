package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppBindType;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that take several channels, over real sockets: the stand-ins refuse, fail later, or say nothing, as the recipient's last digits ask. */
class StepsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private DevelopmentGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new DevelopmentGateway(folder.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    private String submit(String fields) throws Exception {
        JsonNode accepted = gateway.api("POST", "/v1/messages", "{" + fields + ",\"text\":\"Hello\"}");
        assertThat(accepted.path("id").asText()).as(accepted.toString()).isNotEmpty();
        return accepted.path("id").asText();
    }

    /** @return what was told of a message: {@code sms-main delivered final} */
    private List<String> told(String id) throws Exception {
        List<String> told = new ArrayList<>();
        for (JsonNode event :
                gateway.api("GET", "/v1/events?after=0&limit=1000", "").path("events")) {
            if (event.path("message").asText().equals(id)) {
                told.add(event.path("channel").asText() + " "
                        + event.path("state").asText()
                        + (event.path("final").asBoolean() ? " final" : "")
                        + (event.path("late").asBoolean() ? " late" : ""));
            }
        }
        return told;
    }

    private void awaitTold(String id, String... events) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(told(id)).containsExactly(events));
    }

    @Test
    void whoeverIsSilentOnOneChannelGetsAnSmsWhenItsTimeIsOver() throws Exception {
        String id = submit("\"to\":\"+31612345601\",\"identities\":{\"whatsapp\":\"31612345602\"},"
                + "\"channels\":[\"whatsapp\",\"sms\"],\"fallback\":{\"after\":\"PT2S\"}");
        awaitTold(id, "sms-main delivered final");
        JsonNode message = gateway.api("GET", "/v1/messages/" + id, "");
        assertThat(message.path("channel").asText()).isEqualTo("sms-main");
        assertThat(message.path("final").asBoolean()).isTrue();
        JsonNode first = message.at("/attempts/0");
        JsonNode second = message.at("/attempts/1");
        assertThat(first.path("channel").asText()).isEqualTo("whatsapp");
        assertThat(first.path("state").asText()).isEqualTo("expired");
        assertThat(first.at("/error/type").asText()).isEqualTo("timeout");
        assertThat(second.path("state").asText()).isEqualTo("delivered");
        assertThat(Duration.between(
                        Instant.parse(first.path("startedAt").asText()),
                        Instant.parse(second.path("startedAt").asText())))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
    }

    @Test
    void whoeverIsReportedUnreachableLaterGetsItAtOnce() throws Exception {
        String id = submit("\"to\":\"+31612345601\",\"identities\":{\"whatsapp\":\"31612345611\"},"
                + "\"channels\":[\"whatsapp\",\"sms\"],\"fallback\":{\"after\":\"PT1H\"}");
        awaitTold(id, "sms-main delivered final");
        JsonNode message = gateway.api("GET", "/v1/messages/" + id, "");
        assertThat(message.at("/attempts/0/state").asText()).isEqualTo("failed");
        assertThat(message.at("/route/0/after").asText()).isEqualTo("PT1H");
    }

    @Test
    void sentIsTheEndWhereNobodyReportsDelivery() throws Exception {
        String id = submit("\"identities\":{\"telegram\":\"123456789\"},\"channels\":[\"telegram\"],"
                + "\"fallback\":{\"until\":\"delivered\"}");
        awaitTold(id, "telegram sent final");
        JsonNode message = gateway.api("GET", "/v1/messages/" + id, "");
        assertThat(message.path("state").asText()).isEqualTo("sent");
        assertThat(message.path("final").asBoolean()).isTrue();
        assertThat(message.at("/route/0/until").asText()).isEqualTo("sent");
    }

    @Test
    void readingIsTheEndOnlyWhereItIsAskedFor() throws Exception {
        String plain = submit("\"to\":\"+31612345699\",\"channels\":[\"whatsapp\"]");
        String toBeRead = submit(
                "\"to\":\"+31612345698\",\"channels\":[\"whatsapp\"],\"fallback\":{\"until\":\"read\",\"after\":\"PT1M\"}");
        String unread = submit(
                "\"to\":\"+31612345601\",\"channels\":[\"whatsapp\"],\"fallback\":{\"until\":\"read\",\"after\":\"PT2S\"}");
        awaitTold(plain, "whatsapp delivered final", "whatsapp read");
        awaitTold(toBeRead, "whatsapp delivered", "whatsapp read final");
        awaitTold(unread, "whatsapp delivered", "whatsapp delivered final");
    }

    @Test
    void aDryRunSaysWhenTheNextChannelIsTaken() throws Exception {
        JsonNode answer = gateway.api(
                "POST",
                "/v1/messages?dryRun=true",
                "{\"to\":\"+31612345601\",\"channels\":[\"whatsapp\",\"sms\"],\"fallback\":{\"after\":\"PT2S\"},\"text\":\"Hello\"}");
        assertThat(answer.path("steps").toString())
                .isEqualTo("[{\"channel\":\"whatsapp\",\"until\":\"delivered\",\"after\":\"PT2S\"},"
                        + "{\"channel\":\"sms-main\",\"until\":\"delivered\",\"after\":\"PT2S\"}]");
        assertThat(answer.at("/considered/1/why").asText()).contains("when whatsapp refuses it", "within PT2S");
    }

    @Test
    void anSmppClientHearsOneReceiptOfTheChannelThatDecided() throws Exception {
        try (Esme esme = Esme.bind(gateway.smppPort(), SmppBindType.TRANSCEIVER, 10)) {
            esme.submitOver("whatsapp:read:PT2S,sms", "31612345620");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(esme.told).containsExactly("DELIVRD err 000 over sms-main"));
            esme.submitOver("whatsapp::PT2S,sms", "31612345611");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(esme.told).hasSize(2));
            assertThat(esme.told.get(1)).matches("UNDELIV err (?!000)\\d{3} over sms-main");
            assertThat(esme.receipts.values()).allMatch(count -> count.get() == 1);
        }
    }
}
