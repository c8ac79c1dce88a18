package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.simulator.web.StandInProvider;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The development default as a newcomer has it: a whole gateway, the stand-ins behind it, and every channel through the API. */
class ProvidersIT {
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

    private void restart() throws Exception {
        gateway.close();
        start();
    }

    private String stateOf(String id) throws Exception {
        return gateway.api("GET", "/v1/messages/" + id, "").path("state").asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "whatsapp | \"to\":\"+31612345699\" | read",
                "whatsapp | \"to\":\"+31612345601\" | delivered",
                "whatsapp | \"to\":\"+31612345670\" | delivered",
                "whatsapp | \"to\":\"+31612345640\" | delivered",
                "whatsapp | \"to\":\"+31612345620\" | failed",
                "voice | \"to\":\"+31612345601\" | delivered",
                "voice-twilio | \"to\":\"+31612345601\" | delivered",
                "messenger | \"identities\":{\"messenger\":\"123456799\"} | read",
                "messenger | \"identities\":{\"messenger\":\"123456701\"} | delivered",
                "messenger | \"identities\":{\"messenger\":\"123456720\"} | failed",
                "email | \"identities\":{\"email\":\"ann@example.com\"} | read",
                "email | \"identities\":{\"email\":\"ann01@example.com\"} | delivered",
                "email | \"identities\":{\"email\":\"ann11@example.com\"} | failed",
                "email | \"identities\":{\"email\":\"ann80@example.com\"} | expired",
                "email | \"identities\":{\"email\":\"ann10@example.com\"} | failed",
                "instagram | \"identities\":{\"instagram\":\"123456799\"} | read",
                "line | \"identities\":{\"line\":\"U00000000000000000000000123456789\"} | sent",
                "line | \"identities\":{\"line\":\"U00000000000000000000000123456741\"} | sent",
                "line | \"identities\":{\"line\":\"U00000000000000000000000123456710\"} | failed",
                "wechat | \"identities\":{\"wechat\":\"oDEMO123456789\"} | sent",
                "wechat | \"identities\":{\"wechat\":\"oDEMO123456760\"} | sent",
                "wechat | \"identities\":{\"wechat\":\"oDEMO123456720\"} | failed",
                "rcs | \"to\":\"+31612345699\" | read",
                "rcs | \"to\":\"+31612345612\" | failed",
                "rcs-maap | \"to\":\"+31612345699\" | read",
                "plus-message | \"to\":\"+819012345601\" | delivered",
                "viber | \"to\":\"+31612345699\" | read",
                "viber | \"to\":\"+31612345680\" | expired",
                "viber-bot | \"identities\":{\"viber-bot\":\"123456799\"} | read",
                "apple | \"identities\":{\"apple\":\"urn:mbid:AQAAY99\"} | sent",
                "telegram | \"identities\":{\"telegram\":\"123456789\"} | sent"
            })
    void richContentReachesItsEnd(String channel, String to, String state) throws Exception {
        JsonNode accepted = gateway.api(
                "POST",
                "/v1/messages",
                "{%s,\"channels\":[\"%s\"],\"content\":{\"choices\":{\"text\":\"Coming?\",\"options\":[{\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}}]}}}"
                        .formatted(to, channel));
        assertThat(accepted.path("id").asText()).as(accepted.toString()).isNotEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(stateOf(accepted.path("id").asText())).isEqualTo(state));
    }

    private String offersYes(String channel, String person) throws Exception {
        JsonNode accepted = gateway.api(
                "POST",
                "/v1/messages",
                "{\"identities\":{\"%s\":\"%s\"},\"channels\":[\"%s\"],\"content\":{\"choices\":{\"text\":\"Coming?\",\"options\":[{\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}}]}}}"
                        .formatted(channel, person, channel));
        String id = accepted.path("id").asText();
        assertThat(id).as(accepted.toString()).isNotEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stateOf(id)).isEqualTo("delivered"));
        return id;
    }

    @Test
    void whatIsReadAfterARestartIsKnownThoughNoReceiptNamesIt() throws Exception {
        String read = offersYes("messenger", "123456701");
        restart();
        long now = System.currentTimeMillis();
        Buffer watermark = Buffer.buffer(
                "{\"object\":\"page\",\"entry\":[{\"messaging\":[{\"sender\":{\"id\":\"123456701\"},\"timestamp\":%d,\"read\":{\"watermark\":%d}}]}]}"
                        .formatted(now, now));
        HttpRequest hook = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.httpPort() + "/hooks/messenger"))
                .header(
                        "X-Hub-Signature-256",
                        "sha256=" + Signature.hmacSha256(StandInProvider.SECRET).hex(watermark))
                .POST(HttpRequest.BodyPublishers.ofByteArray(watermark.getBytes()))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(hook, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(stateOf(read)).as("stored before it was answered").isEqualTo("read");
    }

    @Test
    void whatIsTappedAfterARestartIsAnAnswerThoughItComesAsText() throws Exception {
        String tapped = offersYes("viber-bot", "123456701");
        restart();
        gateway.writes("viber-bot", "123456701", "y");
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode event = gateway.api("GET", "/v1/events?after=0&types=inbound", "")
                    .path("events")
                    .path(0);
            assertThat(event.at("/content/answer/title").asText())
                    .as(event.toString())
                    .isEqualTo("Yes");
            assertThat(event.at("/replyTo/message").asText()).isEqualTo(tapped);
        });
    }

    @Test
    void theNextChannelIsTakenWhenOneRefuses() throws Exception {
        JsonNode accepted = gateway.api(
                "POST",
                "/v1/messages",
                "{\"to\":\"+31612345610\",\"channels\":[\"telegram\",\"whatsapp\",\"sms\"],\"text\":\"Hello\"}");
        String id = accepted.path("id").asText();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                gateway.api("GET", "/v1/messages/" + id, "").path("attempts"))
                        .extracting(attempt -> attempt.path("channel").asText())
                        .containsExactly("telegram", "whatsapp", "sms-main"));
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp,+31612345699",
        "rcs,+31612345699",
        "rcs-maap,+31612345699",
        "viber,+31612345699",
        "viber-bot,123456789",
        "apple,urn:mbid:AQAAY99",
        "telegram,123456789",
        "messenger,123456789",
        "instagram,123456789",
        "line,U00000000000000000000000123456789",
        "wechat,oDEMO123456789"
    })
    void whatPeopleWriteBecomesAnEvent(String channel, String from) throws Exception {
        gateway.call(
                "POST",
                "http://127.0.0.1:" + gateway.providersPort() + "/_sim/inbound",
                "{\"channel\":\"%s\",\"from\":\"%s\",\"text\":\"Hi\"}".formatted(channel, from.replace("+", "")));
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode event = gateway.api("GET", "/v1/events?after=0&types=inbound", "")
                    .path("events")
                    .path(0);
            assertThat(event.path("channel").asText()).isEqualTo(channel);
            assertThat(event.path("from").asText()).isEqualTo(from);
            assertThat(event.path("to").asText()).isEqualTo(channel);
            assertThat(event.at("/content/text").asText()).isEqualTo("Hi");
        });
    }
}
