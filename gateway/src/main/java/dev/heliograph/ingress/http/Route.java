package dev.heliograph.ingress.http;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The paths of the API with the methods that each has; HEAD comes with GET, and OPTIONS with everything. */
enum Route {
    MESSAGES("/v1/messages", HttpMethod.POST),
    MESSAGE("/v1/messages/{id}", HttpMethod.GET, HttpMethod.DELETE),
    CHANNELS("/v1/channels", HttpMethod.GET),
    EVENTS("/v1/events", HttpMethod.GET),
    OPENAPI("/v1/openapi.yaml", HttpMethod.GET);

    private static final String MESSAGE_PREFIX = "/v1/messages/";

    private final String template;
    private final List<HttpMethod> methods;
    private final String allow;

    Route(String template, HttpMethod... methods) {
        this.template = template;
        this.methods = List.of(methods);
        Stream<String> head = this.methods.contains(HttpMethod.GET) ? Stream.of("HEAD") : Stream.empty();
        Stream<String> own = this.methods.stream().map(HttpMethod::name);
        this.allow =
                Stream.concat(Stream.concat(own, head), Stream.of("OPTIONS")).collect(Collectors.joining(", "));
    }

    /** @return the route of a path, or null when there is none */
    static @Nullable Route of(String path) {
        return switch (path) {
            case "/v1/messages" -> MESSAGES;
            case "/v1/channels" -> CHANNELS;
            case "/v1/events" -> EVENTS;
            case "/v1/openapi.yaml" -> OPENAPI;
            default -> {
                boolean message = path.startsWith(MESSAGE_PREFIX)
                        && path.length() > MESSAGE_PREFIX.length()
                        && path.indexOf('/', MESSAGE_PREFIX.length()) < 0;
                yield message ? MESSAGE : null;
            }
        };
    }

    /** @return the id in the path of a {@link #MESSAGE} */
    static String id(String path) {
        return path.substring(MESSAGE_PREFIX.length());
    }

    boolean has(HttpMethod method) {
        return methods.contains(method) || (method.equals(HttpMethod.HEAD) && methods.contains(HttpMethod.GET));
    }

    /** @return the value of the Allow header */
    String allow() {
        return allow;
    }

    String template() {
        return template;
    }

    List<HttpMethod> methods() {
        return methods;
    }
}
