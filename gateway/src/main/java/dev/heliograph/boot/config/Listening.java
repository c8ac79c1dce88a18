package dev.heliograph.boot.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every door's address has in common. */
final class Listening {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");

    static final Key<String> HOST =
            Key.of("host", "an address or host name", Listening::host).orElse("127.0.0.1");
    static final Key<Integer> PORT = Key.integer("port", 0, 65_535);

    private Listening() {}

    static @Nullable String host(String text) {
        return ADDRESS.matcher(text).matches() ? text : null;
    }

    /** @return whether only this machine can reach it */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
    }
}
