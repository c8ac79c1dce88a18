package dev.heliograph.ingress.pages;

import dev.heliograph.admission.Cidr;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page is asked.
 *
 * @param method GET, HEAD or POST
 * @param token of the page, as it stood in the path
 * @param rest of the path behind the token, without a slash at its head
 * @param query parameters of the address
 * @param form fields of the body
 * @param headers of the request
 * @param address who asks; of IPv6 the network
 */
record PageRequest(
        String method,
        String token,
        String rest,
        Map<String, String> query,
        Map<String, String> form,
        MultiMap headers,
        String address) {
    /** Says that another node asks for a reader of its own: it is not asked in turn. */
    static final String RELAYED = "Heliograph-Relayed";

    private static final int IPV6_NETWORK_OCTETS = 8;

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    boolean is(String wanted) {
        return method.equals(wanted);
    }

    /**
     * @param peer of the connection
     * @param forwarded the last X-Forwarded-For, or null
     * @return whose guesses it counts as: the peer, or whom a known proxy names
     */
    static String addressOf(InetAddress peer, @Nullable String forwarded, List<Cidr> proxies) {
        if (forwarded != null && proxies.stream().anyMatch(proxy -> proxy.contains(peer))) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            return last.length() > 45 ? last.substring(0, 45) : last;
        }
        byte[] octets = peer.getAddress();
        return octets.length > 4
                ? java.util.HexFormat.of().formatHex(octets, 0, IPV6_NETWORK_OCTETS)
                : peer.getHostAddress();
    }
}
