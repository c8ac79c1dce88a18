package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request goes to the address that was looked at, under the name that it is for. */
class WebClientIT {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void theNameIsNotLookedUpAgain() {
        HttpServer server = await(vertx.createHttpServer()
                .requestHandler(
                        request -> request.response().end(request.authority().host() + " " + request.uri()))
                .listen(0, "127.0.0.1"));
        WebClient client = new WebClient(vertx, WebOptions.of("c", "http://provider.invalid"));
        String url = "http://files.invalid:" + server.actualPort() + "/1?a=b";
        WebAnswer answer = await(client.send(WebRequest.get(url), InetAddress.getLoopbackAddress()));
        assertThat(answer.body().toString()).isEqualTo("files.invalid /1?a=b");
        await(client.close());
        await(server.close());
    }
}
