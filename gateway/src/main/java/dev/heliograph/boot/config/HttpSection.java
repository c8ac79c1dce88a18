package dev.heliograph.boot.config;

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
 */
public record HttpSection(String host, int port, @Nullable Tls tls, List<String> origins) {
    static final Key<String> HOST = Listening.HOST;
    static final Key<Integer> PORT = Listening.PORT.orElse(8080);
    static final Key<String> ORIGINS = Key.of(
            "origins",
            "origins such as https://app.example.net",
            text -> text.matches("https?://[^/\\s]+") ? text : null);

    public static final HttpSection DEFAULT = new HttpSection("127.0.0.1", 8080, null, List.of());

    public HttpSection {
        HOST.check(host);
        PORT.check(port);
        origins = List.copyOf(origins);
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
        return new HttpSection(host, port, tls, section.list(ORIGINS));
    }

    public HttpSection withPort(int newPort) {
        return new HttpSection(host, newPort, tls, origins);
    }
}
