package dev.heliograph.ingress.pages;

import dev.heliograph.channel.page.PageLinks;
import dev.heliograph.channel.web.WholeAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks other nodes over their HTTP ports. What is passed on is what the answer depends on and no more: no cookie, no credential. The desk asks it only for links that it has
 * found to be genuine, so that nobody reaches a node through another who could not read the page anyway.
 */
public final class HttpPageRelay implements PageRelay {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    /** Requests to one node at once, and those that wait for one of them; beyond both the reader is asked to come again. */
    private static final int CONNECTIONS_MAX = 32;

    private static final int WAITING_MAX = 256;

    private static final List<String> ASKED = List.of(
            "User-Agent", "Accept-Language", "Sec-Purpose", "Purpose", "X-Moz", "Sec-Fetch-Dest", "Sec-Fetch-Site");
    private static final List<String> ANSWERED = List.of(
            "Content-Type", "Content-Security-Policy", "Content-Disposition", "Content-Length", "Location", "Allow");

    private final HttpClient http;
    private final Map<Integer, String> urlByNode;
    private final Executor owner;

    /**
     * @param urlByNode where the HTTP port of each node is, without a slash at its end
     * @param owner the desk's loop
     */
    public HttpPageRelay(Vertx vertx, Map<Integer, String> urlByNode, Executor owner) {
        this.http = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setTracingPolicy(null),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX).setMaxWaitQueueSize(WAITING_MAX));
        this.urlByNode = Map.copyOf(urlByNode);
        this.owner = owner;
    }

    @Override
    public boolean leadsTo(int node) {
        return urlByNode.containsKey(node);
    }

    @Override
    public void relay(int node, PageRequest request, Consumer<@Nullable PageAnswer> answer) {
        Buffer body = Buffer.buffer(request.is("POST") ? encoded(request.form()) : "");
        RequestOptions to;
        try {
            to = options(urlByNode.getOrDefault(node, ""), request);
        } catch (IllegalArgumentException e) {
            answer.accept(null); // a path that no page has, and that cannot be written into a request
            return;
        }
        http.request(to).compose(open -> exchange(open, body)).onComplete(got -> {
            PageAnswer page = got.succeeded() ? got.result() : null;
            owner.execute(() -> answer.accept(page));
        });
    }

    private static RequestOptions options(String url, PageRequest request) {
        String rest = request.rest().isEmpty() ? "" : "/" + request.rest();
        String query = request.query().isEmpty() ? "" : "?" + encoded(request.query());
        RequestOptions to = new RequestOptions()
                .setAbsoluteURI(url + PageLinks.PREFIX + request.token() + rest + query)
                .setMethod(HttpMethod.valueOf(request.method()))
                .setFollowRedirects(false)
                .putHeader(PageRequest.RELAYED, "1")
                .putHeader("X-Forwarded-For", request.address());
        if (request.is("POST")) {
            to.putHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        for (String name : ASKED) {
            String value = request.header(name);
            if (value != null) {
                to.putHeader(name, value);
            }
        }
        return to;
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Future<PageAnswer> exchange(HttpClientRequest open, Buffer body) {
        return WholeAnswer.to(open, body, ANSWER_MILLIS, ANSWER_BYTES_MAX, "a page", HttpPageRelay::answer);
    }

    private static PageAnswer answer(HttpClientResponse response, Buffer body) {
        Map<String, String> headers = new HashMap<>();
        for (String name : ANSWERED) {
            String value = response.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new PageAnswer(response.statusCode(), headers, body.getBytes());
    }
}
