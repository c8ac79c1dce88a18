package dev.heliograph.channel.web;

import dev.heliograph.egress.webhook.Resolver;
import dev.heliograph.egress.webhook.VettedAddresses;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Requests to where a provider's words say that something lies. What names another origin than the channel's own {@code baseUrl} leads to public addresses only, over TLS:
 * whoever could put words into the provider's mouth would reach the gateway's own network through it, and nothing else vouches for what is fetched.
 */
final class ElsewhereClient {
    private static final String TLS = "https";
    private static final int TLS_PORT = 443;
    private static final int PLAIN_PORT = 80;

    private final URI base;
    private final Resolver resolver;
    private final BiFunction<WebRequest, @Nullable InetAddress, Future<WebAnswer>> client;

    /**
     * @param baseUrl where the configuration says that the provider is
     * @param client sends a request, to that address if there is one
     */
    ElsewhereClient(
            String baseUrl,
            Resolver resolver,
            BiFunction<WebRequest, @Nullable InetAddress, Future<WebAnswer>> client) {
        this.base = URI.create(baseUrl);
        this.resolver = resolver;
        this.client = client;
    }

    /** @return the answer; fails with {@link NotAllowed} where nothing is fetched from */
    Future<WebAnswer> send(WebRequest request) {
        if (request.path().startsWith("/")) {
            return client.apply(request, null);
        }
        URI uri = URI.create(request.path());
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            return Future.failedFuture(new NotAllowed("names no host alone"));
        }
        if (origin(uri).equals(origin(base))) {
            return client.apply(request, null);
        }
        if (!TLS.equalsIgnoreCase(uri.getScheme())) {
            return Future.failedFuture(new NotAllowed("is no https URL"));
        }
        return new VettedAddresses(uri.getHost(), List.of(), resolver, () -> 0)
                .next()
                .recover(cause -> Future.failedFuture(
                        cause instanceof IllegalStateException ? new NotAllowed(cause.getMessage()) : cause))
                .compose(address -> client.apply(request, address));
    }

    private static String origin(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return scheme + "://" + host + ":" + port(uri);
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return TLS.equalsIgnoreCase(uri.getScheme()) ? TLS_PORT : PLAIN_PORT;
    }

    /** Nothing is fetched from there. */
    static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAllowed(@Nullable String why) {
            super(why, null, false, false);
        }
    }
}
