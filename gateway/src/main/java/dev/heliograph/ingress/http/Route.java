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
    CAMPAIGN_RECIPIENTS("/v1/campaigns/{id}/recipients", "POST"),
    EVENTS("/v1/events", "GET"),
    OPENAPI("/v1/openapi.yaml", "GET");

    private static final String MESSAGE_PREFIX = "/v1/messages/";
    private static final String CAMPAIGN_PREFIX = "/v1/campaigns/";
    private static final String RECIPIENTS = "/recipients";

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
            case "/v1/openapi.yaml" -> OPENAPI;
            default -> {
                boolean message = path.startsWith(MESSAGE_PREFIX)
                        && path.length() > MESSAGE_PREFIX.length()
                        && path.indexOf('/', MESSAGE_PREFIX.length()) < 0;
                yield message ? MESSAGE : campaignRoute(path);
            }
        };
    }

    private static @Nullable Route campaignRoute(String path) {
        String id = path.startsWith(CAMPAIGN_PREFIX) ? campaign(path) : "";
        if (id.isEmpty() || id.indexOf('/') >= 0) {
            return null;
        }
        return path.endsWith(RECIPIENTS) ? CAMPAIGN_RECIPIENTS : CAMPAIGN;
    }

    /** @return the id in the path of a {@link #CAMPAIGN} or of its recipients */
    static String campaign(String path) {
        int end = path.endsWith(RECIPIENTS) ? path.length() - RECIPIENTS.length() : path.length();
        return path.substring(Math.min(end, CAMPAIGN_PREFIX.length()), end);
    }

    /** @return the id in the path of a {@link #MESSAGE} */
    static String id(String path) {
        return path.substring(MESSAGE_PREFIX.length());
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
