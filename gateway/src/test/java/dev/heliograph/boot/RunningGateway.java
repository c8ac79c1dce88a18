package dev.heliograph.boot;

import dev.heliograph.boot.config.Loaded;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

/** A whole gateway in this process, on free ports, with a stand-in message centre behind it. */
final class RunningGateway implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    final Gateway gateway;
    private final StandIn standIn;

    private RunningGateway(Gateway gateway, StandIn standIn) {
        this.gateway = gateway;
        this.standIn = standIn;
    }

    static RunningGateway start(Path data, String channelRate, SmscBehaviour behaviour) throws InterruptedException {
        StandIn standIn =
                StandIn.start(SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(1_000_000), behaviour);
        return new RunningGateway(gateway(data, standIn.port(), channelRate), standIn);
    }

    /** A gateway whose channel leads to some other message centre. */
    static Gateway gateway(Path data, int smscPort, String channelRate) throws InterruptedException {
        return gateway("test-1", data, smscPort, channelRate, "");
    }

    /** @param more further lines of the configuration */
    static Gateway gateway(String node, Path data, int smscPort, String channelRate, String more)
            throws InterruptedException {
        String yaml = """
                node: %s
                data: %s
                http: {host: 127.0.0.1, port: 0}
                ops: {host: 127.0.0.1, port: 0}
                smpp: {host: 127.0.0.1, port: 0}
                accounts:
                  demo:
                    smpp: {systemId: demo, password: demo, binds: 50, window: 1000}
                    apiKeys: ["sha256:2a97516c354b68848cdbd8f54a226a0a55b21ed138e207ad6c5cbb9c00aa5aea"]
                    numbers: ["12345"]
                channels:
                  sms-main: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw, password: gw, bind: transceiver, sessions: 2, window: 200, %s}
                routes:
                  - {channels: [sms-main]}
                """.formatted(node, data, smscPort, channelRate) + more;
        return gateway(yaml);
    }

    static Gateway gateway(String yaml) throws InterruptedException {
        Loaded loaded = ChannelKinds.reader().read("test.yaml", yaml);
        if (loaded instanceof Loaded.Bad bad) {
            throw new AssertionError(bad.faults().toString());
        }
        return Waiting.on(Gateway.start(((Loaded.Good) loaded).configuration()));
    }

    StandInSmsc smsc() {
        return standIn.smsc();
    }

    HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
        return post(gateway.httpPort(), path, contentType, body);
    }

    static HttpResponse<String> post(int port, String path, String contentType, String body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.header("Authorization", "Bearer demo").build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws InterruptedException {
        Waiting.on(gateway.close());
        standIn.close();
    }
}
