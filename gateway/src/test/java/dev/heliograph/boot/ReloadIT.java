package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.client.SmppSend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reload ends, what it leaves alone, and what it says that only a restart can do. */
class ReloadIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    /** Knows with which code it was closed. */
    private static final class Watcher implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();

        static Watcher open(int port, String key) throws Exception {
            Watcher watcher = new Watcher();
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Authorization", "Bearer " + key)
                    .buildAsync(URI.create("ws://127.0.0.1:" + port + "/v1/events"), watcher)
                    .get();
            return watcher;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }

    private static void rewrite(Running running, String what, String with) throws Exception {
        String yaml = Files.readString(running.file);
        assertThat(yaml).contains(what);
        Files.writeString(running.file, yaml.replace(what, with));
        assertThat(running.ops("POST", "/admin/reload", "").status()).isEqualTo(200);
    }

    private static int sessions(Running running) throws Exception {
        return running.ops("GET", "/admin/sessions", "").body().path("total").asInt();
    }

    @Test
    void aKeyThatIsTakenAwayEndsItsWebSocketsAndNoOthers() throws Exception {
        try (Running running = Running.in(folder)) {
            rewrite(running, "[demo-key]", "[demo-key, second-key]");
            Watcher first = Watcher.open(running.gateway.httpPort(), "demo-key");
            Watcher second = Watcher.open(running.gateway.httpPort(), "second-key");

            rewrite(running, "[demo-key, second-key]", "[demo-key]");

            await().atMost(PATIENCE).until(second.closed::isDone);
            assertThat(second.closed.join()).isEqualTo(1008);
            assertThat(first.closed).isNotDone();
            assertThat(running.api("GET", "/v1/channels", "").status()).isEqualTo(200);
        }
    }

    @Test
    void anotherPasswordEndsTheSessionsAndTheSamePasswordDoesNot() throws Exception {
        try (Running running = Running.in(folder);
                SmppSend client = new SmppSend("127.0.0.1", running.gateway.smppPort(), "demo", "demo")) {
            rewrite(running, "[demo-key]", "[demo-key, second-key]");
            assertThat(client.send("+393331234567", "Demo", "still bound")).isNotEmpty();
            assertThat(sessions(running)).isEqualTo(1);

            rewrite(running, "password: demo", "password: other");

            await().atMost(PATIENCE).until(() -> sessions(running) == 0);
            try (SmppSend again = new SmppSend("127.0.0.1", running.gateway.smppPort(), "demo", "other")) {
                assertThat(again.send("+393331234567", "Demo", "bound again")).isNotEmpty();
            }
        }
    }

    @Test
    void anAccountThatIsGoneIsLetGoOf() throws Exception {
        try (Running running = Running.in(folder);
                SmppSend client = new SmppSend("127.0.0.1", running.gateway.smppPort(), "demo", "demo")) {
            assertThat(client.send("+393331234567", "Demo", "bound")).isNotEmpty();
            Watcher watcher = Watcher.open(running.gateway.httpPort(), "demo-key");

            rewrite(running, "  demo: {smpp: {systemId: demo", "  other: {smpp: {systemId: other");

            await().atMost(PATIENCE).until(() -> sessions(running) == 0);
            // The key is now another account's; the socket was opened for the one that is gone.
            await().atMost(PATIENCE).until(watcher.closed::isDone);
        }
    }

    @Test
    void whatOnlyARestartChangesIsNamed() throws Exception {
        try (Running running = Running.in(folder)) {
            String yaml = Files.readString(running.file);
            Files.writeString(
                    running.file,
                    yaml.replace("/data", "/elsewhere")
                            .replace("http: {port: 0}", "http: {port: 1}")
                            .replace("an-admin-token-for-tests", "another-admin-token-for-tests"));
            assertThat(running.ops("POST", "/admin/reload", "")
                            .body()
                            .path("needRestart")
                            .toString())
                    .isEqualTo("[\"data\",\"http\",\"ops\"]");
        }
    }
}
