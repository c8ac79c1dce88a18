package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.throttle.TestRedis;
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

/** Two nodes, each with a message centre of its own, and one Redis between them: a word that one hears both obey. */
class OptOutNodesIT {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a node takes to hear of another is about a quarter of a second; the rest is for a slow machine. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private TestRedis redis;
    private Node one;
    private Node two;

    private final class Node {
        private final String name;
        private final StandIn smsc = StandIn.start(
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(1_000), SmscBehaviour.PERFECT);
        private Gateway gateway;

        Node(String name) throws Exception {
            this.name = name;
            start();
        }

        void start() throws Exception {
            gateway = RunningGateway.gateway("""
                    node: %s
                    data: %s
                    http: {host: 127.0.0.1, port: 0}
                    ops: {host: 127.0.0.1, port: 0, token: an-admin-token-for-tests}
                    smpp: {host: 127.0.0.1, port: 0}
                    redis: {uri: "%s", required: false}
                    accounts:
                      demo: {apiKeys: [demo-key], numbers: ["12345"]}
                    channels:
                      sms: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw, password: gw, rate: 1000/s}
                    routes:
                      - {channels: [sms]}
                    """.formatted(name, folder.resolve(name), redis.uri(), smsc.port()));
        }

        void stop() throws Exception {
            Waiting.on(gateway.close());
        }

        void restart() throws Exception {
            stop();
            start();
        }

        void close() throws Exception {
            stop();
            smsc.close();
        }

        private JsonNode call(int port, String token, String method, String path, String body) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return MAPPER.readTree(
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }

        JsonNode api(String method, String path, String body) throws Exception {
            return call(gateway.httpPort(), "demo-key", method, path, body);
        }

        void paused(boolean on) throws Exception {
            call(
                    gateway.opsPort(),
                    "an-admin-token-for-tests",
                    "PATCH",
                    "/admin/channels/sms",
                    "{\"paused\":" + on + "}");
        }

        /** Somebody texts this node. */
        void hears(String person, String word) throws Exception {
            int before = heard();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                Waiting.on(smsc.smsc().inject(person, "12345", word));
                return true;
            });
            await().atMost(PATIENCE).until(() -> heard() > before);
        }

        private int heard() throws Exception {
            return api("GET", "/v1/events?after=0&limit=1000&types=inbound", "")
                    .path("events")
                    .size();
        }

        boolean knows(String person) throws Exception {
            return !api("GET", "/v1/opt-outs?recipient=%2B" + person, "")
                    .path("optOuts")
                    .isEmpty();
        }

        void comesToKnow(String person, boolean out) {
            await().atMost(BOUND).pollInterval(Duration.ofMillis(20)).until(() -> knows(person) == out);
        }

        String send(String person) throws Exception {
            JsonNode accepted = api("POST", "/v1/messages", "{\"to\":\"+" + person + "\",\"text\":\"News\"}");
            assertThat(accepted.path("id").asText()).as(accepted.toString()).isNotEmpty();
            return accepted.path("id").asText();
        }

        /** @return the state, or why not */
        String endOf(String id) throws Exception {
            JsonNode[] message = new JsonNode[1];
            await().atMost(PATIENCE).untilAsserted(() -> {
                message[0] = api("GET", "/v1/messages/" + id, "");
                assertThat(message[0].path("final").asBoolean())
                        .as(message[0].toString())
                        .isTrue();
            });
            String why = message[0].at("/error/type").asText();
            return why.isEmpty() ? message[0].path("state").asText() : why;
        }

        boolean reached(String person) {
            return smsc.smsc().journal().messages().stream()
                    .anyMatch(read -> read.destination().endsWith(person));
        }
    }

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.started();
        one = new Node("gw-1");
        two = new Node("gw-2");
    }

    @AfterEach
    void stop() throws Exception {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void whatOneNodeHearsTheOtherObeysSoon() throws Exception {
        String ann = "31612345600";
        assertThat(two.endOf(two.send(ann))).isEqualTo("delivered");
        one.hears(ann, "STOP");
        two.comesToKnow(ann, true);
        assertThat(two.endOf(two.send(ann))).isEqualTo("opted-out");
        assertThat(one.endOf(one.send(ann))).isEqualTo("opted-out");
        // Back, over the other node this time.
        two.hears(ann, "START");
        one.comesToKnow(ann, false);
        assertThat(one.endOf(one.send(ann))).isEqualTo("delivered");
        assertThat(two.endOf(two.send(ann))).isEqualTo("delivered");
        // Each has it on its own disk.
        one.hears(ann, "STOP");
        two.comesToKnow(ann, true);
        two.restart();
        assertThat(two.endOf(two.send(ann))).isEqualTo("opted-out");
    }

    @Test
    void aWordThatComesWhileTheOtherNodeHoldsTheMessageIsInTime() throws Exception {
        String bob = "31612345602";
        two.paused(true);
        String waiting = two.send(bob);
        one.hears(bob, "STOP");
        two.comesToKnow(bob, true);
        two.paused(false);
        assertThat(two.endOf(waiting)).isEqualTo("opted-out");
        assertThat(two.reached(bob)).isFalse();
        // And the other way round: who came back while it waited gets it.
        two.paused(true);
        one.hears(bob, "START");
        two.comesToKnow(bob, false);
        String wanted = two.send(bob);
        two.paused(false);
        assertThat(two.endOf(wanted)).isEqualTo("delivered");
        assertThat(two.reached(bob)).isTrue();
    }

    @Test
    void nothingIsLostWhileRedisIsAway() throws Exception {
        String back = "31612345603";
        one.hears(back, "STOP");
        two.comesToKnow(back, true);
        redis.kill();
        String leftAtOne = "31612345604";
        String leftAtTwo = "31612345605";
        one.hears(leftAtOne, "STOP");
        two.hears(leftAtTwo, "STOP");
        two.hears(back, "START");
        // What was heard outlives the node that heard it, and Redis comes back knowing nothing.
        one.restart();
        redis.start();
        await().atMost(PATIENCE).until(() -> two.knows(leftAtOne) && one.knows(leftAtTwo) && !one.knows(back));
        assertThat(two.endOf(two.send(leftAtOne))).isEqualTo("opted-out");
        assertThat(one.endOf(one.send(leftAtTwo))).isEqualTo("opted-out");
        assertThat(one.endOf(one.send(back))).isEqualTo("delivered");
    }

    @Test
    void aNodeThatWasAwayKnowsWhatItMissedBeforeItSends() throws Exception {
        String left = "31612345606";
        String back = "31612345607";
        one.hears(back, "STOP");
        two.comesToKnow(back, true);
        two.paused(true);
        String waiting = two.send(left);
        two.stop();
        one.hears(left, "STOP");
        one.hears(back, "START");
        two.start();
        assertThat(two.endOf(waiting)).isEqualTo("opted-out");
        assertThat(two.reached(left)).isFalse();
        assertThat(two.endOf(two.send(back))).isEqualTo("delivered");
    }

    @Test
    void aNodeThatGoesTellsWhatItHeardFirst() throws Exception {
        String left = "31612345608";
        two.hears(left, "STOP");
        two.stop();
        one.comesToKnow(left, true);
        assertThat(one.endOf(one.send(left))).isEqualTo("opted-out");
        two.start();
    }
}
