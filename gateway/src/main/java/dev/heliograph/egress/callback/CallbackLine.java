package dev.heliograph.egress.callback;

import dev.heliograph.egress.webhook.EventLine;
import dev.heliograph.egress.webhook.HttpExchange;
import dev.heliograph.egress.webhook.Messages;
import dev.heliograph.egress.webhook.Outcome;
import dev.heliograph.egress.webhook.Resolver;
import dev.heliograph.egress.webhook.VettedAddresses;
import dev.heliograph.message.Event;
import dev.heliograph.store.Found;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of an account's events to the URLs that came with its messages. Owned by its pump's loop.
 *
 * <p>One endpoint that asks to be left alone, or says that it is gone, speaks for itself and not for the others: whatever is not taken is tried again by the rules of an
 * event that is refused.
 */
public final class CallbackLine implements EventLine {
    private static final Logger log = LoggerFactory.getLogger(CallbackLine.class);
    private static final int KEEP_ALIVE_SECONDS = 15;
    private static final int OK_MIN = 200;
    private static final int OK_MAX = 299;

    /** Hosts whose addresses are remembered, the least recent forgotten first. */
    private static final int HOSTS_MAX = 1_000;

    private final Vertx vertx;
    private final Callbacks callbacks;
    private final Messages messages;
    private final Executor owner;
    private final Resolver resolver;
    private @Nullable HttpClient client;
    private final Map<String, VettedAddresses> hosts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, VettedAddresses> eldest) {
            return size() > HOSTS_MAX;
        }
    };

    /** To be made on the pump's loop, which is {@code owner}. */
    public CallbackLine(Vertx vertx, Callbacks callbacks, Messages messages, Executor owner, Resolver resolver) {
        this.vertx = vertx;
        this.callbacks = callbacks;
        this.messages = messages;
        this.owner = owner;
        this.resolver = resolver;
    }

    /** Made for the first callback: most accounts never have one. */
    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = vertx.createHttpClient(
                    new HttpClientOptions()
                            .setConnectTimeout((int) callbacks.timeoutMillis())
                            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                            .setDecompressionSupported(false),
                    new PoolOptions().setHttp1MaxSize(callbacks.window()).setMaxWaitQueueSize(callbacks.window()));
            client = made;
        }
        return made;
    }

    @Override
    public void tell(Event event, Consumer<Outcome> ended) {
        if (event instanceof Event.Receipt receipt) {
            messages.find(
                    receipt.message(),
                    owner,
                    found -> call(event, () -> found == null ? List.of() : receipts(receipt, found), ended),
                    () -> ended.accept(Outcome.broken("the message cannot be read")));
        } else {
            call(event, () -> listed(inbound((Event.Inbound) event)), ended);
        }
    }

    private static List<CallbackRequest> receipts(Event.Receipt receipt, Found found) {
        CallbackWish wish = CallbackWish.of(found.message().notes());
        if (wish == null) {
            return List.of();
        }
        return wish.form() == CallbackWish.Form.KANNEL
                ? KannelCallback.receipts(wish, receipt, found.status())
                : listed(JasminCallback.receipt(wish, receipt, found.status()));
    }

    private static List<CallbackRequest> listed(@Nullable CallbackRequest request) {
        return request == null ? List.of() : List.of(request);
    }

    private @Nullable CallbackRequest inbound(Event.Inbound inbound) {
        Callbacks.Inbound where = callbacks.inbound();
        if (where == null) {
            return null;
        }
        return where.form() == CallbackWish.Form.KANNEL
                ? KannelCallback.inbound(where.url(), inbound)
                : JasminCallback.inbound(where, inbound);
    }

    private void call(Event event, Supplier<List<CallbackRequest>> made, Consumer<Outcome> ended) {
        List<CallbackRequest> requests;
        try {
            requests = made.get();
        } catch (RuntimeException bug) {
            log.error("account {}: the callback of event {} cannot be made", callbacks.account(), event.cursor(), bug);
            ended.accept(Outcome.broken("cannot be made"));
            return;
        }
        call(event, requests, 0, Outcome.NOT_ASKED, ended);
    }

    /** One after the other: an event is told when all of its callbacks are taken, and otherwise all are made again. */
    private void call(Event event, List<CallbackRequest> requests, int next, Outcome before, Consumer<Outcome> ended) {
        if (next == requests.size()) {
            ended.accept(before);
            return;
        }
        CallbackRequest request = requests.get(next);
        CallbackUrl url = CallbackUrl.parse(request.url());
        if (url == null) {
            // It will not become a URL by waiting.
            log.warn(
                    "account {}: the callback of event {} has no URL that can be called",
                    callbacks.account(),
                    event.cursor());
            ended.accept(before);
            return;
        }
        HttpExchange.send(
                vertx, client(), addressOf(url.host()), toSend(url, request), callbacks.timeoutMillis(), answer -> {
                    Outcome outcome = outcome(request, answer);
                    if (outcome.kind() == Outcome.Kind.TAKEN) {
                        call(event, requests, next + 1, outcome, ended);
                    } else {
                        ended.accept(outcome);
                    }
                });
    }

    private Future<InetAddress> addressOf(String host) {
        return hosts.computeIfAbsent(
                        host, name -> new VettedAddresses(name, callbacks.allow(), resolver, System::nanoTime))
                .next();
    }

    private static HttpExchange.Request toSend(CallbackUrl url, CallbackRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (request.post()) {
            headers.put("content-type", "application/x-www-form-urlencoded");
        }
        headers.put("accept", "text/plain, */*");
        if (url.authorization() != null) {
            headers.put("authorization", url.authorization());
        }
        return new HttpExchange.Request(
                request.post() ? HttpMethod.POST : HttpMethod.GET,
                url.tls(),
                url.host(),
                url.port(),
                url.target(),
                headers,
                request.form().getBytes(StandardCharsets.UTF_8));
    }

    private static Outcome outcome(CallbackRequest request, HttpExchange.Answer answer) {
        if (answer.status() < OK_MIN || answer.status() > OK_MAX) {
            return Outcome.broken(answer.detail());
        }
        if (!request.acknowledgement().isEmpty() && !answer.beginning().strip().equals(request.acknowledgement())) {
            return Outcome.broken("answered without " + request.acknowledgement());
        }
        return Outcome.ofStatus(answer.status(), 0);
    }

    @Override
    public void close() {
        HttpClient made = client;
        if (made != null) {
            made.close();
        }
    }
}
