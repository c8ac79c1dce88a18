package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.simulator.web.StandInProvider;
import dev.heliograph.simulator.web.Taken;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows outlive the process, and what a provider says of one is heard. */
class WindowsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String TEMPLATE = "\"template\":{\"name\":\"are_you_there\",\"language\":\"en\"}";
    private static final int FIVE = 5;

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

    /** @return the message once it has ended */
    private JsonNode send(String address, String channels, String content) throws Exception {
        JsonNode accepted = gateway.api(
                "POST",
                "/v1/messages",
                "{" + address + ",\"channels\":" + channels + ",\"content\":{\"text\":\"Hello\"" + content + "}}");
        String id = accepted.path("id").asText();
        assertThat(id).as(accepted.toString()).isNotEmpty();
        JsonNode[] message = new JsonNode[1];
        await().atMost(PATIENCE).untilAsserted(() -> {
            message[0] = gateway.api("GET", "/v1/messages/" + id, "");
            assertThat(message[0].path("final").asBoolean())
                    .as(message[0].toString())
                    .isTrue();
        });
        return message[0];
    }

    private JsonNode windows(String person) throws Exception {
        return gateway.api("GET", "/v1/conversations/" + person, "").path("windows");
    }

    private Taken lastTaken(String kind) throws Exception {
        List<Taken> taken = gateway.taken(kind);
        return taken.get(taken.size() - 1);
    }

    @Test
    void everyWindowOutlivesTheProcess() throws Exception {
        Map<String, String> people = Map.of(
                "whatsapp", "31612345600",
                "messenger", "200600",
                "instagram", "300600",
                "telegram", "100600",
                "line", "U00000000000000000000000000000600",
                "wechat", "oSIM600",
                "apple", "urn:mbid:AQAAY00600",
                "viber-bot", "dmliZXItNjAw");
        Map<String, JsonNode> before = new TreeMap<>();
        for (Map.Entry<String, String> one : people.entrySet()) {
            gateway.writes(one.getKey(), one.getValue(), "Hello");
            await().atMost(PATIENCE).until(() -> !windows(one.getValue()).isEmpty());
            before.put(one.getKey(), windows(one.getValue()));
        }
        assertThat(before.values())
                .allSatisfy(
                        windows -> assertThat(windows.at("/0/open").asBoolean()).isTrue());
        restart();
        for (Map.Entry<String, String> one : people.entrySet()) {
            assertThat(windows(one.getValue())).as(one.getKey()).isEqualTo(before.get(one.getKey()));
        }
    }

    @Test
    void theFiveMessagesOfWeChatAreFiveWhateverHappensMeanwhile() throws Exception {
        String person = "oSIM600";
        String to = "\"identities\":{\"wechat\":\"" + person + "\"}";
        gateway.writes("wechat", person, "Hello");
        await().atMost(PATIENCE).until(() -> windows(person).at("/0/open").asBoolean());
        for (int i = 0; i < FIVE - 1; i++) {
            assertThat(send(to, "[\"wechat\"]", "").path("state").asText()).isEqualTo("sent");
        }
        restart();
        assertThat(windows(person).at("/0/open").asBoolean()).isTrue();
        send(to, "[\"wechat\"]", "," + TEMPLATE);
        assertThat(lastTaken("wechat").body().getString("msgtype")).isEqualTo("text");
        restart();
        assertThat(windows(person).at("/0/open").asBoolean()).isFalse();
        send(to, "[\"wechat\"]", "," + TEMPLATE);
        assertThat(lastTaken("wechat").body().containsKey("template_id")).isTrue();
        gateway.writes("wechat", person, "Hello again");
        await().atMost(PATIENCE).until(() -> windows(person).at("/0/open").asBoolean());
    }

    @Test
    void aProviderThatCallsAWindowClosedIsAskedOnce() throws Exception {
        String person = "31612345620";
        String to = "\"to\":\"+" + person + "\"";
        gateway.writes("whatsapp", person, "Hello");
        await().atMost(PATIENCE).until(() -> windows(person).at("/0/open").asBoolean());
        assertThat(send(to, "[\"whatsapp\"]", "").at("/error/code").asInt()).isEqualTo(131047);
        assertThat(windows(person).at("/0/open").asBoolean()).isFalse();
        JsonNode unasked = send(to, "[\"whatsapp\"]", "");
        assertThat(unasked.at("/error/type").asText()).isEqualTo("outside-window");
        assertThat(unasked.at("/error/code").asInt()).as("no code of Meta's").isZero();
        // Open again by what is known here, and closed by what Meta says: the same message goes as a template.
        gateway.writes("whatsapp", person, "Hello again");
        await().atMost(PATIENCE).until(() -> windows(person).at("/0/open").asBoolean());
        JsonNode template = send(to, "[\"whatsapp\"]", "," + TEMPLATE);
        assertThat(template.path("channel").asText()).isEqualTo("whatsapp");
        assertThat(lastTaken("whatsapp").body().getString("type")).isEqualTo("template");
    }

    @Test
    void metaMaySayItLaterToo() throws Exception {
        String person = "31612345602";
        String to = "\"to\":\"+" + person + "\"";
        JsonNode accepted =
                gateway.api("POST", "/v1/messages", "{" + to + ",\"channels\":[\"whatsapp\"],\"text\":\"Hello\"}");
        String path = "/v1/messages/" + accepted.path("id").asText();
        await().atMost(PATIENCE)
                .until(() -> !gateway.api("GET", path, "")
                        .at("/attempts/0/parts/0/providerId")
                        .isMissingNode());
        String wamid = gateway.api("GET", path, "")
                .at("/attempts/0/parts/0/providerId")
                .asText();
        long seconds = System.currentTimeMillis() / 1_000;
        post("{\"entry\":[{\"changes\":[{\"value\":{\"statuses\":[{\"id\":\"" + wamid
                + "\",\"status\":\"failed\",\"timestamp\":\"" + seconds + "\",\"recipient_id\":\"" + person
                + "\",\"errors\":[{\"code\":131047}]}]}}]}]}");
        await().atMost(PATIENCE)
                .until(() -> gateway.api("GET", path, "").path("final").asBoolean());
        JsonNode unasked = send(to, "[\"whatsapp\"]", "");
        assertThat(unasked.at("/error/type").asText()).isEqualTo("outside-window");
        assertThat(gateway.taken("whatsapp")).as("Meta was not asked again").hasSize(1);
    }

    private void post(String json) throws Exception {
        Buffer body = Buffer.buffer(json);
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.httpPort() + "/hooks/whatsapp"))
                .header(
                        "X-Hub-Signature-256",
                        "sha256=" + Signature.hmacSha256(StandInProvider.SECRET).hex(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes()))
                .build();
        assertThat(HTTP.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
    }
}
