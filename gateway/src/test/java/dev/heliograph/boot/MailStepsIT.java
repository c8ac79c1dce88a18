package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.channel.email.MailInbound;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail through a relay that reports what bounces and nothing else, as relays do by default, with another channel behind it. */
class MailStepsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String BOUNCES = "ann11@example.com";
    private static final String SILENT = "ann02@example.com";

    @TempDir
    private Path data;

    private static Configuration withBouncesAlone(Configuration configuration) {
        return configuration.withChannels(configuration.channels().stream()
                .map(channel -> channel.provider() instanceof MailChannelFactory mail
                        ? channel.withProvider(withBouncesAlone(mail))
                        : channel)
                .toList());
    }

    private static MailChannelFactory withBouncesAlone(MailChannelFactory mail) {
        MailInbound inbound = Objects.requireNonNull(mail.inbound());
        return new MailChannelFactory(
                mail.host(),
                mail.port(),
                mail.security(),
                mail.authority(),
                mail.login(),
                mail.sender(),
                mail.concurrency(),
                mail.connectMillis(),
                mail.answerMillis(),
                mail.recipientMillis(),
                new MailInbound(inbound.domain(), inbound.secret(), false, false, inbound.address()),
                mail.dkim());
    }

    private static String body(String address, String after) {
        return "{\"to\":\"+31612345601\",\"identities\":{\"email\":\"%s\"},\"channels\":[\"email\",\"sms\"],\"text\":\"Hello\",\"fallback\":{\"after\":\"%s\"}}"
                .formatted(address, after);
    }

    private static String send(DevelopmentGateway gateway, String address, String after) throws Exception {
        JsonNode answer = gateway.api("POST", "/v1/messages", body(address, after));
        return answer.path("id").asText();
    }

    /** @return what was told of a message: {@code sms-main delivered final} */
    private static List<String> told(DevelopmentGateway gateway, String id) throws Exception {
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

    @Test
    void whatBouncesInTimeGoesBySms() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data, MailStepsIT::withBouncesAlone)) {
            String id = send(gateway, BOUNCES, "PT1H");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told(gateway, id)).containsExactly("sms-main delivered final"));
            JsonNode message = gateway.api("GET", "/v1/messages/" + id, "");
            assertThat(message.at("/attempts/0/channel").asText()).isEqualTo("email");
            assertThat(message.at("/attempts/0/state").asText()).isEqualTo("failed");
            assertThat(message.at("/attempts/0/error/code").asInt()).isEqualTo(550);
        }
    }

    @Test
    void whatDoesNotBounceEndsSentAndWhatBouncesAfterThatIsToldAsLate() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data, MailStepsIT::withBouncesAlone)) {
            gateway.relay().sendBack("127.0.0.1", gateway.mailPort(), 4_000);
            String silent = send(gateway, SILENT, "PT1S");
            String bounced = send(gateway, BOUNCES, "PT1S");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told(gateway, bounced))
                            .containsExactly("email sent final", "email failed late"));
            assertThat(told(gateway, silent)).containsExactly("email sent final");
            assertThat(gateway.texts()).isEmpty();
        }
    }

    @Test
    void aDryRunSaysSo() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(data, MailStepsIT::withBouncesAlone)) {
            JsonNode answer = gateway.api("POST", "/v1/messages?dryRun=true", body(BOUNCES, "PT10M"));
            assertThat(answer.toString())
                    .contains("it is taken when email refuses it or reports a failure within PT10M");
        }
    }
}
