package dev.heliograph.egress.webhook;

import dev.heliograph.egress.json.EventForm;
import dev.heliograph.egress.json.EventTypes;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of an account. A value: reloading the configuration makes new ones.
 *
 * @param account whose events
 * @param name unique in the account; the endpoint's place in the stream belongs to it, whatever its URL
 * @param url {@code http} or {@code https}, without user information
 * @param secrets that every request is signed with, one or two: two while the receiver changes from one to the other
 * @param types what it wants to see
 * @param window requests without an answer, 1 to 1,000; with 1 events arrive in their order
 * @param timeoutMillis from the beginning of a request to the end of its answer, 1,000 to 60,000
 * @param allow addresses that it may have although they are not public; never any by default
 * @param format how it is told
 * @param authority PEM file with who signs its certificate, null for those that the platform trusts
 */
public record Webhook(
        String account,
        String name,
        URI url,
        List<SigningSecret> secrets,
        EventTypes types,
        int window,
        long timeoutMillis,
        List<Predicate<InetAddress>> allow,
        Format format,
        @Nullable Path authority) {

    /** Whose words a body is in. */
    public enum Format {
        HELIOGRAPH,
        /** CM.com's; such an endpoint may be without secrets, since CM signs nothing. */
        CM
    }

    /** Of an account's endpoint that has no name. */
    public static final String NAME_DEFAULT = "default";

    public static final int WINDOW_DEFAULT = 10;
    public static final int WINDOW_MAX = 1_000;
    public static final long TIMEOUT_MILLIS_DEFAULT = 15_000;
    public static final int SECRETS_MAX = 2;

    public Webhook {
        String scheme = url.getScheme();
        if ((!"https".equals(scheme) && !"http".equals(scheme)) || url.getHost() == null || url.getUserInfo() != null) {
            throw new IllegalArgumentException("the URL of a webhook is https://HOST/... or http://HOST/...");
        }
        if ((secrets.isEmpty() && format == Format.HELIOGRAPH) || secrets.size() > SECRETS_MAX) {
            throw new IllegalArgumentException("a webhook has one or two secrets, not " + secrets.size());
        }
        if (window < 1 || window > WINDOW_MAX) {
            throw new IllegalArgumentException("window of " + window + " is outside 1 to " + WINDOW_MAX);
        }
        secrets = List.copyOf(secrets);
        allow = List.copyOf(allow);
    }

    /** An endpoint that is told in our own words. */
    public Webhook(
            String account,
            String name,
            URI url,
            List<SigningSecret> secrets,
            EventTypes types,
            int window,
            long timeoutMillis,
            List<Predicate<InetAddress>> allow,
            @Nullable Path authority) {
        this(account, name, url, secrets, types, window, timeoutMillis, allow, Format.HELIOGRAPH, authority);
    }

    Destination destination() {
        return new Destination(account, name, window, types::covers, shown());
    }

    EventForm form(UnaryOperator<String> kindOf) {
        return format == Format.CM ? EventForm.cm(kindOf) : EventForm.OWN;
    }

    boolean isTls() {
        return "https".equals(url.getScheme());
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
    }

    /** @return the host without the brackets of an IPv6 literal */
    String host() {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** @return path and query, as the request line has them */
    String target() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + '?' + url.getRawQuery();
    }

    /** @return where it is, without what may be a secret in path or query */
    public String shown() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
