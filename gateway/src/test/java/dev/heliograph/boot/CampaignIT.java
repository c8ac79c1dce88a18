package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A campaign as its sender sees it: recipients in the body and as a stream, who is refused, a pause, and how far it has come by the receipts of its messages. */
class CampaignIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void recipientsInTheBodyAndAsLinesAreReachedAndCounted() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            JsonNode made = gateway.api("POST", "/v1/campaigns", """
                    {"name":"Spring","state":"paused","message":{"from":"Demo","text":"Hello {{name}}","channels":["sms"]},
                     "recipients":[{"to":"+393331234500","fields":{"name":"Ann"}},{"to":"+393331234501"}]}""");
            assertThat(made.at("/taken").asInt()).as(made.toString()).isEqualTo(1);
            assertThat(made.at("/errors/0/index").asInt()).isEqualTo(1);
            assertThat(made.at("/errors/0/error/errors/0/pointer").asText()).isEqualTo("/fields/name");
            String path = "/v1/campaigns/" + made.path("id").asText();

            List<JsonNode> lines = stream(gateway, path + "/recipients", """
                    {"to":"+393331234600","fields":{"name":"Zoe"}}
                    {"to":"nobody","fields":{"name":"X"}}
                    {"to":"+393331234610","fields":{"name":"Bob"}}
                    """);
            assertThat(lines).hasSize(3);
            assertThat(lines.stream()
                            .filter(line -> line.has("error"))
                            .map(line -> line.path("index").asInt()))
                    .containsExactly(1);

            assertThat(gateway.api("GET", path, "").at("/counts/waiting").asInt())
                    .as("nobody is written to while it is paused")
                    .isEqualTo(3);
            gateway.api("PATCH", path, "{\"state\":\"running\"}");
            await().untilAsserted(() -> {
                JsonNode now = gateway.api("GET", path, "");
                assertThat(now.path("state").asText()).as(now.toString()).isEqualTo("finished");
                assertThat(now.at("/counts/delivered").asInt())
                        .as(now.toString())
                        .isEqualTo(2);
                assertThat(now.at("/counts/failed").asInt())
                        .as("...10 is refused: " + now)
                        .isEqualTo(1);
            });
            assertThat(gateway.texts())
                    .extracting(read -> String.valueOf(read.text()))
                    .contains("Hello Ann", "Hello Zoe");
        }
    }

    @Test
    void linesForACampaignThatIsNotThereAreRefused() throws Exception {
        try (DevelopmentGateway gateway = new DevelopmentGateway(folder)) {
            List<JsonNode> answer = stream(
                    gateway, "/v1/campaigns/k0g3himmg3gu9/recipients", "{\"to\":\"+393331234600\"}\n".repeat(50));

            assertThat(answer)
                    .singleElement()
                    .satisfies(problem ->
                            assertThat(problem.path("status").asInt()).isEqualTo(404));
        }
    }

    private static List<JsonNode> stream(DevelopmentGateway gateway, String path, String lines) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
                .header("Authorization", "Bearer demo")
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(lines))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : body.split("\n")) {
            answers.add(JSON.readTree(line));
        }
        return answers;
    }
}
