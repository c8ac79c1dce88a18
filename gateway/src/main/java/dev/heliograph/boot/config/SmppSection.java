package dev.heliograph.boot.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code smpp:}, the door for aggregators: we are the SMSC.
 *
 * @param host address to listen on, default 127.0.0.1
 * @param port default 2775; 0 for any free one
 * @param connectionsMax open connections, bound or not, over all cores; default 10,000
 * @param unboundMax open connections that have not bound, over all cores; default 1,000
 * @param unboundPerAddressMax of those from one address; default 100
 * @param tls a second port with TLS, or null
 */
public record SmppSection(
        String host,
        int port,
        int connectionsMax,
        int unboundMax,
        int unboundPerAddressMax,
        @Nullable Tls tls) {
    static final Key<String> HOST = Listening.HOST;
    static final Key<Integer> PORT = Listening.PORT.orElse(2775);
    static final Key<Integer> CONNECTIONS_MAX =
            Key.integer("connectionsMax", 1, 1_000_000).orElse(10_000);
    static final Key<Integer> UNBOUND_MAX =
            Key.integer("unboundMax", 1, 1_000_000).orElse(1_000);
    static final Key<Integer> UNBOUND_PER_ADDRESS_MAX =
            Key.integer("unboundPerAddressMax", 1, 1_000_000).orElse(100);

    public static final SmppSection DEFAULT = new SmppSection("127.0.0.1", 2775, 10_000, 1_000, 100, null);

    public SmppSection {
        HOST.check(host);
        PORT.check(port);
        CONNECTIONS_MAX.check(connectionsMax);
        UNBOUND_MAX.check(unboundMax);
        UNBOUND_PER_ADDRESS_MAX.check(unboundPerAddressMax);
    }

    /**
     * {@code smpp.tls:}.
     *
     * @param port default 3550
     * @param certificate PEM file with the chain
     * @param key PEM file with the key
     * @param clientAuthority PEM file with who signs the certificates that clients must show; null asks for none
     */
    public record Tls(
            int port, Path certificate, Path key, @Nullable Path clientAuthority) {
        static final Key<Integer> PORT = Listening.PORT.orElse(3550);
        static final Key<Path> CERTIFICATE = HttpSection.pem("certificate").required(Path.of("certificate.pem"));
        static final Key<Path> KEY = HttpSection.pem("key").required(Path.of("key.pem"));
        static final Key<Path> CLIENT_AUTHORITY = HttpSection.pem("clientAuthority");

        static Tls read(Section section) {
            return new Tls(
                    section.get(PORT), section.get(CERTIFICATE), section.get(KEY), section.find(CLIENT_AUTHORITY));
        }
    }

    static SmppSection read(Section section) {
        Tls tls = section.has("tls") ? section.child("tls").build(Tls::read) : null;
        return new SmppSection(
                section.get(HOST),
                section.get(PORT),
                section.get(CONNECTIONS_MAX),
                section.get(UNBOUND_MAX),
                section.get(UNBOUND_PER_ADDRESS_MAX),
                tls);
    }

    public SmppSection withPort(int newPort) {
        return new SmppSection(host, newPort, connectionsMax, unboundMax, unboundPerAddressMax, tls);
    }
}
