package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A whole gateway on free ports, its configuration in a file, its channel leading to a stand-in SMSC. */
final class Running implements AutoCloseable {
    static final String TOKEN = "an-admin-token-for-tests";

    private static final JsonMapper MAPPER = new JsonMapper();

    final StandIn standIn;
    final Path file;
    final Gateway gateway;
    private final HttpClient http = HttpClient.newHttpClient();

    private Running(StandIn standIn, Path file, Gateway gateway) {
        this.standIn = standIn;
        this.file = file;
        this.gateway = gateway;
    }

    static Running in(Path folder) throws Exception {
        return in(folder, SmscBehaviour.PERFECT);
    }

    static Running in(Path folder, SmscBehaviour behaviour) throws Exception {
        return with(folder, behaviour, port -> yaml(folder, port));
    }

    /** @param yaml the configuration for a stand-in on a port */
    static Running with(Path folder, SmscBehaviour behaviour, IntFunction<String> yaml) throws Exception {
        StandIn standIn =
                StandIn.start(SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(10_000), behaviour);
        Path file = Files.writeString(folder.resolve("heliograph.yaml"), yaml.apply(standIn.port()));
        Loaded loaded = ChannelKinds.reader().read(file);
        if (!(loaded instanceof Loaded.Good good)) {
            throw new AssertionError(loaded.toString());
        }
        Configuration configuration = good.configuration();
        return new Running(standIn, file, Waiting.on(Gateway.start(configuration)));
    }

    static String yaml(Path folder, int smscPort) {
        return """
                node: gw-1
                data: %s
                http: {port: 0}
                smpp: {port: 0}
                ops: {port: 0, token: %s}
                limits: {drainMillis: 3000}
                accounts:
                  demo: {smpp: {systemId: demo, password: demo}, apiKeys: [demo-key]}
                channels:
                  sms: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw, password: gw, rate: 1000/s, sessions: 2, window: 10}
                routes:
                  - {channels: [sms]}
                """.formatted(folder.resolve("data"), TOKEN, smscPort);
    }

    Answer api(String method, String path, String body) throws Exception {
        return call(gateway.httpPort(), "demo-key", method, path, body);
    }

    Answer ops(String method, String path, String body) throws Exception {
        return call(gateway.opsPort(), TOKEN, method, path, body);
    }

    /** What the operations door says that needs no token and is no JSON. */
    String opsText(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.opsPort() + path))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** @return the id of a message that was accepted */
    String send(String to, String text) throws Exception {
        return sendAs("demo-key", to, text);
    }

    /** As {@link #send}, with another account's key. */
    String sendAs(String key, String to, String text) throws Exception {
        Answer answer = call(
                gateway.httpPort(),
                key,
                "POST",
                "/v1/messages",
                "{\"to\":\"%s\",\"from\":\"Demo\",\"text\":\"%s\",\"receipts\":\"all\"}".formatted(to, text));
        if (answer.status != 202) {
            throw new AssertionError(answer.toString());
        }
        return answer.body.path("id").asText();
    }

    String stateOf(String id) throws Exception {
        return api("GET", "/v1/messages/" + id, "").body.path("state").asText();
    }

    record Answer(int status, JsonNode body) {}

    private Answer call(int port, String bearer, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), MAPPER.readTree(response.body()));
    }

    @Override
    public void close() throws Exception {
        gateway.close().await(30, TimeUnit.SECONDS);
        standIn.close();
    }
}
