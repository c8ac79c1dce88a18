package dev.heliograph.boot.config;

/**
 * {@code http:}, the door for applications: API and WebSocket.
 *
 * @param host address to listen on, default 127.0.0.1
 * @param port default 8080; 0 for any free one
 */
public record HttpSection(String host, int port) {
    static final Key<String> HOST = Listening.HOST;
    static final Key<Integer> PORT = Listening.PORT.orElse(8080);

    public static final HttpSection DEFAULT = new HttpSection("127.0.0.1", 8080);

    public HttpSection {
        HOST.check(host);
        PORT.check(port);
    }

    static HttpSection read(Section section) {
        return new HttpSection(section.get(HOST), section.get(PORT));
    }

    public HttpSection withPort(int newPort) {
        return new HttpSection(host, newPort);
    }
}
