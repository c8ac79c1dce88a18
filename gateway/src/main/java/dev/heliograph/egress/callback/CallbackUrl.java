package dev.heliograph.egress.callback;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL as clients of older gateways write them: what a strict reading refuses (blanks, underscores in names, umlauts in queries) is called all the same.
 *
 * @param host without the brackets of an IPv6 literal
 * @param target path and query
 * @param authorization value of that header for {@code user:password@}, or null
 */
record CallbackUrl(
        boolean tls,
        String host,
        int port,
        String target,
        @Nullable String authorization) {
    private static final String PLAIN = "http://";
    private static final String TLS = "https://";
    private static final int TLS_PORT = 443;
    private static final int PLAIN_PORT = 80;
    private static final String KEPT = "!#$&'()*+,-./:;=?@[]_~%";

    /** @return null when there is no host that could be called */
    static @Nullable CallbackUrl parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean tls = lower.startsWith(TLS);
        if (!tls && !lower.startsWith(PLAIN)) {
            return null;
        }
        String rest = text.substring(tls ? TLS.length() : PLAIN.length());
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? null : authority.substring(0, at);
        String hostAndPort = authority.substring(at + 1);
        int colon = hostAndPort.startsWith("[") ? hostAndPort.indexOf("]:") + 1 : hostAndPort.indexOf(':');
        String host = colon <= 0 ? hostAndPort : hostAndPort.substring(0, colon);
        int port = colon <= 0 ? (tls ? TLS_PORT : PLAIN_PORT) : port(hostAndPort.substring(colon + 1));
        host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (port < 1 || !isHost(host)) {
            return null;
        }
        String authorization = user == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return new CallbackUrl(tls, host, port, target(rest.substring(end)), authorization);
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if ("/?#\\".indexOf(rest.charAt(i)) >= 0) {
                return i;
            }
        }
        return rest.length();
    }

    private static int port(String digits) {
        int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        return port <= 65_535 ? port : 0;
    }

    private static boolean isHost(String host) {
        return host.matches("[A-Za-z0-9._:-]{1,253}");
    }

    private static String target(String text) {
        int fragment = text.indexOf('#');
        String whole = fragment < 0 ? text : text.substring(0, fragment);
        StringBuilder out = new StringBuilder(whole.length() + 8);
        if (!whole.startsWith("/")) {
            out.append('/');
        }
        byte[] octets = whole.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < octets.length; i++) {
            char c = (char) (octets[i] & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean stray = c == '%' && !isEscape(octets, i);
            if (letter || (KEPT.indexOf(c) >= 0 && !stray)) {
                out.append(c);
            } else {
                out.append('%').append(String.format("%02X", (int) c));
            }
        }
        return out.toString();
    }

    private static boolean isEscape(byte[] octets, int at) {
        return at + 2 < octets.length
                && Character.digit(octets[at + 1], 16) >= 0
                && Character.digit(octets[at + 2], 16) >= 0;
    }
}
