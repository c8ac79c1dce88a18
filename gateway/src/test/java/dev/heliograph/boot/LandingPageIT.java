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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rich content over SMS, from the submission to the reply that is tapped on its page; one gateway for all, each test with a recipient of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LandingPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36";
    private static final String CAROUSEL = """
            {"carousel":{"text":"Three for you","cards":[
             {"title":"One <1>","description":"First","options":[{"reply":{"id":"r1","title":"Take one"}}]},
             {"title":"Two","options":[{"reply":{"id":"r2","title":"Take two"}}]}]}}""";

    @TempDir
    private static Path folder;

    private StandIn smsc;
    private Gateway gateway;
    private int recipients;

    /** Whom this test writes to. */
    private String to = "";

    @BeforeAll
    void start() throws Exception {
        smsc = StandIn.start(
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(1_000),
                SmscBehaviour.builder().build());
        open();
    }

    private void open() throws Exception {
        gateway = RunningGateway.gateway("test-1", folder.resolve("data"), smsc.port(), "rate: 1000/s", "pages: {}\n");
    }

    @AfterAll
    void stop() throws Exception {
        Waiting.on(gateway.close());
        smsc.close();
    }

    private JsonNode api(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
                .header("Authorization", "Bearer demo")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return MAPPER.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static HttpResponse<String> page(String method, String url, String agent, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("User-Agent", agent)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** @return the text that a new recipient got */
    private String sent(String content) throws Exception {
        to = "+39333123" + (4500 + 100 * recipients++);
        int before = smsc.smsc().journal().messages().size();
        JsonNode accepted = api(
                "POST",
                "/v1/messages",
                "{\"to\":\"" + to + "\",\"from\":\"Demo\",\"receipts\":\"all\",\"content\":" + content + "}");
        assertThat(accepted.path("id").asText()).as(accepted.toString()).isNotEmpty();
        await().atMost(PATIENCE).until(() -> smsc.smsc().journal().messages().size() == before + 1);
        await().atMost(PATIENCE).until(() -> states().contains("delivered"));
        assertThat(accepted.path("segments").asInt())
                .isEqualTo(smsc.smsc().journal().taken().size() - before);
        return smsc.smsc().journal().messages().get(before).text();
    }

    private List<JsonNode> events() throws Exception {
        List<JsonNode> all = new ArrayList<>();
        api("GET", "/v1/events?after=0", "").path("events").forEach(event -> {
            if (to.equals(event.path("to").asText())
                    || to.equals(event.path("from").asText())) {
                all.add(event);
            }
        });
        return all;
    }

    private List<String> states() throws Exception {
        return events().stream()
                .filter(event -> event.path("type").asText().equals("receipt"))
                .map(event -> event.path("state").asText())
                .toList();
    }

    private static String link(String text) {
        return text.substring(text.indexOf("http://"));
    }

    @Test
    void aPersonReadsThePageAndTapsAnAnswer() throws Exception {
        String text = sent(CAROUSEL);
        assertThat(text).matches("Three for you\nhttp://127.0.0.1:\\d+/p/[A-Za-z0-9_-]{20}");
        String link = link(text);

        String id = events().get(0).path("message").asText();
        assertThat(api("GET", "/v1/messages/" + id, "").path("page").asText()).isEqualTo(link);

        HttpResponse<String> page = page("GET", link, "curl/8", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("One &lt;1&gt;", "Take two").doesNotContain("<script", "http://www");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none';");
        assertThat(page.headers().firstValue("X-Robots-Tag").orElse("")).contains("noindex");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page("HEAD", link, PHONE, "").body()).isEmpty();
        assertThat(page("GET", link + "/seen", "WhatsApp/2.23", "").statusCode())
                .isEqualTo(200);
        assertThat(states()).containsExactly("sent", "delivered");

        page("GET", link + "/seen", PHONE, "");
        await().atMost(PATIENCE).until(() -> states().equals(List.of("sent", "delivered", "read")));
        page("GET", link + "/seen", PHONE, "");

        HttpResponse<String> tapped = page("POST", link, PHONE, "o=1");
        assertThat(tapped.statusCode()).isEqualTo(303);
        HttpResponse<String> thanks = page(
                "GET",
                URI.create(link)
                        .resolve(tapped.headers().firstValue("Location").orElse(""))
                        .toString(),
                PHONE,
                "");
        assertThat(thanks.body()).contains("Grazie", "Take two");
        assertThat(page("POST", link, PHONE, "o=1").statusCode()).isEqualTo(303);
        List<JsonNode> inbound = events().stream()
                .filter(event -> event.path("type").asText().equals("inbound"))
                .toList();
        assertThat(inbound).hasSize(1);
        assertThat(inbound.get(0).path("channel").asText()).isEqualTo("page");
        assertThat(inbound.get(0).path("from").asText()).isEqualTo(to);
        assertThat(inbound.get(0).path("to").asText()).isEqualTo("Demo");
        assertThat(inbound.get(0).at("/content/answer/id").asText()).isEqualTo("r2");
        assertThat(states()).containsExactly("sent", "delivered", "read");
    }

    @Test
    void whoTapsHasRead() throws Exception {
        String link = link(sent(CAROUSEL));
        assertThat(page("POST", link, "curl/8", "o=0").statusCode()).isEqualTo(303);
        await().atMost(PATIENCE).until(() -> states().contains("read"));
        assertThat(page("POST", link, PHONE, "o=7").statusCode()).isEqualTo(400);
        assertThat(page("POST", link, PHONE, "o=" + "1".repeat(5_000)).statusCode())
                .isEqualTo(413);
        assertThat(page("PUT", link, PHONE, "").statusCode()).isEqualTo(405);
        String other = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");
        assertThat(page("GET", other, PHONE, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkHoldsOverARestart() throws Exception {
        String link = link(sent(CAROUSEL));
        Waiting.on(gateway.close());
        open();
        String path = URI.create(link).getPath();
        String there = "http://127.0.0.1:" + gateway.httpPort() + path;
        assertThat(page("GET", there, PHONE, "").statusCode()).isEqualTo(200);
        page("GET", there + "/seen", PHONE, "");
        await().atMost(PATIENCE).until(() -> states().contains("read"));
    }

    @Test
    void aLinkStandsWhereItsSenderWantsIt() throws Exception {
        assertThat(sent("{\"choices\":{\"text\":\"Yes?\",\"options\":[{\"reply\":{\"id\":\"y\",\"title\":\"Yes\"}}]},"
                        + "\"fallbackText\":\"Answer at {link} please\"}"))
                .matches("Answer at http://127.0.0.1:\\d+/p/\\S{20} please");
        assertThat(sent(CAROUSEL.replaceFirst("\\{", "{\"trackingLink\":false,")))
                .doesNotContain("http")
                .contains("1. Take one", "2. Take two");
    }
}
