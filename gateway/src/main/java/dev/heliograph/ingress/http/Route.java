package dev.heliograph.ingress.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of the API with the methods that each has; HEAD comes with GET, and OPTIONS with everything. */
enum Route {
    MESSAGES("/v1/messages", "POST"),
    MESSAGE("/v1/messages/{id}", "GET, DELETE"),
    CHANNELS("/v1/channels", "GET"),
    CAMPAIGNS("/v1/campaigns", "GET, POST"),
    CAMPAIGN("/v1/campaigns/{id}", "GET, PATCH"),
    CAMPAIGN_RECIPIENTS("/v1/campaigns/{id}/recipients", "GET, POST"),
    RECIPIENT("/v1/recipients/{address}", "DELETE"),
    REACH("/v1/recipients/{address}/reach", "GET"),
    PREFERENCES("/v1/recipients/{address}/preferences", "PUT"),
    IDENTITIES("/v1/recipients/{address}/identities", "PUT"),
    EVENTS("/v1/events", "GET"),
    OPT_OUTS("/v1/opt-outs", "GET"),
    OPT_OUT("/v1/opt-outs/{recipient}", "PUT, DELETE"),
    CONVERSATIONS("/v1/conversations", "GET"),
    CONVERSATION("/v1/conversations/{recipient}", "GET"),
    OPENAPI("/v1/openapi.yaml", "GET");

    private static final String RECIPIENTS = "/recipients";
    private static final String RECIPIENT_PREFIX = "/v1/recipients/";

    /** Those whose path ends with a word of its own. */
    private static final List<Route> WITH_WORD = List.of(MESSAGE, OPT_OUT, CONVERSATION, CAMPAIGN);

    private final String template;
    private final String methods;
    private final String allow;

    Route(String template, String methods) {
        this.template = template;
        this.methods = methods;
        this.allow = methods + (methods.startsWith("GET") ? ", HEAD" : "") + ", OPTIONS";
    }

    /** @return the route of a path, or null when there is none */
    static @Nullable Route of(String path) {
        return switch (path) {
            case "/v1/messages" -> MESSAGES;
            case "/v1/channels" -> CHANNELS;
            case "/v1/campaigns" -> CAMPAIGNS;
            case "/v1/events" -> EVENTS;
            case "/v1/opt-outs" -> OPT_OUTS;
            case "/v1/conversations" -> CONVERSATIONS;
            case "/v1/openapi.yaml" -> OPENAPI;
            default -> {
                if (path.startsWith(RECIPIENT_PREFIX)) {
                    yield ofRecipient(path);
                }
                Route found = null;
                for (Route route : WITH_WORD) {
                    found = route.fits(path) ? route : found;
                }
                yield found == null ? recipients(path) : found;
            }
        };
    }

    private static @Nullable Route recipients(String path) {
        return path.endsWith(RECIPIENTS) && CAMPAIGN.fits(path.substring(0, path.length() - RECIPIENTS.length()))
                ? CAMPAIGN_RECIPIENTS
                : null;
    }

    /** @return the id in the path of a {@link #CAMPAIGN} or of its recipients */
    static String campaign(String path) {
        int end = path.endsWith(RECIPIENTS) ? path.length() - RECIPIENTS.length() : path.length();
        return path.substring(CAMPAIGN.template.indexOf('{'), end);
    }

    private static @Nullable Route ofRecipient(String path) {
        int end = path.indexOf('/', RECIPIENT_PREFIX.length());
        if (end == RECIPIENT_PREFIX.length() || path.length() == RECIPIENT_PREFIX.length()) {
            return null;
        }
        return switch (end < 0 ? "" : path.substring(end)) {
            case "" -> RECIPIENT;
            case "/reach" -> REACH;
            case "/preferences" -> PREFERENCES;
            case "/identities" -> IDENTITIES;
            default -> null;
        };
    }

    /** @return the address in the path of {@link #RECIPIENT} and what lies below it, as it stands there */
    static String address(String path) {
        int end = path.indexOf('/', RECIPIENT_PREFIX.length());
        return path.substring(RECIPIENT_PREFIX.length(), end < 0 ? path.length() : end);
    }

    private boolean fits(String path) {
        int prefix = template.indexOf('{');
        return path.length() > prefix && path.regionMatches(0, template, 0, prefix) && path.indexOf('/', prefix) < 0;
    }

    /** @return the last word of a path that {@link #of} found to be of this route, as it was written */
    String word(String path) {
        return path.substring(template.indexOf('{'));
    }

    boolean has(HttpMethod method) {
        String name = method.equals(HttpMethod.HEAD) ? "GET" : method.name();
        return name.equals(methods) || methods().contains(name);
    }

    /** @return the value of the Allow header */
    String allow() {
        return allow;
    }

    String template() {
        return template;
    }

    List<String> methods() {
        return List.of(methods.split(", "));
    }
}
