package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.channel.web.Signature;
import dev.heliograph.simulator.web.StandInProvider;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation as a customer has it: somebody writes, is answered, falls silent, leaves, and comes back. */
class ConversationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ANN = "31612345601";
    private static final String TEMPLATE =
            "{\"text\":\"Are you there?\",\"template\":{\"name\":\"are_you_there\",\"language\":\"en\"}}";

    @TempDir
    private Path folder;

    private DevelopmentGateway gateway;
    private int written;

    @BeforeEach
    void start() throws Exception {
        gateway = new DevelopmentGateway(folder.resolve("data"));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    /** Ann writes over WhatsApp: what Meta posts, signed as Meta signs it. */
    private String writes(String text, long hoursAgo, String answered) throws Exception {
        String id = "wamid.IN" + ++written;
        long seconds = (System.currentTimeMillis() - Duration.ofHours(hoursAgo).toMillis()) / 1_000;
        JsonObject message = new JsonObject()
                .put("from", ANN)
                .put("id", id)
                .put("timestamp", Long.toString(seconds))
                .put("type", "text")
                .put("text", new JsonObject().put("body", text));
        if (answered != null) {
            message.put("context", new JsonObject().put("from", "100").put("id", answered));
        }
        JsonObject value = new JsonObject()
                .put(
                        "contacts",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("wa_id", ANN)
                                        .put("profile", new JsonObject().put("name", "Ann"))))
                .put("messages", new JsonArray().add(message));
        Buffer body = new JsonObject()
                .put(
                        "entry",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("changes", new JsonArray().add(new JsonObject().put("value", value)))))
                .toBuffer();
        String signature = Signature.hmacSha256(StandInProvider.SECRET).hex(body);
        HttpRequest post = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.httpPort() + "/hooks/whatsapp"))
                .header("X-Hub-Signature-256", "sha256=" + signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes()))
                .build();
        assertThat(HTTP.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        return id;
    }

    private List<JsonNode> inbound() throws Exception {
        List<JsonNode> events = new ArrayList<>();
        gateway.api("GET", "/v1/events?after=0&types=inbound", "")
                .path("events")
                .forEach(events::add);
        return events;
    }

    private String send(String fields) throws Exception {
        JsonNode accepted = gateway.api("POST", "/v1/messages", "{" + fields + "}");
        assertThat(accepted.path("id").asText()).as(accepted.toString()).isNotEmpty();
        return accepted.path("id").asText();
    }

    private JsonNode ended(String id) throws Exception {
        JsonNode[] message = new JsonNode[1];
        await().atMost(PATIENCE).untilAsserted(() -> {
            message[0] = gateway.api("GET", "/v1/messages/" + id, "");
            assertThat(message[0].path("final").asBoolean())
                    .as(message[0].toString())
                    .isTrue();
        });
        return message[0];
    }

    private JsonObject lastTaken() throws Exception {
        var taken = gateway.taken("whatsapp");
        return taken.get(taken.size() - 1).body();
    }

    @Test
    void somebodyWritesIsAnsweredFallsSilentLeavesAndComesBack() throws Exception {
        // Ann writes, and is answered within her window, quoted.
        String wamid = writes("Hello?", 0, null);
        JsonNode event = inbound().get(0);
        assertThat(event.path("name").asText()).isEqualTo("Ann");
        assertThat(event.has("replyTo")).isFalse();
        String answer = send("\"replyTo\":\"" + event.path("id").asText() + "\",\"text\":\"Hello Ann\"");
        JsonNode answered = ended(answer);
        assertThat(answered.path("state").asText()).isEqualTo("delivered");
        assertThat(answered.path("to").asText()).isEqualTo("+" + ANN);
        assertThat(answered.path("channel").asText()).isEqualTo("whatsapp");
        assertThat(lastTaken().getJsonObject("context").getString("message_id")).isEqualTo(wamid);

        // She answers that message, which her event names.
        writes("Fine", 25, answered.at("/attempts/0/parts/0/providerId").asText());
        assertThat(inbound().get(1).at("/replyTo/message").asText()).isEqualTo(answer);

        JsonNode conversation = gateway.api("GET", "/v1/conversations/+" + ANN, "");
        assertThat(conversation.path("messages")).hasSize(3);
        assertThat(conversation.at("/windows/0/channel").asText()).isEqualTo("whatsapp");
        assertThat(conversation.at("/windows/0/open").asBoolean()).isTrue();
        assertThat(conversation.at("/messages/0/state").asText()).isEqualTo("delivered");
        assertThat(conversation.at("/messages/0/content/text").asText()).isEqualTo("Hello Ann");
        assertThat(conversation.at("/messages/1/id").asText())
                .isEqualTo(event.path("id").asText());
        JsonNode listed = gateway.api("GET", "/v1/conversations", "").path("conversations");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/recipient").asText()).isEqualTo(ANN);
        assertThat(listed.at("/0/text").asText()).isEqualTo("Fine");
    }

    @Test
    void whoeverHasBeenSilentForADayGetsATemplateOrNothing() throws Exception {
        writes("Hello?", 25, null);
        int before = gateway.taken("whatsapp").size();
        JsonNode refused =
                ended(send("\"to\":\"+" + ANN + "\",\"channels\":[\"whatsapp\"],\"text\":\"Are you there?\""));
        assertThat(refused.path("state").asText()).isEqualTo("failed");
        assertThat(refused.at("/error/type").asText()).isEqualTo("outside-window");
        assertThat(gateway.taken("whatsapp")).as("Meta was not asked").hasSize(before);
        JsonNode elsewhere =
                ended(send("\"to\":\"+" + ANN + "\",\"channels\":[\"whatsapp\",\"sms\"],\"text\":\"Are you there?\""));
        assertThat(elsewhere.path("channel").asText()).isEqualTo("sms-main");
        assertThat(elsewhere.path("state").asText()).isEqualTo("delivered");
        JsonNode template = ended(send("\"to\":\"+" + ANN + "\",\"channels\":[\"whatsapp\"],\"content\":" + TEMPLATE));
        assertThat(template.path("state").asText()).isEqualTo("delivered");
        assertThat(lastTaken().getString("type")).isEqualTo("template");
    }

    @Test
    void whoeverLeavesIsLeftAloneThereUntilTheyComeBack() throws Exception {
        writes("Stop.", 0, null);
        assertThat(inbound().get(0).path("optOut").asBoolean()).isTrue();
        String words = "\"to\":\"+" + ANN + "\",\"text\":\"News\",\"channels\":";
        JsonNode refused = ended(send(words + "[\"whatsapp\"]"));
        assertThat(refused.path("state").asText()).isEqualTo("rejected");
        assertThat(refused.at("/error/type").asText()).isEqualTo("opted-out");
        assertThat(gateway.taken("whatsapp")).isEmpty();
        assertThat(ended(send(words + "[\"whatsapp\",\"sms\"]")).path("channel").asText())
                .isEqualTo("sms-main");
        JsonNode listed =
                gateway.api("GET", "/v1/opt-outs?recipient=%2B" + ANN, "").path("optOuts");
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/channel").asText()).isEqualTo("whatsapp");

        // A new process knows it from its disk.
        gateway.close();
        gateway = new DevelopmentGateway(folder.resolve("data"));
        assertThat(ended(send(words + "[\"whatsapp\"]")).at("/error/type").asText())
                .isEqualTo("opted-out");
        writes("START", 0, null);
        assertThat(ended(send(words + "[\"whatsapp\"]")).path("state").asText()).isEqualTo("delivered");
    }

    @Test
    void theApiOptsPeopleOutAndIn() throws Exception {
        gateway.api("PUT", "/v1/opt-outs/+" + ANN, "");
        String words = "\"to\":\"+" + ANN + "\",\"text\":\"News\"";
        assertThat(ended(send(words)).at("/error/type").asText()).isEqualTo("opted-out");
        assertThat(gateway.api("GET", "/v1/opt-outs?channel=all", "")
                        .at("/optOuts/0/by")
                        .asText())
                .isEqualTo("api");
        gateway.api("DELETE", "/v1/opt-outs/+" + ANN, "");
        assertThat(ended(send(words)).path("state").asText()).isEqualTo("delivered");
        assertThat(gateway.api("PUT", "/v1/opt-outs/+" + ANN + "?channel=pigeon", "")
                        .path("type")
                        .asText())
                .endsWith("invalid-parameter");
    }

    /** As recipients are named elsewhere in the API: what is taken must also be found. */
    @Test
    void anAddressMayHaveItsKindBeforeIt() throws Exception {
        gateway.api("PUT", "/v1/opt-outs/telegram:100600", "");
        JsonNode listed = gateway.api("GET", "/v1/opt-outs?recipient=telegram:100600", "");
        assertThat(listed.at("/optOuts/0/recipient").asText()).isEqualTo("100600");
        assertThat(listed.at("/optOuts/0/channel").asText()).isEqualTo("telegram");
        String words = "\"identities\":{\"telegram\":\"100600\"},\"channels\":[\"telegram\"],\"text\":\"News\"";
        assertThat(ended(send(words)).at("/error/type").asText()).isEqualTo("opted-out");
        gateway.writes("telegram", "100600", "Hello");
        await().atMost(PATIENCE).until(() -> !inbound().isEmpty());
        assertThat(gateway.api("GET", "/v1/conversations/telegram:100600", "")
                        .at("/messages/0/content/text")
                        .asText())
                .isEqualTo("Hello");
        gateway.api("DELETE", "/v1/opt-outs/telegram:100600?channel=telegram", "");
        assertThat(ended(send(words)).path("state").asText()).isEqualTo("sent");
        assertThat(gateway.api("PUT", "/v1/opt-outs/telegram:100600?channel=whatsapp", "")
                        .path("type")
                        .asText())
                .endsWith("invalid-parameter");
        assertThat(gateway.api("PUT", "/v1/opt-outs/+31%206%20123", "")
                        .path("type")
                        .asText())
                .endsWith("not-found");
    }

    @Test
    void whatCannotBeAnsweredIsRefusedByName() throws Exception {
        for (String id : List.of("e0000000000009", "m0008000000099", "hello")) {
            JsonNode problem = gateway.api("POST", "/v1/messages", "{\"replyTo\":\"" + id + "\",\"text\":\"x\"}");
            assertThat(problem.path("type").asText()).endsWith("reply-unknown");
            assertThat(problem.toString()).contains("/replyTo");
        }
    }

    @Test
    void aLongSmsIsOneEventAndIsAnsweredFromItsNumber() throws Exception {
        String words = "long ".repeat(60) + "end";
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            gateway.text(ANN, "12345", words);
            return true;
        });
        await().atMost(PATIENCE).until(() -> inbound().size() == 1);
        JsonNode event = inbound().get(0);
        assertThat(event.at("/content/text").asText()).isEqualTo(words);
        JsonNode dry = gateway.api(
                "POST",
                "/v1/messages?dryRun=true",
                "{\"replyTo\":\"" + event.path("id").asText() + "\",\"text\":\"Thank you\"}");
        assertThat(dry.at("/route/0").asText()).isEqualTo("sms-main");
        JsonNode answered = ended(send("\"replyTo\":\"" + event.path("id").asText() + "\",\"text\":\"Thank you\""));
        assertThat(answered.path("to").asText()).isEqualTo("+" + ANN);
        assertThat(answered.path("from").asText()).contains("12345");
        assertThat(answered.path("state").asText()).isEqualTo("delivered");
    }
}
