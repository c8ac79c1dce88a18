package dev.heliograph.boot;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway as a process of its own, so that it can be killed. It keeps its ports over restarts. */
final class GatewayProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    final int httpPort = freePort();
    final int smppPort = freePort();
    final int opsPort = freePort();
    private final Path directory;
    private final Path config;
    private Process process;

    GatewayProcess(Path directory, int smscPort, String channelRate) throws IOException {
        this.directory = directory;
        this.config = directory.resolve("heliograph.yaml");
        Files.writeString(
                config, """
                node: kill-1
                data: %s
                http: {host: 127.0.0.1, port: %d}
                ops: {host: 127.0.0.1, port: %d}
                smpp: {host: 127.0.0.1, port: %d}
                accounts:
                  demo:
                    smpp: {systemId: demo, password: demo, binds: 50, window: 1000}
                    apiKeys: ["sha256:2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea"]
                channels:
                  sms-main: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw, password: gw, bind: transceiver, sessions: 2, window: 50, %s}
                routes:
                  - {channels: [sms-main]}
                """.formatted(directory.resolve("data"), httpPort, opsPort, smppPort, smscPort, channelRate));
    }

    void start() throws IOException {
        String java = System.getProperty("java.home") + "/bin/java";
        process = new ProcessBuilder(List.of(
                        java,
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "start",
                        "--config",
                        config.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), "gateway.log")))
                .start();
        await().atMost(Duration.ofSeconds(60)).until(this::isReady);
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the gateway ended: " + Files.readString(directory.resolve("gateway.log")));
        }
        try {
            HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/health/ready"))
                    .build();
            return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (java.net.ConnectException e) {
            return false;
        }
    }

    /** As kill -9 does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; @return the exit code */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the gateway does not stop");
        }
        return process.exitValue();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
