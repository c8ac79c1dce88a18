package dev.heliograph.egress.webhook;

import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.PumpLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks of all accounts. Any thread may call it; each pump is then run on its own loop.
 *
 * <p>As with receivers, an endpoint is to be open before its account's first message is accepted: one that is new begins at the end of the stream. From then on its
 * place is kept, also while it is not configured.
 */
public final class WebhookPumps {
    private final EventSource events;
    private final WebhookOptions options;
    private final List<PumpLoop> loops;
    private final WebhookLines lines;
    private final Messages messages;
    private final int node;
    private final LongSupplier wallMillis;
    private final DoubleSupplier random;
    private final UnaryOperator<String> kindOf;
    private final WebhookCounts counts = new WebhookCounts();
    private final ConcurrentHashMap<Name, Future<Placed>> pumps = new ConcurrentHashMap<>();

    private record Name(String account, String name) {}

    private record Placed(WebhookPump pump, PumpLoop loop) {}

    /**
     * @param loops that pumps are spread over, at least one
     * @param lines makes the way to an endpoint
     * @param messages where a form of events finds what it tells besides
     * @param node number of this node: another one's events have the same numbers, and must have other ids
     * @param wallMillis milliseconds since 1970
     * @param random from 0 to below 1
     * @param kindOf the kind of a channel by its id
     */
    public WebhookPumps(
            EventSource events,
            WebhookOptions options,
            List<PumpLoop> loops,
            WebhookLines lines,
            Messages messages,
            int node,
            LongSupplier wallMillis,
            DoubleSupplier random,
            UnaryOperator<String> kindOf) {
        if (loops.isEmpty()) {
            throw new IllegalArgumentException("no event loop to pump on");
        }
        this.events = events;
        this.options = options;
        this.loops = List.copyOf(loops);
        this.lines = lines;
        this.messages = messages;
        this.node = node;
        this.wallMillis = wallMillis;
        this.random = random;
        this.kindOf = kindOf;
    }

    /** Opens an endpoint; one of the same name is closed, and this one goes on where it was. The future completes when its place in the stream is kept. */
    public Future<Void> open(Webhook endpoint) {
        return open(
                endpoint.destination(),
                loop -> new SigningLine(
                        new SignedRequests(
                                endpoint.secrets(), endpoint.form(kindOf), idPrefix(endpoint.account()), wallMillis),
                        lines.to(endpoint),
                        messages,
                        loop.executor()));
    }

    /** Makes an event's id, which is a number in its account's stream, unique among everything that an endpoint may be sent by this cluster. */
    private String idPrefix(String account) {
        // What is signed has a full stop behind the id, so the id must have none (names have no tilde).
        return "n" + node + "_" + account.replace('.', '~') + "_";
    }

    /**
     * As {@link #open(Webhook)}, for whatever else events are told to; the rules of trying again are the same.
     *
     * @param line makes the way there, on the loop that it is given
     */
    public Future<Void> open(Destination endpoint, Function<PumpLoop, EventLine> line) {
        close(endpoint.account(), endpoint.name());
        Name name = new Name(endpoint.account(), endpoint.name());
        PumpLoop loop = loops.get(Math.floorMod(name.hashCode(), loops.size()));
        Promise<Placed> placed = Promise.promise();
        pumps.put(name, placed.future());
        loop.executor().execute(() -> {
            WebhookPump pump =
                    new WebhookPump(endpoint, events, loop, line.apply(loop), options, counts, wallMillis, random);
            pump.open(() -> placed.tryComplete(new Placed(pump, loop)));
        });
        return placed.future().mapEmpty();
    }

    /** Stops telling an endpoint, because it is gone from the configuration; its place is kept. */
    public void close(String account, String name) {
        Future<Placed> placed = pumps.remove(new Name(account, name));
        if (placed != null) {
            placed.onSuccess(it -> it.loop.executor().execute(it.pump::close));
        }
    }

    /** Stops telling all of them. */
    public void closeAll() {
        pumps.keySet().forEach(name -> close(name.account, name.name));
    }

    public WebhookCounts counts() {
        return counts;
    }

    /** @return every endpoint that is open, by account and name */
    public Future<List<WebhookStatus>> status() {
        List<Future<WebhookStatus>> asked = new ArrayList<>();
        for (Future<Placed> placed : pumps.values()) {
            if (placed.succeeded()) {
                Promise<WebhookStatus> answer = Promise.promise();
                Placed it = placed.result();
                it.loop.executor().execute(() -> answer.complete(it.pump.status()));
                asked.add(answer.future());
            }
        }
        return Future.all(asked)
                .map(all -> asked.stream()
                        .map(Future::result)
                        .sorted(Comparator.comparing(WebhookStatus::account).thenComparing(WebhookStatus::name))
                        .toList());
    }

    /** Lets an endpoint that answered 410 be sent events again. The future has null when there is no such endpoint. */
    public Future<@Nullable WebhookStatus> resume(String account, String name) {
        return ask(account, name, (pump, done) -> {
            pump.resume();
            done.accept(true);
        });
    }

    /** Sends again everything behind a cursor; fails with an IllegalArgumentException when that is ahead of the endpoint. Null when there is no such endpoint. */
    public Future<@Nullable WebhookStatus> replay(String account, String name, long after) {
        return ask(account, name, (pump, done) -> pump.replay(after, done));
    }

    /** As {@link #replay}, everything since a time, in milliseconds since 1970. */
    public Future<@Nullable WebhookStatus> replaySince(String account, String name, long atMillis) {
        return ask(account, name, (pump, done) -> pump.replaySince(atMillis, done));
    }

    /** Tries again what was given up. Null when there is no such endpoint. */
    public Future<@Nullable WebhookStatus> replayDead(String account, String name) {
        return ask(account, name, (pump, done) -> pump.replayDead(() -> done.accept(true)));
    }

    private Future<@Nullable WebhookStatus> ask(
            String account, String name, BiConsumer<WebhookPump, Consumer<Boolean>> action) {
        Future<Placed> placed = pumps.get(new Name(account, name));
        if (placed == null) {
            return Future.succeededFuture(null);
        }
        return placed.compose(it -> {
            Promise<@Nullable WebhookStatus> answer = Promise.promise();
            it.loop
                    .executor()
                    .execute(() -> action.accept(it.pump, done -> {
                        if (done) {
                            answer.complete(it.pump.status());
                        } else {
                            answer.fail(new IllegalArgumentException("the endpoint has not come so far yet"));
                        }
                    }));
            return answer.future();
        });
    }
}
