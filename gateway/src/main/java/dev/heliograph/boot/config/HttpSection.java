package dev.heliograph.boot.config;

import dev.heliograph.ingress.http.dialect.DialectName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code http:}, the door for applications: API and WebSocket.
 *
 * @param host address to listen on, default 127.0.0.1
 * @param port default 8080; 0 for any free one
 * @param tls with it the same port speaks TLS and nothing else; null, the default, for plain HTTP
 * @param origins browsers' pages that may open a WebSocket, each as {@code https://host[:port]}; default none but our own
 * @param dialects ways in of other gateways that are open, default CM.com's alone, since the others bring passwords in the URL
 */
public record HttpSection(String host, int port, @Nullable Tls tls, List<String> origins, List<DialectName> dialects) {
    static final Key<String> HOST = Listening.HOST;
    static final Key<Integer> PORT = Listening.PORT.orElse(8080);
    static final Key<String> ORIGINS = Key.of(
            "origins",
            "origins such as https://app.example.net",
            text -> text.matches("https?://[^/\\s]+") ? text : null);

    static final Key<DialectName> DIALECTS = Key.oneOf("dialects", DialectName.class);
    private static final List<DialectName> DIALECTS_DEFAULT = List.of(DialectName.CM);

    public static final HttpSection DEFAULT = new HttpSection("127.0.0.1", 8080, null, List.of(), DIALECTS_DEFAULT);

    public HttpSection {
        HOST.check(host);
        PORT.check(port);
        origins = List.copyOf(origins);
        dialects = List.copyOf(dialects);
    }

    /**
     * {@code http.tls:}.
     *
     * @param certificate PEM file with the chain
     * @param key PEM file with the key
     */
    public record Tls(Path certificate, Path key) {
        static Tls read(Section section) {
            return new Tls(
                    section.get(pem("certificate").required(Path.of("certificate.pem"))),
                    section.get(pem("key").required(Path.of("key.pem"))));
        }
    }

    static Key<Path> pem(String name) {
        return Key.of(
                name,
                "the path of a readable PEM file",
                text -> Files.isReadable(Path.of(text)) ? Path.of(text) : null);
    }

    static HttpSection read(Section section) {
        String host = section.get(HOST);
        int port = section.get(PORT);
        Tls tls = section.has("tls") ? section.child("tls").build(Tls::read) : null;
        List<String> origins = section.list(ORIGINS);
        List<DialectName> dialects = section.has(DIALECTS.name()) ? section.list(DIALECTS) : DIALECTS_DEFAULT;
        return new HttpSection(host, port, tls, origins, dialects);
    }

    public HttpSection withPort(int newPort) {
        return new HttpSection(host, newPort, tls, origins, dialects);
    }
}
