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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The gateway as a process of its own, so that it can be killed. It keeps its ports over restarts. */
public final class GatewayProcess implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long START_SECONDS = 60;

    public final int httpPort = freePort();
    public final int smppPort = freePort();
    public final int opsPort = freePort();
    public final Path data;
    private final Path config;
    private final Path log;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> command = new ArrayList<>();
    private int heapMegabytes = 512;
    private Process process;

    public GatewayProcess(Path directory, int smscPort, String channel) throws IOException {
        this("kill-1", directory, smscPort, channel, "");
    }

    /**
     * @param channel further keys of the one channel, {@code rate: 1000/s} for example
     * @param more further lines of the configuration
     */
    public GatewayProcess(String node, Path directory, int smscPort, String channel, String more) throws IOException {
        data = directory.resolve("data");
        config = directory.resolve("heliograph.yaml");
        log = directory.resolve("gateway.log");
        Files.createDirectories(directory);
        Files.writeString(config, """
                node: %s
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
                """.formatted(node, data, httpPort, opsPort, smppPort, smscPort, channel) + more);
    }

    /** Changes the configuration for the next start. */
    public GatewayProcess edited(UnaryOperator<String> change) throws IOException {
        Files.writeString(config, change.apply(Files.readString(config)));
        return this;
    }

    /** Put before the command of the next start: a limit, for example. */
    public GatewayProcess under(String... prefix) {
        command.clear();
        command.addAll(List.of(prefix));
        return this;
    }

    public GatewayProcess withEnvironment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public GatewayProcess withHeapMegabytes(int value) {
        heapMegabytes = value;
        return this;
    }

    public void start() throws IOException {
        launch();
        await().atMost(Duration.ofSeconds(START_SECONDS)).until(this::isReady);
    }

    /** Starts it and does not wait. */
    public void launch() throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + heapMegabytes + "m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "start",
                "--config",
                config.toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    private boolean isReady() throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("the gateway ended: " + log());
        }
        return answersReady();
    }

    public boolean answersReady() throws InterruptedException {
        try {
            return get(opsPort, "/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** @return the answer of one of its doors */
    public static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer demo")
                .build();
        return HTTP.send(question, HttpResponse.BodyHandlers.ofString());
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** As kill -9 does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends a signal by its name. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** SIGTERM; @return the exit code */
    public int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    /** @return the exit code of a process that ends by itself */
    public int awaitEnd() throws InterruptedException {
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
