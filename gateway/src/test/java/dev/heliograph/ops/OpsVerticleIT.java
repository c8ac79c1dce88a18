package dev.heliograph.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.admission.GateCounts;
import dev.heliograph.admission.Verdict;
import dev.heliograph.message.Address;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations door over a real socket: who may call what, and what is answered. */
class OpsVerticleIT {
    private static final String TOKEN = "a-token-of-some-length";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final FixedOperations operations = new FixedOperations();
    private final GateCounts gate = new GateCounts();
    private final RecentEvents recent = new RecentEvents();
    private final JsonMapper mapper = new JsonMapper();
    private int port;

    @BeforeEach
    void open() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        OpsVerticle verticle = new OpsVerticle(
                new OpsOptions("127.0.0.1", 0, AdminToken.of(TOKEN), "1.2.3"),
                operations,
                new Traffic(registry, gate),
                recent,
                registry);
        vertx.deployVerticle(verticle).await(10, TimeUnit.SECONDS);
        port = verticle.port();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest(name = "{0} {1} with {2}: {3}")
    @CsvSource({
        "GET,   /,                        none,  200",
        "GET,   /console.js,              none,  200",
        "GET,   /vendor/uplot/LICENSE,    none,  200",
        "GET,   /health/live,             none,  200",
        "GET,   /health/ready,            none,  200",
        "GET,   /metrics,                 none,  200",
        "GET,   /admin/overview,          none,  401",
        "GET,   /admin/overview,          wrong, 401",
        "GET,   /admin/overview,          right, 200",
        "GET,   /admin/channels,          none,  401",
        "GET,   /admin/channels,          right, 200",
        "PATCH, /admin/channels/sms-main, none,  401",
        "PATCH, /admin/channels/sms-main, wrong, 401",
        "PATCH, /admin/channels/sms-main, right, 200",
        "PATCH, /admin/channels/other,    right, 404",
        "GET,   /admin/accounts,          none,  401",
        "GET,   /admin/accounts,          right, 200",
        "GET,   /admin/sessions,          none,  401",
        "GET,   /admin/sessions,          right, 200",
        "POST,  /admin/reload,            none,  401",
        "POST,  /admin/reload,            wrong, 401",
        "POST,  /admin/reload,            right, 200",
        "GET,   /admin/reload,            right, 405",
        "GET,   /admin/nothing,           none,  401",
        "GET,   /admin/nothing,           right, 404",
        "GET,   /nothing,                 none,  404",
        "GET,   /vendor/../boot/development.yaml,   none,  404"
    })
    void everyRouteTellsWhoMayCallIt(String method, String path, String token, int status) throws Exception {
        String bearer = token.equals("none") ? null : token.equals("right") ? TOKEN : TOKEN + "x";
        String body = method.equals("PATCH") ? "{\"paused\":true}" : "";

        HttpResponse<String> response = call(method, path, bearer, body);

        assertThat(response.statusCode()).isEqualTo(status);
        if (status >= 400) {
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
        if (status == 401) {
            assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(operations.changes).isEmpty();
        }
    }

    @Test
    void readinessSaysWhatIsMissing() throws Exception {
        operations.notReady = List.of("stopping");
        operations.warnings = List.of("no channel is connected");

        HttpResponse<String> response = call("GET", "/health/ready", null, "");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(mapper.readTree(response.body()))
                .isEqualTo(mapper.readTree("{\"status\":\"DOWN\",\"reasons\":[\"stopping\"],"
                        + "\"warnings\":[\"no channel is connected\"]}"));
        assertThat(call("GET", "/health/live", null, "").statusCode()).isEqualTo(200);
    }

    @Test
    void warningsDoNotTakeTheNodeOutOfService() throws Exception {
        operations.warnings = List.of("no channel is connected");

        HttpResponse<String> response = call("GET", "/health/ready", null, "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(mapper.readTree(response.body()).path("warnings").get(0).asText())
                .isEqualTo("no channel is connected");
    }

    @Test
    void receiptsWithoutAMessageAreListed() throws Exception {
        JsonNode account = mapper.readTree(
                        call("GET", "/admin/receipts", TOKEN, "").body())
                .path("accounts")
                .get(0);

        assertThat(account.path("account").asText()).isEqualTo("gw@smsc:2775");
        assertThat(account.path("parked").asInt()).isEqualTo(1);
        assertThat(account.path("oldestSeconds").asInt()).isEqualTo(60);
        assertThat(account.path("newest").get(0).path("id").asText()).isEqualTo("4711");
        assertThat(account.path("newest").get(0).path("channel").asText()).isEqualTo("sms-main");
    }

    @Test
    void everyFigureOfAChannelIsExported() throws Exception {
        assertThat(call("GET", "/metrics", null, "").body())
                .contains("heliograph_lane_retried_total{channel=\"sms-main\",kind=\"smpp\"} 9.0");
    }

    @Test
    void theConsoleMayRunOnlyItsOwnFiles() throws Exception {
        HttpResponse<String> page = call("GET", "/", null, "");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body())
                .doesNotContain("<style")
                .doesNotContain("style=")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }

    @Test
    void metricsShowDoorsVerdictsAndChannels() throws Exception {
        gate.of(Door.SMPP, Verdict.ACCEPTED).add(3);
        gate.of(Door.HTTP, Verdict.THROTTLED).add(2);

        String text = call("GET", "/metrics", null, "").body();

        assertThat(text)
                .contains("heliograph_submissions_total{door=\"smpp\",verdict=\"accepted\"} 3.0")
                .contains("heliograph_submissions_total{door=\"http\",verdict=\"throttled\"} 2.0")
                .contains("heliograph_sent_total{channel=\"sms-main\",kind=\"smpp\"} 6.0")
                .contains("heliograph_failed_total{channel=\"sms-main\",failure=\"throttled\",kind=\"smpp\"} 7.0")
                .contains("heliograph_lane_waiting{channel=\"sms-main\",kind=\"smpp\"} 5.0")
                .contains("heliograph_channel_credit{channel=\"sms-main\",kind=\"smpp\"} 97.0");
    }

    @Test
    void theOverviewAddsUpWhatTheConsoleShows() throws Exception {
        gate.of(Door.SMPP, Verdict.ACCEPTED).add(3);
        gate.of(Door.HTTP, Verdict.DUPLICATE).add(1);
        gate.of(Door.HTTP, Verdict.THROTTLED).add(2);
        recent.add("demo", receipt(1, "393331234567"));
        recent.add("demo", receipt(2, "393331234568"));

        JsonNode overview =
                mapper.readTree(call("GET", "/admin/overview", TOKEN, "").body());

        assertThat(overview.path("node").asText()).isEqualTo("gw-1");
        assertThat(overview.path("version").asText()).isEqualTo("1.2.3");
        assertThat(overview.path("totals"))
                .isEqualTo(mapper.readTree(
                        "{\"accepted\":4,\"refused\":2,\"sent\":6,\"failed\":7,\"receipts\":8,\"waiting\":5}"));
        assertThat(overview.path("channels")).hasSize(1);
        assertThat(overview.path("sessionsTotal").asInt()).isEqualTo(1);
        assertThat(overview.path("events")).hasSize(2);
        assertThat(overview.path("events").get(0).path("to").asText()).isEqualTo("+3933••••••68");
        assertThat(overview.toString()).doesNotContain("3331234567");
    }

    private static Event.Receipt receipt(long message, String to) {
        return new Event.Receipt(
                message,
                message,
                null,
                Address.NONE,
                Address.international(to),
                "sms-main",
                MessageState.DELIVERED,
                false,
                1,
                0,
                0,
                null,
                1,
                "",
                Door.HTTP,
                null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rate\":\"50/s\"}                 | 50   | 5  | false",
                "{\"rate\":\"50/s\",\"burst\":20}    | 50   | 20 | false",
                "{\"burst\":3}                       | 100  | 3  | false",
                "{\"paused\":true}                   | 100  | 10 | true",
                "{\"rate\":\"60/min\",\"paused\":true} | 1  | 1  | true"
            })
    void aChangeTouchesOnlyWhatItNames(String body, double rate, long burst, boolean paused) throws Exception {
        JsonNode view = mapper.readTree(
                call("PATCH", "/admin/channels/sms-main", TOKEN, body).body());

        assertThat(view.path("ratePerSecond").asDouble()).isEqualTo(rate);
        assertThat(view.path("burst").asLong()).isEqualTo(burst);
        assertThat(view.path("paused").asBoolean()).isEqualTo(paused);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no json              | ''",
                "[]                   | ''",
                "{}                   | ''",
                "{\"rate\":5}         | /rate",
                "{\"rate\":\"fast\"}  | /rate",
                "{\"rate\":\"0/s\"}   | /rate",
                "{\"burst\":0}        | /burst",
                "{\"burst\":\"x\"}    | /burst",
                "{\"burst\":1.5}      | /burst",
                "{\"paused\":1}       | /paused",
                "{\"host\":\"x\"}     | /host"
            })
    void aWrongChangeIsRefusedByFieldAndChangesNothing(String body, String pointer) throws Exception {
        HttpResponse<String> response = call("PATCH", "/admin/channels/sms-main", TOKEN, body);

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(mapper.readTree(response.body()).path("pointer").asText()).isEqualTo(pointer);
        assertThat(operations.changes).isEmpty();
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        String body = "{\"paused\":" + " ".repeat(OpsOptions.BODY_BYTES_MAX) + "true}";

        assertThat(call("PATCH", "/admin/channels/sms-main", TOKEN, body).statusCode())
                .isEqualTo(413);
        assertThat(operations.changes).isEmpty();
    }

    @Test
    void aRefusedReloadSaysWhy() throws Exception {
        operations.report = new ReloadReport(false, "nothing was changed", List.of("f:1: x: found y"), List.of());

        HttpResponse<String> response = call("POST", "/admin/reload", TOKEN, "");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(mapper.readTree(response.body()).path("faults").get(0).asText())
                .isEqualTo("f:1: x: found y");
    }

    private HttpResponse<String> call(String method, String path, @Nullable String token, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
