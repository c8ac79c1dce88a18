package dev.heliograph.egress.callback;

import dev.heliograph.egress.webhook.EventLine;
import dev.heliograph.egress.webhook.HttpExchange;
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

    /** Where a message is found with what was noted about it. */
    @FunctionalInterface
    public interface Messages {
        /**
         * @param answer the message, or null when it is unknown or was cleaned away
         * @param failed when the disk could not tell
         */
        void find(long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed);
    }

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
                    found -> call(event, () -> found == null ? null : receipt(receipt, found), ended),
                    () -> ended.accept(Outcome.broken("the message cannot be read")));
        } else {
            call(event, () -> inbound((Event.Inbound) event), ended);
        }
    }

    private static @Nullable CallbackRequest receipt(Event.Receipt receipt, Found found) {
        CallbackWish wish = CallbackWish.of(found.message().notes());
        if (wish == null) {
            return null;
        }
        return wish.form() == CallbackWish.Form.KANNEL
                ? KannelCallback.receipt(wish, receipt, found.status())
                : JasminCallback.receipt(wish, receipt, found.status());
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

    private void call(Event event, Supplier<@Nullable CallbackRequest> made, Consumer<Outcome> ended) {
        CallbackRequest request;
        try {
            request = made.get();
        } catch (RuntimeException bug) {
            log.error("account {}: the callback of event {} cannot be made", callbacks.account(), event.cursor(), bug);
            ended.accept(Outcome.broken("cannot be made"));
            return;
        }
        if (request == null) {
            ended.accept(Outcome.NOT_ASKED);
            return;
        }
        CallbackUrl url = CallbackUrl.parse(request.url());
        if (url == null) {
            // It will not become a URL by waiting.
            log.warn(
                    "account {}: the callback of event {} has no URL that can be called",
                    callbacks.account(),
                    event.cursor());
            ended.accept(Outcome.NOT_ASKED);
            return;
        }
        HttpExchange.send(
                vertx,
                client(),
                addressOf(url.host()),
                toSend(url, request),
                callbacks.timeoutMillis(),
                answer -> ended.accept(outcome(request, answer)));
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
