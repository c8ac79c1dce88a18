package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.simulator.web.Taken;
import dev.heliograph.throttle.TestRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes with the same accounts at providers, whose webhooks reach whichever of them: what a person says means the same at either. */
class ProvidersOfTwoNodesIT {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private TestRedis redis;
    private ProviderStandIns providers;
    private Gateway one;
    private Gateway two;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.started();
        providers = ProviderStandIns.start("127.0.0.1", 0);
        one = gateway("gw-1");
        two = gateway("gw-2");
    }

    @AfterEach
    void stop() throws Exception {
        Waiting.on(one.close());
        Waiting.on(two.close());
        providers.close();
        redis.close();
    }

    private Gateway gateway(String node) throws Exception {
        String yaml = """
                node: %1$s
                data: %2$s
                http: {host: 127.0.0.1, port: 0}
                ops: {host: 127.0.0.1, port: 0}
                smpp: {host: 127.0.0.1, port: 0}
                redis: {uri: "%3$s"}
                accounts:
                  demo: {apiKeys: [demo-key], numbers: [whatsapp, line, wechat]}
                channels:
                  whatsapp: {kind: whatsapp, baseUrl: "http://127.0.0.1:%4$d/whatsapp", phoneNumberId: "100", token: demo, appSecret: demo, verifyToken: demo}
                  line: {kind: line, baseUrl: "http://127.0.0.1:%4$d/line", token: demo, channelSecret: demo}
                  wechat: {kind: wechat, baseUrl: "http://127.0.0.1:%4$d/wechat", appId: wxdemo, appSecret: demo, hookToken: demo}
                routes:
                  - {channels: [whatsapp]}
                """;
        return RunningGateway.gateway(yaml.formatted(node, folder.resolve(node), redis.uri(), providers.port()));
    }

    private static JsonNode call(String method, int port, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer demo-key")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return MAPPER.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void webhooksReach(Gateway gateway) {
        providers.callBack("http://127.0.0.1:" + gateway.httpPort(), 0);
    }

    private static JsonNode inbound(Gateway gateway, String channel) throws Exception {
        for (JsonNode event : call("GET", gateway.httpPort(), "/v1/events?after=0&types=inbound", "")
                .path("events")) {
            if (event.path("channel").asText().equals(channel)) {
                return event;
            }
        }
        return null;
    }

    /** @return the id of the message, once the provider has it */
    private static String send(Gateway gateway, String channel, String recipient, String content) throws Exception {
        JsonNode accepted = call(
                "POST",
                gateway.httpPort(),
                "/v1/messages",
                "{" + recipient + ",\"channels\":[\"" + channel + "\"],\"reference\":\"order-42\",\"content\":"
                        + content + "}");
        String id = accepted.path("id").asText();
        assertThat(id).as(accepted.toString()).isNotEmpty();
        await().atMost(PATIENCE)
                .until(() -> !call("GET", gateway.httpPort(), "/v1/messages/" + id, "")
                        .at("/attempts/0/state")
                        .asText("sending")
                        .equals("sending"));
        return id;
    }

    private void tapsAreUnderstoodByTheOther(String channel, String recipient) throws Exception {
        String id = send(
                one,
                channel,
                recipient,
                "{\"choices\":{\"text\":\"Coming?\",\"options\":[{\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}}]}}");
        webhooksReach(two);
        List<Taken> taken = Waiting.on(providers.taken(channel));
        call(
                "POST",
                providers.port(),
                "/_sim/inbound",
                "{\"channel\":\"%s\",\"from\":\"%s\",\"tap\":\"Yes\"}"
                        .formatted(channel, taken.get(taken.size() - 1).recipient()));
        await().atMost(PATIENCE).until(() -> inbound(two, channel) != null);
        JsonNode event = inbound(two, channel);
        assertThat(event.at("/content/answer/id").asText()).as(event.toString()).isEqualTo("y");
        assertThat(event.at("/replyTo/message").asText()).as(event.toString()).isEqualTo(id);
        assertThat(event.at("/replyTo/reference").asText()).isEqualTo("order-42");
        assertThat(event.at("/replyTo/providerId").asText()).isNotEmpty();
        assertThat(inbound(one, channel)).isNull();
    }

    @Test
    void aTapThatNamesTheProvidersIdIsUnderstoodByTheOtherNode() throws Exception {
        tapsAreUnderstoodByTheOther("whatsapp", "\"to\":\"+31612345600\"");
    }

    @Test
    void aTapThatBringsTheMarkOfTheMessageIsUnderstoodByTheOtherNode() throws Exception {
        tapsAreUnderstoodByTheOther("line", "\"identities\":{\"line\":\"U00000000000000000000000000000600\"}");
    }

    private static JsonNode window(Gateway gateway, String person) throws Exception {
        return call("GET", gateway.httpPort(), "/v1/conversations/" + person, "")
                .at("/windows/0");
    }

    private static boolean isOpen(Gateway gateway, String person) throws Exception {
        return window(gateway, person).path("open").asBoolean();
    }

    private void writes(Gateway to, String person) throws Exception {
        webhooksReach(to);
        call(
                "POST",
                providers.port(),
                "/_sim/inbound",
                "{\"channel\":\"wechat\",\"from\":\"" + person + "\",\"text\":\"Hello\"}");
        await().atMost(PATIENCE).until(() -> isOpen(to, person));
    }

    @Test
    void theFiveMessagesOfWeChatAreFiveOfBothNodes() throws Exception {
        String person = "oSIM600";
        String to = "\"identities\":{\"wechat\":\"" + person + "\"}";
        // Conversations are each node's own, so the person writes to either; WeChat dates messages by the second.
        writes(two, person);
        long second = System.currentTimeMillis() / 1_000;
        await().atMost(PATIENCE).until(() -> System.currentTimeMillis() / 1_000 > second);
        writes(one, person);
        await().atMost(PATIENCE).until(() -> window(two, person).equals(window(one, person)));
        for (Gateway node : List.of(one, two, one, two)) {
            send(node, "wechat", to, "{\"text\":\"Hello\"}");
        }
        assertThat(isOpen(one, person)).isTrue();
        send(two, "wechat", to, "{\"text\":\"Hello\"}");
        await().atMost(PATIENCE).until(() -> !isOpen(one, person) && !isOpen(two, person));
        int taken = Waiting.on(providers.taken("wechat")).size();
        assertThat(taken).isEqualTo(5);
        JsonNode sixth = call(
                "POST",
                one.httpPort(),
                "/v1/messages",
                "{" + to
                        + ",\"channels\":[\"wechat\"],\"content\":{\"text\":\"Hello\",\"template\":{\"name\":\"hello\",\"language\":\"en\"}}}");
        await().atMost(PATIENCE)
                .until(() -> Waiting.on(providers.taken("wechat")).size() > taken);
        assertThat(Waiting.on(providers.taken("wechat")).get(taken).body().containsKey("template_id"))
                .as(sixth.toString())
                .isTrue();
    }
}
