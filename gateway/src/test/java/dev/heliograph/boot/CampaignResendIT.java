package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send campaigns and their recipients again, because a connection broke or an answer was lost. */
class CampaignResendIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String NDJSON = "application/x-ndjson";
    private static final String MESSAGE =
            "\"message\":{\"from\":\"Demo\",\"text\":\"Hello {{name}}\",\"channels\":[\"sms\"]}";

    @TempDir
    private Path folder;

    private record Answer(int status, boolean replayed, List<JsonNode> lines) {
        JsonNode body() {
            return lines.get(0);
        }

        long with(String field) {
            return lines.stream().filter(line -> line.has(field)).count();
        }
    }

    private static Answer send(
            DevelopmentGateway gateway, String method, String path, String type, String key, String body)
            throws Exception {
        return send(gateway.httpPort(), method, path, type, key, body);
    }

    private static Answer send(int port, String method, String path, String type, String key, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer demo")
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : response.body().split("\n")) {
            lines.add(JSON.readTree(line));
        }
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Idempotent-Replayed").isPresent(),
                lines);
    }

    private static String recipient(int number) {
        return "{\"to\":\"+39333123" + (4_000 + number * 100) + "\",\"fields\":{\"name\":\"N" + number + "\"}}";
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(recipient(i)).append('\n');
        }
        return lines.toString();
    }

    private static String create(DevelopmentGateway gateway) throws Exception {
        return create(gateway.httpPort());
    }

    private static String create(int port) throws Exception {
        String body = "{\"state\":\"paused\"," + MESSAGE + "}";
        Answer made = send(port, "POST", "/v1/campaigns", "application/json", "", body);
        return "/v1/campaigns/" + made.body().path("id").asText();
    }

    private static byte[] beginning(String path, String key, String lines) {
        String head = "POST " + path + "/recipients HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer demo\r\n"
                + "Content-Type: application/x-ndjson\r\nIdempotency-Key: " + key
                + "\r\nContent-Length: 1000000\r\n\r\n";
        return (head + lines).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode next(DevelopmentGateway gateway, String path, String key) throws Exception {
        return send(gateway, "GET", path + "/recipients", NDJSON, key, "").body();
    }

    @Test
    void aStreamThatBrokeIsSentAgainAndAddsNobodyTwice() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            String path = create(gateway);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort())) {
                String begun =
                        lines(0, 30) + "{\"to\":\"nobody\"}\n" + recipient(30).substring(0, 20);
                socket.getOutputStream().write(beginning(path, "part-1", begun));
                readUntil(socket, "\"index\":30");
            }
            await().untilAsserted(() -> assertThat(
                            next(gateway, path, "part-1").path("next").asInt())
                    .isEqualTo(30));

            String whole = lines(0, 30) + "{\"to\":\"nobody\"}\n" + lines(30, 40);
            Answer again = send(gateway, "POST", path + "/recipients", NDJSON, "part-1", whole);
            assertThat(again.with("replayed")).isEqualTo(30);
            assertThat(again.with("error")).isEqualTo(1);
            assertThat(again.with("recipient")).isEqualTo(10);
            // Now the answer is lost.
            Answer third = send(gateway, "POST", path + "/recipients", NDJSON, "part-1", whole);
            assertThat(third.with("replayed")).isEqualTo(40);
            assertThat(third.with("error")).isEqualTo(1);
            assertThat(next(gateway, path, "part-1").toString()).isEqualTo("{\"next\":41,\"taken\":40}");
            assertThat(gateway.api("GET", path, "").path("recipients").asInt()).isEqualTo(40);

            gateway.api("PATCH", path, "{\"state\":\"running\"}");
            await().untilAsserted(() -> assertThat(gateway.texts()).hasSizeGreaterThanOrEqualTo(40));
            assertThat(gateway.texts())
                    .extracting(read -> String.valueOf(read.text()))
                    .hasSize(40)
                    .doesNotHaveDuplicates();
        }
    }

    private static void readUntil(Socket socket, String words) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && read.indexOf(words) < 0; octet = in.read()) {
            read.append((char) octet);
        }
        assertThat(read).contains(words);
    }

    @Test
    void aProcessThatIsKilledInTheMidstOfAStreamKeepsWhatItAnswered() throws Exception {
        StandIn standIn = StandIn.start(
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(5_000), SmscBehaviour.PERFECT);
        try (GatewayProcess gateway = new GatewayProcess(folder, standIn.port(), "rate: 2000/s")) {
            gateway.start();
            String path = create(gateway.httpPort);
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort)) {
                socket.getOutputStream().write(beginning(path, "a", lines(0, 1_000)));
                readUntil(socket, "\"index\":300,");
                gateway.kill();
            }
            gateway.start();
            List<Answer> whole = new ArrayList<>();
            await().until(() -> {
                Answer again = send(gateway.httpPort, "POST", path + "/recipients", NDJSON, "a", lines(0, 1_000));
                whole.add(again);
                return again.status() == 200;
            });
            Answer again = whole.get(whole.size() - 1);
            assertThat(again.with("replayed")).isBetween(301L, 1_000L);
            assertThat(again.with("replayed") + again.with("recipient")).isEqualTo(1_000);
            send(gateway.httpPort, "PATCH", path, "application/json", "", "{\"state\":\"running\"}");
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                JsonNode now = send(gateway.httpPort, "GET", path, "application/json", "", "")
                        .body();
                assertThat(now.path("state").asText()).as(now.toString()).isEqualTo("finished");
                assertThat(now.path("recipients").asInt()).isEqualTo(1_000);
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> standIn.smsc().journal().messages().size() >= 1_000);
            assertThat(standIn.smsc().journal().messages())
                    .extracting(read -> String.valueOf(read.text()))
                    .hasSize(1_000)
                    .doesNotHaveDuplicates();
        } finally {
            standIn.close();
        }
    }

    @Test
    void aStreamGoesOnWhereItWasLeft() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            String path = create(gateway) + "/recipients";
            assertThat(send(gateway, "POST", path, NDJSON, "a", lines(0, 5)).with("recipient"))
                    .isEqualTo(5);
            Answer early = send(gateway, "POST", path + "?from=4", NDJSON, "a", lines(4, 8));
            assertThat(early.status()).isEqualTo(409);
            assertThat(early.body().path("type").asText()).endsWith("/not-next");
            assertThat(early.body().path("detail").asText()).contains("from=5");
            Answer rest = send(gateway, "POST", path + "?from=5", NDJSON, "a", lines(5, 8));
            assertThat(rest.lines())
                    .extracting(line -> line.path("index").asInt())
                    .containsExactly(5, 6, 7);
            assertThat(rest.with("recipient")).isEqualTo(3);
            assertThat(send(gateway, "POST", path, NDJSON, "a", lines(0, 8)).with("replayed"))
                    .as("whole or in pieces, it is the same list")
                    .isEqualTo(8);
            assertThat(send(gateway, "POST", path + "?from=5", NDJSON, "", lines(0, 1))
                            .status())
                    .isEqualTo(400);
            assertThat(send(gateway, "POST", path, NDJSON, "b", lines(0, 1)).with("recipient"))
                    .as("another key is another list")
                    .isEqualTo(1);
        }
    }

    @Test
    void anotherListUnderTheSameKeyIsRefused() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            String path = create(gateway) + "/recipients";
            send(gateway, "POST", path, NDJSON, "a", lines(0, 5));
            Answer other = send(gateway, "POST", path, NDJSON, "a", lines(1, 9));
            assertThat(other.with("recipient")).isZero();
            assertThat(other.lines()).hasSize(8).allSatisfy(line -> {
                assertThat(line.at("/error/type").asText()).endsWith("/key-reused");
                assertThat(line.at("/error/status").asInt()).isEqualTo(422);
                assertThat(line.at("/error/detail").asText()).startsWith("item 0 is not the one that was sent");
            });
            String array = "[" + String.join(",", recipient(0), recipient(7)) + "]";
            assertThat(send(gateway, "POST", path, "application/json", "b", array)
                            .body()
                            .path("taken")
                            .asInt())
                    .isEqualTo(2);
            JsonNode again =
                    send(gateway, "POST", path, "application/json", "b", array).body();
            assertThat(again.path("taken").asInt()).isZero();
            assertThat(again.path("replayed").asInt()).isEqualTo(2);
            assertThat(again.path("recipients").asInt()).isEqualTo(7);
        }
    }

    @Test
    void anotherListOfTheSameLengthOrShorterIsRefused() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            String path = create(gateway) + "/recipients";
            send(gateway, "POST", path, NDJSON, "a", lines(0, 5));
            Answer equal = send(gateway, "POST", path, NDJSON, "a", lines(5, 10));
            assertThat(equal.lines()).hasSize(5);
            assertThat(equal.lines().get(4).at("/error/type").asText()).endsWith("/key-reused");
            assertThat(equal.lines().get(0).at("/error/type").asText())
                    .as("at once")
                    .endsWith("/key-reused");
            Answer shorter = send(gateway, "POST", path, NDJSON, "a", lines(0, 2));
            assertThat(shorter.lines()).hasSize(3);
            assertThat(shorter.lines().get(2).path("index").asInt()).isEqualTo(2);
            assertThat(shorter.lines().get(2).at("/error/type").asText()).endsWith("/key-reused");
            assertThat(shorter.lines().get(2).at("/error/detail").asText()).contains("5 items", "from=5");
            assertThat(send(gateway, "POST", path, NDJSON, "a", lines(0, 5)).with("replayed"))
                    .as("the same is the same")
                    .isEqualTo(5);

            assertThat(array(gateway, path, "b", recipient(5), recipient(6)).status())
                    .isEqualTo(200);
            for (Answer other : List.of(
                    array(gateway, path, "b", recipient(5), recipient(7)),
                    array(gateway, path, "b", recipient(8)),
                    array(gateway, path, "b", recipient(7), recipient(8), recipient(9)))) {
                assertThat(other.status()).isEqualTo(422);
                assertThat(other.body().path("type").asText()).endsWith("/key-reused");
            }
            assertThat(array(gateway, path, "b", recipient(5), recipient(7))
                            .body()
                            .path("detail")
                            .asText())
                    .startsWith("item 1 is not the one");
            Answer longer = array(gateway, path, "b", recipient(5), recipient(6), recipient(7));
            assertThat(longer.body().path("replayed").asInt()).isEqualTo(2);
            assertThat(longer.body().path("taken").asInt()).isEqualTo(1);
            assertThat(longer.body().path("recipients").asInt()).isEqualTo(8);
        }
    }

    @Test
    void theFirstLineThatIsAnothersIsNamedAlsoOfALongListAndAfterARestart() throws Exception {
        String path;
        String same = lines(0, 300);
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            path = create(gateway) + "/recipients";
            assertThat(send(gateway, "POST", path, NDJSON, "a", same).with("recipient"))
                    .isEqualTo(300);
        }
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            await().untilAsserted(() -> assertThat(
                            send(gateway, "POST", path, NDJSON, "a", same).with("replayed"))
                    .as("503 while its recipients are counted")
                    .isEqualTo(300));
            for (int changed : new int[] {0, 1, 63, 64, 200, 299}) {
                String other = lines(0, changed) + recipient(500) + "\n" + lines(changed + 1, 310);
                Answer answer = send(gateway, "POST", path, NDJSON, "a", other);
                assertThat(answer.with("replayed")).isEqualTo(changed);
                assertThat(answer.with("recipient")).isZero();
                assertThat(answer.lines().get(changed).at("/error/detail").asText())
                        .startsWith("item " + changed + " is not the one that was sent");
            }
            assertThat(send(gateway, "POST", path, NDJSON, "a", lines(0, 310)).with("recipient"))
                    .as("nothing was spoilt")
                    .isEqualTo(10);
        }
    }

    private static Answer array(DevelopmentGateway gateway, String path, String key, String... recipients)
            throws Exception {
        return send(gateway, "POST", path, "application/json", key, "[" + String.join(",", recipients) + "]");
    }

    @Test
    void aCorrectedItemIsNotCalledAdded() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            String path = create(gateway) + "/recipients";
            String wrong = "{\"to\":\"nobody\"}";
            Answer first = send(gateway, "POST", path, NDJSON, "a", lines(0, 2) + wrong + "\n" + lines(3, 6));
            assertThat(first.with("recipient")).isEqualTo(5);
            Answer corrected = send(gateway, "POST", path, NDJSON, "a", lines(0, 6));
            assertThat(corrected.lines().get(2).at("/error/type").asText()).endsWith("/not-added");
            for (int behind = 3; behind < 6; behind++) {
                assertThat(corrected.lines().get(behind).at("/error/type").asText())
                        .endsWith("/key-reused");
                assertThat(corrected.lines().get(behind).at("/error/detail").asText())
                        .startsWith("one of the items 2 to 3 is not as it was sent");
            }
            assertThat(send(gateway, "POST", path, NDJSON, "a-2", lines(2, 3)).with("recipient"))
                    .isEqualTo(1);

            assertThat(array(gateway, path, "b", recipient(6), wrong, recipient(8))
                            .body()
                            .path("taken")
                            .asInt())
                    .isEqualTo(2);
            assertThat(array(gateway, path, "b", recipient(6), recipient(7), recipient(8))
                            .status())
                    .isEqualTo(422);
            JsonNode again =
                    array(gateway, path, "b", recipient(6), wrong, recipient(8)).body();
            assertThat(again.path("replayed").asInt()).isEqualTo(2);
            assertThat(again.at("/errors/0/index").asInt()).isEqualTo(1);
            assertThat(again.path("recipients").asInt()).isEqualTo(8);
        }
    }

    @Test
    void keysOfListsAndCampaignsHaveOneBound() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            String path = create(gateway) + "/recipients";
            String body = "{\"state\":\"paused\"," + MESSAGE + "}";
            for (int length : new int[] {235, 236}) {
                String key = "k".repeat(length);
                boolean fits = length == 235;
                Answer campaign = send(gateway, "POST", "/v1/campaigns", "application/json", key, body);
                assertThat(campaign.status()).isEqualTo(fits ? 202 : 400);
                assertThat(array(gateway, path, key, recipient(1)).status()).isEqualTo(fits ? 200 : 400);
            }
        }
    }

    @Test
    void aCampaignMadeAgainIsTheSameAlsoAfterARestart() throws Exception {
        String body =
                "{\"name\":\"Spring\"," + MESSAGE + ",\"recipients\":[" + recipient(1) + "," + recipient(2) + "]}";
        String id;
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            Answer made = send(gateway, "POST", "/v1/campaigns", "application/json", "spring", body);
            Answer again = send(gateway, "POST", "/v1/campaigns", "application/json", "spring", body);
            id = made.body().path("id").asText();
            assertThat(made.status()).isEqualTo(202);
            assertThat(made.replayed()).isFalse();
            assertThat(again.status()).isEqualTo(202);
            assertThat(again.replayed()).isTrue();
            assertThat(again.body().path("id").asText()).isEqualTo(id);
            assertThat(again.body().path("replayed").asInt()).isEqualTo(2);
            Answer other = send(
                    gateway, "POST", "/v1/campaigns", "application/json", "spring", body.replace("Spring", "Autumn"));
            assertThat(other.status()).isEqualTo(422);
            assertThat(other.body().path("type").asText()).endsWith("/key-reused");
            assertThat(send(gateway, "POST", "/v1/campaigns/" + id + "/recipients", NDJSON, "a", lines(3, 6))
                            .with("recipient"))
                    .isEqualTo(3);
        }
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            await().untilAsserted(() -> {
                Answer again = send(gateway, "POST", "/v1/campaigns", "application/json", "spring", body);
                assertThat(again.body().path("id").asText())
                        .as("503 while its recipients are counted")
                        .isEqualTo(id);
            });
            assertThat(next(gateway, "/v1/campaigns/" + id, "a").path("next").asInt())
                    .isEqualTo(3);
            Answer list = send(gateway, "POST", "/v1/campaigns/" + id + "/recipients", NDJSON, "a", lines(3, 7));
            assertThat(list.with("replayed")).isEqualTo(3);
            assertThat(list.with("recipient")).isEqualTo(1);
            assertThat(gateway.api("GET", "/v1/campaigns/" + id, "")
                            .path("recipients")
                            .asInt())
                    .isEqualTo(6);
        }
    }
}
