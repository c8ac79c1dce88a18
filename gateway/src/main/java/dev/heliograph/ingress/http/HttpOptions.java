package dev.heliograph.ingress.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the door is.
 *
 * @param host address to listen on
 * @param port 0 for any that is free
 * @param tls certificate, or null for plain HTTP; with it the same port speaks TLS and nothing else
 * @param origins browsers' pages that may open a WebSocket, each as {@code https://host[:port]}; a page of our own host always may
 * @param limits how much of everything
 */
public record HttpOptions(String host, int port, @Nullable Tls tls, Set<String> origins, HttpLimits limits) {

    public static final HttpOptions DEFAULT = new HttpOptions("127.0.0.1", 8080, null, Set.of(), HttpLimits.DEFAULT);

    public HttpOptions {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535");
        }
        origins = Set.copyOf(origins);
    }

    /**
     * A certificate in PEM files.
     *
     * @param certificatePath certificate and its chain
     * @param keyPath its private key
     */
    public record Tls(String certificatePath, String keyPath) {}
}
