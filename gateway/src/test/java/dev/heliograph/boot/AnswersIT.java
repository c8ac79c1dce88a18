package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.simulator.web.Taken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever taps a reply answers a message, whichever way the provider says so: the account is told which, by its own reference too. */
class AnswersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private static DevelopmentGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new DevelopmentGateway(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "rcs, to, +31612345600",
        "rcs-maap, to, +31612345600",
        "plus-message, to, +819012345600",
        "whatsapp, to, +31612345600",
        "wechat, wechat, oSIM0000000000000000000000600",
        "apple, apple, urn:mbid:AQAAY00600",
        "line, line, U00000000000000000000000000000600",
        "telegram, telegram, 100600",
        "messenger, messenger, 200600",
        "instagram, instagram, 300600",
        "viber-bot, viber-bot, dmliZXItNjAw"
    })
    void aTapNamesTheMessage(String channel, String address, String value) throws Exception {
        String recipient = address.equals("to")
                ? "\"to\":\"" + value + "\""
                : "\"identities\":{\"" + address + "\":\"" + value + "\"}";
        JsonNode accepted = gateway.api(
                "POST",
                "/v1/messages",
                "{" + recipient + ",\"channels\":[\"" + channel
                        + "\"],\"reference\":\"order-" + channel
                        + "\",\"content\":{\"choices\":{\"text\":\"Coming?\",\"options\":"
                        + "[{\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}},{\"reply\":{\"id\":\"n\",\"title\":\"No\"}}]}}}");
        String id = accepted.path("id").asText();
        assertThat(id).as(accepted.toString()).isNotEmpty();
        await().atMost(PATIENCE)
                .until(() -> !gateway.api("GET", "/v1/messages/" + id, "")
                        .at("/attempts/0/parts/0/providerId")
                        .isMissingNode());
        List<Taken> taken = gateway.taken(channel);
        gateway.taps(channel, taken.get(taken.size() - 1).recipient(), "Yes");
        await().atMost(PATIENCE).until(() -> inbound(channel) != null);
        JsonNode event = inbound(channel);
        assertThat(event.at("/content/answer/id").asText()).as(event.toString()).isEqualTo("y");
        assertThat(event.at("/replyTo/message").asText()).as(event.toString()).isEqualTo(id);
        assertThat(event.at("/replyTo/reference").asText()).isEqualTo("order-" + channel);
        assertThat(event.at("/replyTo/providerId").asText()).isNotEmpty();
    }

    private static JsonNode inbound(String channel) throws Exception {
        for (JsonNode event :
                gateway.api("GET", "/v1/events?after=0&types=inbound", "").path("events")) {
            if (event.path("channel").asText().equals(channel)) {
                return event;
            }
        }
        return null;
    }
}
