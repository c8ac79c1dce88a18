package dev.heliograph.simulator.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All stand-ins behind one port: {@code /{kind}/...} is the provider's API, {@code POST /_sim/inbound} makes somebody write.
 *
 * <pre>{"channel": "whatsapp", "from": "393331234567", "text": "Hello", "id": "optional"}</pre>
 */
public final class StandInProviders {
    private static final String INBOUND = "/_sim/inbound";
    private static final int BODY_BYTES_MAX = 4 << 20;
    private static final Pattern JSON = Pattern.compile("application/json(\\s*;.*)?", Pattern.CASE_INSENSITIVE);

    private final String host;
    private final int port;
    private final Context context;
    private final HttpServer server;
    private final Callbacks callbacks;
    private final Map<String, ProviderDesk> desks = new LinkedHashMap<>();
    private final Map<String, Writers> writers = new ConcurrentHashMap<>();
    private long inboundNumbers;

    /**
     * @param port 0 for any free one
     * @param receiptMillis from the answer to the first receipt, and from each to the next
     * @param nanos monotonic, for the rates
     */
    public StandInProviders(
            Vertx vertx,
            String host,
            int port,
            List<StandInProvider> providers,
            long receiptMillis,
            LongSupplier nanos) {
        this.host = host;
        this.port = port;
        this.context = vertx.getOrCreateContext();
        this.server = vertx.createHttpServer(new HttpServerOptions());
        this.callbacks = new Callbacks(vertx);
        for (StandInProvider provider : providers) {
            desks.put(provider.kind(), new ProviderDesk(provider, vertx, callbacks, receiptMillis, nanos));
        }
    }

    public Future<Void> listen() {
        Promise<Void> listening = Promise.promise();
        context.runOnContext(go -> server.requestHandler(this::handle)
                .listen(port, host)
                .<Void>mapEmpty()
                .onComplete(listening));
        return listening.future();
    }

    public int port() {
        return server.actualPort();
    }

    /** @return where the API of one provider is */
    public String url(String kind) {
        return "http://" + host + ":" + port() + "/" + kind;
    }

    /**
     * Tells where the gateway is.
     *
     * @param url what {@code /hooks/{channel}} is below
     */
    public void callBack(String url) {
        callbacks.to(url);
    }

    /** Lets people write over a channel that has no desk here, by the same call. */
    public void connect(String channel, Writers people) {
        writers.put(channel, people);
    }

    /**
     * Makes somebody write.
     *
     * @param forged whether the signature is to be wrong
     * @return the status that the gateway answered; 0 when the provider has no such messages
     */
    public Future<Integer> inbound(String kind, String id, String from, String text, boolean forged) {
        Promise<Integer> status = Promise.promise();
        context.runOnContext(go -> desk(kind).inbound(id, from, text, forged).onComplete(status));
        return status.future();
    }

    /**
     * Makes somebody tap a reply below the last message that they were sent.
     *
     * @param words that stand on the reply
     * @return the status that the gateway answered; 0 when there is no such reply
     */
    public Future<Integer> tap(String kind, String id, String from, String words) {
        Promise<Integer> status = Promise.promise();
        context.runOnContext(go -> desk(kind).tap(id, from, words).onComplete(status));
        return status.future();
    }

    /** @return whether the gateway answers the provider's handshake as it should; false when there is none */
    public Future<Boolean> handshake(String kind) {
        Promise<Boolean> answered = Promise.promise();
        context.runOnContext(go -> desk(kind).handshake().onComplete(answered));
        return answered.future();
    }

    /**
     * Posts a webhook of one provider.
     *
     * @return the status that the gateway answered
     */
    public Future<Integer> post(String kind, Hook hook) {
        Promise<Integer> status = Promise.promise();
        context.runOnContext(go -> callbacks.once(kind, hook).onComplete(status));
        return status.future();
    }

    /** @return the messages that one provider took lately */
    public Future<List<Taken>> taken(String kind) {
        Promise<List<Taken>> journal = Promise.promise();
        context.runOnContext(go -> journal.complete(desk(kind).journal()));
        return journal.future();
    }

    private ProviderDesk desk(String kind) {
        ProviderDesk desk = desks.get(kind);
        if (desk == null) {
            throw new IllegalArgumentException("no stand-in for " + kind);
        }
        return desk;
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        int slash = path.indexOf('/', 1);
        ProviderDesk desk = slash < 0 ? null : desks.get(path.substring(1, slash));
        request.body().onSuccess(body -> {
            if (body.length() > BODY_BYTES_MAX) {
                request.response().setStatusCode(413).end();
            } else if (path.equals(INBOUND)) {
                write(request, body);
            } else if (desk == null) {
                request.response().setStatusCode(404).end();
            } else {
                MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(request.params());
                desk.handle(request, new Call(request.method(), path.substring(slash), query, request.headers(), body));
            }
        });
    }

    private void write(HttpServerRequest request, Buffer body) {
        // A page of another origin may post without being asked, but nothing of this type.
        if (!JSON.matcher(String.valueOf(request.getHeader("Content-Type"))).matches()) {
            refuse(request, 415, "application/json");
            return;
        }
        Written what = Written.read(body, () -> "sim-" + ++inboundNumbers);
        if (what == null) {
            refuse(
                    request,
                    400,
                    "an object: channel, from, and text or tap; id; all of them words, and forged true or false");
            return;
        }
        ProviderDesk desk = desks.get(what.channel());
        Writers people = writers.get(what.channel());
        if (desk == null && people == null) {
            JsonArray channels = new JsonArray(Stream.concat(desks.keySet().stream(), writers.keySet().stream())
                    .sorted()
                    .toList());
            request.response()
                    .setStatusCode(404)
                    .end(new JsonObject().put("channels", channels).encode());
            return;
        }
        Future<Integer> told;
        try {
            told = tell(what, desk, people);
        } catch (RuntimeException e) {
            refuse(request, 400, "what the provider can say: " + e.getMessage());
            return;
        }
        told.onSuccess(status -> request.response()
                        .end(new JsonObject()
                                .put("id", what.id())
                                .put("status", status)
                                .encode()))
                .onFailure(cause -> refuse(request, 502, "a gateway that answers: " + cause.getMessage()));
    }

    private static Future<Integer> tell(Written what, @Nullable ProviderDesk desk, @Nullable Writers people) {
        String tapped = what.tap();
        if (desk != null) {
            return tapped == null
                    ? desk.inbound(what.id(), what.from(), what.text(), what.forged())
                    : desk.tap(what.id(), what.from(), tapped);
        }
        return people == null || tapped != null
                ? Future.succeededFuture(0)
                : people.write(what.id(), what.from(), what.text(), what.forged());
    }

    private static void refuse(HttpServerRequest request, int status, String needed) {
        request.response()
                .setStatusCode(status)
                .end(new JsonObject().put("needed", needed).encode());
    }

    public Future<Void> close() {
        return server.close().transform(closed -> callbacks.close());
    }
}
