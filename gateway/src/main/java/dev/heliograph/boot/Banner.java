package dev.heliograph.boot;

import dev.heliograph.boot.config.Configuration;
import dev.heliograph.boot.config.MailSection;
import dev.heliograph.channel.web.ProviderKind;
import dev.heliograph.egress.webhook.Webhook;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What an operator reads once everything is open: where each door is and how to try it. */
final class Banner {
    private Banner() {}

    /** @param webhookSecret of the development default's webhook, null when there is none */
    static void print(
            PrintWriter out,
            Gateway gateway,
            @Nullable StandIns standIns,
            @Nullable String webhookSecret,
            long millis) {
        Configuration configuration = gateway.configuration();
        String httpScheme = configuration.http().tls() == null ? "http" : "https";
        String api = httpScheme + "://" + address(configuration.http().host(), gateway.httpPort());
        out.println();
        out.printf(
                "  Heliograph %s, node %s, ready in %d ms%n",
                VersionCommand.Version.text(), configuration.node(), millis);
        out.println();
        out.printf("  HTTP and WebSocket   %s/v1   (described at /v1/openapi.yaml)%n", api);
        out.printf("  SMPP                 %s%n", address(configuration.smpp().host(), gateway.smppPort()));
        if (gateway.smppTlsPort() > 0) {
            out.printf(
                    "  SMPP over TLS        %s%n", address(configuration.smpp().host(), gateway.smppTlsPort()));
        }
        if (gateway.mailPort() > 0) {
            out.printf("  Mail that comes back %s%n", address(host(configuration), gateway.mailPort()));
        }
        out.printf(
                "  Operations console   %s://%s/%n",
                configuration.ops().tls() == null ? "http" : "https",
                address(configuration.ops().host(), gateway.opsPort()));
        if (!gateway.adminToken().isEmpty()) {
            out.printf("  Admin token          %s   (of this run only)%n", gateway.adminToken());
        }
        out.printf(
                "  Data                 %s%n",
                configuration.data().toAbsolutePath().normalize());
        webhooks(out, configuration, webhookSecret);
        if (standIns != null) {
            out.printf("  Stand-in SMSC        127.0.0.1:%d%n", standIns.smsc().port());
            out.printf(
                    "  Stand-in providers   http://127.0.0.1:%d   (channels %s)%n",
                    standIns.providers().port(),
                    String.join(
                            ", ",
                            ChannelKinds.PROVIDERS.stream()
                                    .map(ProviderKind::name)
                                    .toList()));
            out.printf(
                    "  Stand-in mail relay  127.0.0.1:%d   (channel email)%n",
                    standIns.providers().relay().port());
            demo(out, gateway, api);
        }
        out.println();
        out.flush();
    }

    private static void webhooks(PrintWriter out, Configuration configuration, @Nullable String secret) {
        for (Webhook webhook : configuration.webhooks()) {
            out.printf("  Webhook of %-9s %s%n", webhook.account(), webhook.shown());
        }
        if (secret != null) {
            out.printf("  Webhook secret       %s   (of this run only)%n", secret);
        }
    }

    private static void demo(PrintWriter out, Gateway gateway, String api) {
        String demo = Development.DEMO;
        out.println();
        out.printf(
                "  Demo account: system_id %s, password %s, API key %s. Development only: 127.0.0.1.%n",
                demo, demo, demo);
        out.println();
        out.println("  Send a message:");
        out.printf(
                "    curl -s %s/v1/messages -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d "
                        + "'{\"to\":\"+393331234500\",\"from\":\"Demo\",\"text\":\"Hello\",\"receipts\":\"all\"}'%n",
                api, demo);
        out.println("  Watch the receipts:");
        int port = gateway.httpPort();
        String url = port == 8080 ? "" : " --url " + api;
        out.printf("    bin/heliograph events --pretty%s%n", url);
        out.printf("    curl -s '%s/v1/events?after=0' -H 'Authorization: Bearer %s'%n", api, demo);
    }

    private static String host(Configuration configuration) {
        MailSection mail = configuration.mail();
        return mail == null ? "" : mail.host();
    }

    private static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
