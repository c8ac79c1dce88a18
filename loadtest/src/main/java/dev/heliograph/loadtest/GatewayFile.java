package dev.heliograph.loadtest;

import java.nio.file.Path;

/** The configuration of a {@link Subject}. */
final class GatewayFile {
    private static final int RECIPIENT_DIGITS = 3;
    private static final int RECIPIENTS = 1_000;
    private static final String RECIPIENTS_BEGIN = "393330000";

    private GatewayFile() {}

    /** @return its text; ports are those of the gateway's doors and of the message centre behind it */
    static String of(Subject.Setting set, Path data, int httpPort, int opsPort, int smppPort, int smscPort) {
        StringBuilder file = new StringBuilder("""
                node: gw-1
                data: %s
                http: {port: %d, dialects: [kannel]}
                ops: {port: %d}
                smpp: {port: %d, connectionsMax: 20000, unboundMax: 10000, unboundPerAddressMax: 10000}
                accounts:
                %s
                channels:
                """.formatted(
                data, httpPort, opsPort, smppPort, set.accounts().indent(2).stripTrailing()));
        for (int i = 0; i < set.channels(); i++) {
            file.append(
                    "  sms-%d: {kind: smpp, host: 127.0.0.1, port: %d, systemId: gw, password: gw, rate: 1000000/s, sessions: %d, window: 500}\n"
                            .formatted(i, smscPort, set.smscSessions()));
        }
        file.append("routes:\n");
        if (set.channels() == 1) {
            return file.append("  - {channels: [sms-0]}\n").toString();
        }
        for (int i = 0; i < set.channels(); i++) {
            file.append("  - {channels: [sms-%d], when: {prefix: [".formatted(i));
            for (int recipient = i; recipient < RECIPIENTS; recipient += set.channels()) {
                file.append(recipient == i ? "" : ", ").append(prefix(recipient));
            }
            file.append("]}}\n");
        }
        return file.toString();
    }

    /** @return the whole number, as every recipient of the load program has one */
    private static String prefix(int recipient) {
        return "\"" + RECIPIENTS_BEGIN + ("%0" + RECIPIENT_DIGITS + "d").formatted(recipient) + "\"";
    }
}
