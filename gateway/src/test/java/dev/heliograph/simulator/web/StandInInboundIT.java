package dev.heliograph.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The call that makes somebody write is answered whatever comes, and no page of another origin can make it. */
class StandInInboundIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String JSON = "application/json";
    private static final String HELLO = "{\"channel\":\"mail\",\"from\":\"ann\",\"text\":\"Hello\"}";

    private final Vertx vertx = Vertx.vertx();
    private final StandInProviders providers = new StandInProviders(
            vertx, "127.0.0.1", 0, List.of(new LineStandIn(Clock.systemUTC())), 5, System::nanoTime);
    private final List<String> written = new ArrayList<>();
    private Future<Integer> answered = Future.succeededFuture(250);

    @BeforeEach
    void listen() {
        await(providers.listen());
        providers.connect("mail", (id, from, text, forged) -> {
            written.add(from + ": " + text);
            return answered;
        });
    }

    @AfterEach
    void close() {
        await(providers.close());
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private int status(String type, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + providers.port() + "/_sim/inbound"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    @Test
    void somebodyWrites() throws Exception {
        assertThat(status(JSON, HELLO)).isEqualTo(200);
        assertThat(status("Application/JSON; charset=utf-8", HELLO)).isEqualTo(200);
        assertThat(written).containsExactly("ann: Hello", "ann: Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "*/*"})
    void whatAPageOfAnotherOriginMayPostUnaskedIsRefused(String type) throws Exception {
        assertThat(status(type, HELLO)).isEqualTo(415);
        assertThat(written).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "{\"channel\":",
                "{}",
                "{\"channel\":\"mail\",\"from\":\"ann\"}",
                "{\"channel\":\"mail\",\"from\":\"ann\",\"text\":\"x\",\"forged\":\"yes\"}",
                "{\"channel\":\"mail\",\"from\":\"ann\",\"text\":\"x\",\"forged\":null}"
            })
    void whatCannotBeReadIsAnsweredSo(String body) throws Exception {
        assertThat(status(JSON, body)).isEqualTo(400);
        assertThat(written).isEmpty();
    }

    @Test
    void whoIsUnknownAndWhoCannotBeReachedIsToldToo() throws Exception {
        assertThat(status(JSON, HELLO.replace("mail", "pigeon"))).isEqualTo(404);
        answered = Future.failedFuture("nobody at the door");
        assertThat(status(JSON, HELLO)).isEqualTo(502);
        providers.connect("mail", (id, from, text, forged) -> {
            throw new IllegalArgumentException("no mailbox");
        });
        assertThat(status(JSON, HELLO)).isEqualTo(400);
    }
}
