package dev.heliograph.boot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.heliograph.boot.config.Configuration;
import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscJournal;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.mail.StandInRelay;
import dev.heliograph.simulator.web.Taken;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The development default as a newcomer has it, on free ports: a whole gateway with the stand-ins behind it. */
final class DevelopmentGateway implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final int JOURNAL_MAX = 2_000;

    private final StandIn smsc = StandIn.start(
            SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(JOURNAL_MAX),
            SmscBehaviour.builder().receiptMillis(20, 200).suffixes(true).build());
    private final ProviderStandIns providers = ProviderStandIns.start("127.0.0.1", 0);
    private final Gateway gateway;

    DevelopmentGateway(Path data) throws Exception {
        this(data, configuration -> configuration);
    }

    /** @param changed what is to be otherwise than the default */
    DevelopmentGateway(Path data, UnaryOperator<Configuration> changed) throws Exception {
        Configuration development = Development.configuration(ChannelKinds.reader());
        Configuration configuration = providers
                .reached(Development.reaching(development, smsc.port()))
                .withData(data)
                .withDoors(
                        development.http().withPort(0),
                        development.ops().withPort(0),
                        development.smpp().withPort(0))
                .withMail(Objects.requireNonNull(development.mail()).withPort(0));
        gateway = Waiting.on(Gateway.start(changed.apply(configuration)));
        providers.callBack("http://127.0.0.1:" + gateway.httpPort(), gateway.mailPort());
    }

    int smppPort() {
        return gateway.smppPort();
    }

    int mailPort() {
        return gateway.mailPort();
    }

    /** @return the stand-in for a mail relay */
    StandInRelay relay() {
        return providers.relay();
    }

    int httpPort() {
        return gateway.httpPort();
    }

    /** Somebody writes an SMS. */
    void text(String from, String to, String words) throws Exception {
        Waiting.on(smsc.smsc().inject(from, to, words));
    }

    /** @return what a provider took lately */
    List<Taken> taken(String kind) throws Exception {
        return Waiting.on(providers.taken(kind));
    }

    int providersPort() {
        return providers.port();
    }

    /** @return the messages that phones have shown */
    List<SmscJournal.Read> texts() {
        return smsc.smsc().journal().messages();
    }

    /** Makes somebody write over a channel. */
    void writes(String channel, String from, String text) throws Exception {
        call(
                "POST",
                "http://127.0.0.1:" + providers.port() + "/_sim/inbound",
                "{\"channel\":\"%s\",\"from\":\"%s\",\"text\":\"%s\"}".formatted(channel, from, text));
    }

    /** Makes somebody tap a reply below the last message that they were sent over a channel. */
    void taps(String channel, String from, String words) throws Exception {
        call(
                "POST",
                "http://127.0.0.1:" + providers.port() + "/_sim/inbound",
                "{\"channel\":\"%s\",\"from\":\"%s\",\"tap\":\"%s\"}".formatted(channel, from, words));
    }

    /** Calls the gateway's API. */
    JsonNode api(String method, String path, String body) throws Exception {
        return call(method, "http://127.0.0.1:" + gateway.httpPort() + path, body);
    }

    JsonNode call(String method, String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer demo")
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return MAPPER.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() throws Exception {
        Waiting.on(gateway.close());
        providers.close();
        smsc.close();
    }
}
