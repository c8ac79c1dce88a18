package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.ConfigurationReader;
import dev.heliograph.boot.config.Loaded;
import dev.heliograph.egress.json.EventTypes;
import dev.heliograph.egress.webhook.SigningSecret;
import dev.heliograph.egress.webhook.Webhook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What runs when no configuration is given: read from the program itself, by the same reader as any other. */
final class Development {
    /** Of account and password and API key. */
    static final String DEMO = "demo";

    /** Where the stand-in SMSC listens. */
    static final int SMSC_PORT = 2776;

    /** Where the stand-ins for providers with HTTP APIs listen. */
    static final int PROVIDERS_PORT = 2777;

    private static final String RESOURCE = "/boot/development.yaml";

    private Development() {}

    static Configuration configuration(ConfigurationReader reader) {
        Loaded loaded = reader.read("development.yaml", text());
        if (loaded instanceof Loaded.Good good) {
            return good.configuration();
        }
        throw new IllegalStateException("the development default has faults: " + ((Loaded.Bad) loaded).faults());
    }

    private static String text() {
        try (InputStream in = Development.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the same, the demo account's events also posted to an endpoint, which may be on this machine */
    static Configuration telling(Configuration configuration, URI url, String secret) {
        return configuration.withWebhooks(List.of(new Webhook(
                DEMO,
                Webhook.NAME_DEFAULT,
                url,
                List.of(SigningSecret.parse(secret)),
                EventTypes.ALL,
                Webhook.WINDOW_DEFAULT,
                Webhook.TIMEOUT_MILLIS_DEFAULT,
                List.of(InetAddress::isLoopbackAddress),
                null)));
    }

    /** @return the same, its channel leading to a stand-in on another port */
    static Configuration reaching(Configuration configuration, int port) {
        return configuration.withChannels(configuration.channels().stream()
                .map(channel -> channel.provider() instanceof SmppChannelFactory smpp
                        ? channel.withProvider(smpp.withPort(port))
                        : channel)
                .toList());
    }
}
