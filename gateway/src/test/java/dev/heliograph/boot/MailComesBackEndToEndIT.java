package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.admission.Account;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer sees of mail that comes back, through the API of the development default. */
class MailComesBackEndToEndIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path data;

    private static String send(DevelopmentGateway gateway, String address) throws Exception {
        JsonNode answer = gateway.api(
                "POST",
                "/v1/messages",
                "{\"identities\":{\"email\":\"%s\"},\"channels\":[\"email\"],\"text\":\"Hello\",\"receipts\":\"all\"}"
                        .formatted(address));
        return answer.get("id").asText();
    }

    private static List<JsonNode> events(DevelopmentGateway gateway, String type) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        gateway.api("GET", "/v1/events?after=0", "").get("events").forEach(event -> {
            if (event.get("type").asText().equals(type)) {
                events.add(event);
            }
        });
        return events;
    }

    private static List<String> statesOf(DevelopmentGateway gateway, String message) throws Exception {
        return events(gateway, "receipt").stream()
                .filter(event -> event.get("message").asText().equals(message))
                .map(event -> event.get("state").asText())
                .toList();
    }

    @Test
    void aBounceEndsItsMessageAndAnAnswerNamesIt() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data)) {
            String bounced = send(gateway, "ann11@example.com");
            String read = send(gateway, "bob00@example.com");
            String answered = send(gateway, "carl90@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, bounced)).contains("failed"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, read)).contains("delivered", "read"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(events(gateway, "inbound")).hasSize(1));
            JsonNode said = events(gateway, "inbound").get(0);
            assertThat(said.toString()).contains("carl90@example.com", "Thank you, I have got it.", answered);
        }
    }

    private static JsonNode writes(DevelopmentGateway gateway, String id, String text, boolean forged)
            throws Exception {
        return gateway.call(
                "POST",
                "http://127.0.0.1:" + gateway.providersPort() + "/_sim/inbound",
                "{\"channel\":\"email\",\"id\":\"%s\",\"from\":\"eve01@example.com\",\"text\":\"%s\",\"forged\":%s}"
                        .formatted(id, text, forged));
    }

    @Test
    void somebodyAnswersWhenTheSimulatorIsAskedForIt() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data)) {
            assertThat(writes(gateway, "a", "Hello?", false).path("status").asInt())
                    .as("nothing to answer")
                    .isZero();
            String sent = send(gateway, "eve01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, sent)).contains("delivered"));
            for (String id : List.of("a", "b", "a")) {
                assertThat(writes(gateway, id, "Gladly, " + id, false)
                                .path("status")
                                .asInt())
                        .isEqualTo(250);
            }
            assertThat(writes(gateway, "c", "Let me in", true).path("status").asInt())
                    .isEqualTo(550);
            List<JsonNode> inbound = events(gateway, "inbound");
            assertThat(inbound)
                    .extracting(event -> event.at("/content/text").asText())
                    .containsExactly("Gladly, a", "Gladly, b");
            assertThat(inbound)
                    .allMatch(event -> event.at("/replyTo/message").asText().equals(sent));
            assertThat(inbound).allMatch(event -> event.path("channel").asText().equals("email"));
        }
    }

    @Test
    void whoAnswersStopIsSentNothingMore() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data)) {
            String first = send(gateway, "Dora01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, first)).contains("delivered"));
            assertThat(Waiting.on(gateway.relay().answers("Dora01@example.com", "Stop.")))
                    .startsWith("250");
            String second = send(gateway, "dora01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, second)).contains("rejected"));
        }
    }

    @Test
    void alsoWhenTheyHaveAnsweredAllThatIsTakenInAnHour() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data)) {
            String first = send(gateway, "gil01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, first)).contains("delivered"));
            String answer = "250";
            for (int i = 0; i < 50 && answer.startsWith("250"); i++) {
                answer = Waiting.on(
                        gateway.relay().answers("n" + i, "gil01@example.com", "Is it number " + i + "?", false));
            }
            assertThat(answer).startsWith("450");
            assertThat(Waiting.on(gateway.relay().answers("stop", "gil01@example.com", "Stop.", false)))
                    .startsWith("250");
            String second = send(gateway, "gil01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, second)).contains("rejected"));
        }
    }

    /** The channel's address is another account's. */
    private static List<Account> withShop(List<Account> accounts) {
        Account demo = accounts.get(0);
        List<String> numbers = demo.numbers().stream()
                .filter(number -> !number.equals("email"))
                .toList();
        return List.of(
                new Account(
                        demo.name(),
                        demo.smpp(),
                        demo.apiKeyHashes(),
                        demo.rate(),
                        demo.senders(),
                        numbers,
                        demo.validityMillis()),
                new Account("shop", null, List.of(), null, List.of(), List.of("email"), demo.validityMillis()));
    }

    @Test
    void anAnswerIsForTheAccountThatWroteWhoeverOwnsTheChannelsAddress() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(
                data, configuration -> configuration.withAccounts(withShop(configuration.accounts())))) {
            String first = send(gateway, "fay01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, first)).contains("delivered"));
            assertThat(Waiting.on(gateway.relay()
                            .answers("fay01@example.com", "Stop.\r\n\r\nFay\r\n\r\nSent from my iPhone")))
                    .startsWith("250");
            assertThat(events(gateway, "inbound")).singleElement().satisfies(said -> {
                assertThat(said.at("/content/text").asText()).isEqualTo("Stop.\n\nFay");
                assertThat(said.at("/replyTo/message").asText()).isEqualTo(first);
                assertThat(said.path("optOut").asBoolean()).isTrue();
            });
            String second = send(gateway, "fay01@example.com");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(statesOf(gateway, second)).contains("rejected"));
        }
    }
}
