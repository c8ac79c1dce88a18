package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes behind one address: whichever is asked, a page is shown, read and answered as if its own node had been. */
class PagesOfTwoNodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36";
    private static final String SECRET = "  secret: canary-canary-canary-canary-canary\n";
    private static final String MESSAGE = """
            {"to":"+819012345600","channels":["sms-main"],"content":{"carousel":{"text":"\\u9774","cards":[
             {"title":"A","options":[{"reply":{"id":"a","title":"Take A"}}]},{"title":"B"}]}}}""";

    @TempDir
    private Path folder;

    private static HttpResponse<String> page(String method, int port, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("User-Agent", PHONE)
                        .header("Accept-Language", "fr")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode api(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer demo")
                .build();
        return MAPPER.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Test
    void eitherNodeAnswersForAPage() throws Exception {
        StandIn smsc = StandIn.start(
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0),
                SmscBehaviour.builder().build());
        Gateway two = gateway("gw-2", smsc, "pages:\n" + SECRET);
        String nodes = "  nodes: {gw-2: \"http://127.0.0.1:" + two.httpPort() + "\"}\n";
        Gateway one = gateway("gw-1", smsc, "pages:\n" + SECRET + nodes);
        try {
            String id = MAPPER.readTree(RunningGateway.post(two.httpPort(), "/v1/messages", "application/json", MESSAGE)
                            .body())
                    .path("id")
                    .asText();
            await().atMost(PATIENCE)
                    .until(() -> api(two.httpPort(), "/v1/messages/" + id)
                            .path("state")
                            .asText()
                            .equals("delivered"));
            String link = api(two.httpPort(), "/v1/messages/" + id).path("page").asText();
            String path = URI.create(link).getPath();

            HttpResponse<String> own = page("GET", two.httpPort(), path, "");
            HttpResponse<String> other = page("GET", one.httpPort(), path, "");
            assertThat(other.statusCode()).isEqualTo(200);
            assertThat(withoutNonce(other.body())).isEqualTo(withoutNonce(own.body()));
            assertThat(other.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("style-src 'nonce-" + nonce(other.body()));
            HttpResponse<String> head = page("HEAD", one.httpPort(), path, "");
            assertThat(head.headers().firstValue("Content-Length"))
                    .isEqualTo(own.headers().firstValue("Content-Length"));

            HttpResponse<String> tapped = page("POST", one.httpPort(), path, "o=0");
            assertThat(tapped.statusCode()).isEqualTo(303);
            String thanks = tapped.headers().firstValue("Location").orElseThrow();
            assertThat(page("GET", one.httpPort(), "/p/" + thanks, "").body()).contains("Take A");
            JsonNode inbound = api(two.httpPort(), "/v1/events?types=inbound&after=0")
                    .path("events")
                    .path(0);
            assertThat(inbound.at("/content/answer/id").asText())
                    .as(inbound.toString())
                    .isEqualTo("a");
            await().atMost(PATIENCE)
                    .until(() -> api(two.httpPort(), "/v1/messages/" + id)
                            .path("state")
                            .asText()
                            .equals("read"));
            assertThat(page("GET", one.httpPort(), path + "x", "").statusCode())
                    .as("a guess goes nowhere")
                    .isEqualTo(404);

            Waiting.on(two.close());
            HttpResponse<String> away = page("GET", one.httpPort(), path, "");
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.body()).contains("Veuillez réessayer plus tard");
        } finally {
            Waiting.on(one.close());
            Waiting.on(two.close());
            smsc.close();
        }
    }

    private static String nonce(String html) {
        return html.replaceAll("(?s).*<style nonce=\"([^\"]+)\">.*", "$1");
    }

    private static String withoutNonce(String html) {
        return html.replace(nonce(html), "");
    }

    private Gateway gateway(String node, StandIn smsc, String pages) throws Exception {
        return RunningGateway.gateway(node, folder.resolve(node), smsc.port(), "rate: 1000/s", pages);
    }
}
