package dev.heliograph.boot.config;

import dev.heliograph.ingress.mail.MailDoorOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code mail:}, the door for what comes back by mail. Without it there is none.
 *
 * @param host address to listen on, default 127.0.0.1
 * @param port default 2525; 0 for any free one
 * @param connectionsMax open connections; default 100
 * @param perAddressMax of those from one address; default 20
 * @param megabytesMax of one mail; default 25 MiB
 * @param tls for STARTTLS, or null
 */
public record MailSection(
        String host,
        int port,
        int connectionsMax,
        int perAddressMax,
        int megabytesMax,
        @Nullable Tls tls) {
    static final Key<String> HOST = Listening.HOST;
    static final Key<Integer> PORT = Listening.PORT.orElse(2525);
    static final Key<Integer> CONNECTIONS_MAX =
            Key.integer("connectionsMax", 1, 10_000).orElse(MailDoorOptions.CONNECTIONS_MAX);
    static final Key<Integer> PER_ADDRESS_MAX =
            Key.integer("perAddressMax", 1, 10_000).orElse(MailDoorOptions.PER_ADDRESS_MAX);
    static final Key<Integer> MEGABYTES_MAX =
            Key.integer("megabytesMax", 1, 1_000).orElse(MailDoorOptions.OCTETS_MAX >> 20);

    public MailSection {
        HOST.check(host);
        PORT.check(port);
        CONNECTIONS_MAX.check(connectionsMax);
        PER_ADDRESS_MAX.check(perAddressMax);
        MEGABYTES_MAX.check(megabytesMax);
    }

    /**
     * {@code mail.tls:}.
     *
     * @param certificate PEM file with the chain
     * @param key PEM file with the key
     */
    public record Tls(Path certificate, Path key) {
        static final Key<Path> CERTIFICATE = HttpSection.pem("certificate").required(Path.of("certificate.pem"));
        static final Key<Path> KEY = HttpSection.pem("key").required(Path.of("key.pem"));

        static Tls read(Section section) {
            return new Tls(section.get(CERTIFICATE), section.get(KEY));
        }
    }

    static MailSection read(Section section) {
        return new MailSection(
                section.get(HOST),
                section.get(PORT),
                section.get(CONNECTIONS_MAX),
                section.get(PER_ADDRESS_MAX),
                section.get(MEGABYTES_MAX),
                section.has("tls") ? section.child("tls").build(Tls::read) : null);
    }

    public MailSection withPort(int newPort) {
        return new MailSection(host, newPort, connectionsMax, perAddressMax, megabytesMax, tls);
    }

    public MailDoorOptions toOptions() {
        return MailDoorOptions.at(host, port)
                .withTls(
                        tls == null
                                ? null
                                : new MailDoorOptions.Tls(
                                        tls.certificate().toString(), tls.key().toString()))
                .withBounds(connectionsMax, perAddressMax, megabytesMax << 20);
    }
}
