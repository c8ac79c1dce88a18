package dev.heliograph.ingress.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of the API with the methods that each has; HEAD comes with GET, and OPTIONS with everything. */
enum Route {
    MESSAGES("/v1/messages", "POST"),
    MESSAGE("/v1/messages/{id}", "GET, DELETE"),
    CHANNELS("/v1/channels", "GET"),
    RECIPIENT("/v1/recipients/{address}", "DELETE"),
    REACH("/v1/recipients/{address}/reach", "GET"),
    PREFERENCES("/v1/recipients/{address}/preferences", "PUT"),
    IDENTITIES("/v1/recipients/{address}/identities", "PUT"),
    EVENTS("/v1/events", "GET"),
    OPENAPI("/v1/openapi.yaml", "GET");

    private static final String MESSAGE_PREFIX = "/v1/messages/";
    private static final String RECIPIENT_PREFIX = "/v1/recipients/";

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
            case "/v1/events" -> EVENTS;
            case "/v1/openapi.yaml" -> OPENAPI;
            default -> {
                if (path.startsWith(RECIPIENT_PREFIX)) {
                    yield ofRecipient(path);
                }
                boolean message = path.startsWith(MESSAGE_PREFIX)
                        && path.length() > MESSAGE_PREFIX.length()
                        && path.indexOf('/', MESSAGE_PREFIX.length()) < 0;
                yield message ? MESSAGE : null;
            }
        };
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
