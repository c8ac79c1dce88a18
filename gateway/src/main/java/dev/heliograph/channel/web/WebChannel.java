package dev.heliograph.channel.web;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Credit;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Reachable;
import dev.heliograph.channel.Said;
import dev.heliograph.channel.Submission;
import dev.heliograph.content.ContentProfile;
import dev.heliograph.content.Downgrade;
import dev.heliograph.content.PageLink;
import dev.heliograph.egress.webhook.Resolver;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Message;
import dev.heliograph.store.Store;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel whose provider has an HTTP API. It converts what the provider cannot show, keeps the order and the pace toward each recipient, sends the parts of a message
 * one after the other, and says how it ended; what the fields are called only the {@link Provider} knows.
 */
public final class WebChannel implements Channel, Hooked {
    private static final Logger log = LoggerFactory.getLogger(WebChannel.class);
    private static final Outcome.Failed CLOSING = Outcome.Failed.of(Failure.TRANSIENT, 0, "the channel is closing");

    private final WebOptions options;
    private final ProviderKind kind;
    private final Provider provider;
    private final Capability capability;
    private final Vertx vertx;
    private final LongSupplier nanos;
    private final LongSupplier wallMillis;
    private final WebClient client;
    private final TokenHolder tokens;
    private final Reachability reachability;
    private final Revocation revocation;
    private final RecipientPace pace;
    private final WebChannelCounts counts = new WebChannelCounts();

    /** Messages that wait for the one before them to the same recipient; bounded by the credit that each of them holds. */
    private final Map<String, ArrayDeque<PartsInHand>> busy = new HashMap<>();

    private final Credit credit;
    private final @Nullable PageLink pages;
    private final @Nullable Store store;
    private boolean reachable = true;
    private @Nullable String lastError;
    private @Nullable Webhooks webhooks;

    /**
     * @param nanos monotonic
     * @param wallMillis milliseconds since 1970
     */
    public WebChannel(
            WebOptions options,
            ProviderKind kind,
            Settings settings,
            Vertx vertx,
            LongSupplier nanos,
            LongSupplier wallMillis) {
        this(options, kind, settings, vertx, nanos, wallMillis, null, null);
    }

    /**
     * @param pages gives the links of pages that show what the channel cannot; null when there are none
     * @param store where what the provider says of recipients, and what it must know of messages, outlives this run; null for nowhere
     */
    public WebChannel(
            WebOptions options,
            ProviderKind kind,
            Settings settings,
            Vertx vertx,
            LongSupplier nanos,
            LongSupplier wallMillis,
            @Nullable PageLink pages,
            @Nullable Store store) {
        this.options = options;
        this.kind = kind;
        this.provider = kind.make().apply(settings);
        this.capability =
                kind.capability().within(provider.window(kind.capability().window()));
        this.vertx = vertx;
        this.nanos = nanos;
        this.wallMillis = wallMillis;
        this.client = new WebClient(vertx, options);
        this.tokens = new TokenHolder(provider.tokens(), client, nanos, wallMillis);
        ReachShelf shelf = store == null ? null : new ReachShelf(store, options.id());
        this.reachability = new Reachability(provider.lookup(), client, tokens, counts, nanos, wallMillis, shelf);
        this.revocation = new Revocation(provider, client, tokens, counts);
        this.pace = new RecipientPace(options.recipientMillis());
        this.credit = new Credit(options.concurrency());
        this.pages = pages;
        this.store = store;
    }

    @Override
    public String id() {
        return options.id();
    }

    @Override
    public String kind() {
        return kind.name();
    }

    @Override
    public Capability capability() {
        return capability;
    }

    @Override
    public @Nullable String address(Message message) {
        return provider.address(message);
    }

    public WebChannelCounts counts() {
        return counts;
    }

    @Override
    public Future<Void> start(ChannelEvents listener) {
        credit.tell(listener);
        Context own = vertx.getOrCreateContext();
        // The platform looks names up and blocks; few at once are fetched from elsewhere.
        Resolver names = host -> vertx.executeBlocking(() -> List.of(InetAddress.getAllByName(host)), false);
        ElsewhereClient elsewhere = new ElsewhereClient(options.baseUrl(), names, client::send);
        HookFetches fetches = new HookFetches(options.id(), elsewhere::send);
        Promise<Void> begun = Promise.promise();
        Executor loop = task -> own.runOnContext(go -> task.run());
        reachability.load(
                loop,
                () -> recallSent(loop, () -> {
                    webhooks = new Webhooks(
                            options.id(), provider, listener, counts, reachability::changed, fetches, wallMillis);
                    begun.complete();
                }));
        return begun.future();
    }

    private void recallSent(Executor loop, Runnable done) {
        if (store == null) {
            done.run();
        } else {
            provider.recall(SentShelf.of(store, options.id(), loop, wallMillis), done);
        }
    }

    @Override
    public void onHook(HookRequest request, Consumer<HookAnswer> answer) {
        Webhooks taking = webhooks;
        if (taking == null) {
            answer.accept(new HookAnswer(503, ""));
        } else {
            taking.onHook(request, answer);
        }
    }

    @Override
    public int cost(Message message) {
        return Math.max(1, elements(message).size());
    }

    private List<Element> elements(Message message) {
        return elements(message, kind.capability().content());
    }

    private List<Element> elements(Message message, ContentProfile content) {
        PageLink links = pages;
        return Downgrade.of(
                message.content(), kind.name(), content, links == null ? null : () -> links.of(message.id()));
    }

    @Override
    public int credit() {
        return credit.free();
    }

    @Override
    public int creditMax() {
        return credit.max();
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        Message message = submission.message();
        String address = provider.address(message);
        List<Element> elements = elements(message);
        Outcome.Failed refusal = refusal(message, address, elements);
        if (refusal != null || address == null) {
            answer.onOutcome(submission, refusal == null ? CLOSING : refusal);
            return;
        }
        PartsInHand hand = new PartsInHand(options.id(), submission, address, elements, answer);
        credit.take(hand.cost());
        ArrayDeque<PartsInHand> waiting = busy.get(address);
        if (waiting != null) {
            waiting.add(hand);
        } else {
            busy.put(address, new ArrayDeque<>(0));
            begin(hand);
        }
    }

    /** Finds out what the recipient's device shows, where the provider can be asked, and sends the first part. */
    private void begin(PartsInHand hand) {
        if (reachability.mustAsk(hand.address())) {
            reachability.ask(hand.address()).onSuccess(reach -> begin(hand, reach));
        } else {
            begin(hand, reachability.known(hand.address()));
        }
    }

    private void begin(PartsInHand hand, @Nullable Reach reach) {
        if (reach != null && reach.refusal() != null) {
            // Later, because a queue of messages to one recipient would otherwise end one inside the other.
            Failure why = reach.refusal();
            vertx.runOnContext(later -> end(hand, refusal(why)));
            return;
        }
        if (reach != null && reach.content() != null) {
            List<Element> shown = elements(hand.message(), reach.content());
            if (shown.isEmpty()) {
                end(hand, cannotSay(hand.message()));
                return;
            }
            hand.show(shown);
        }
        sendNext(hand, true);
    }

    private static Outcome.Failed refusal(Failure failure) {
        return Outcome.Failed.of(failure, 0, "the provider has said so of this recipient before");
    }

    private static Outcome.Failed cannotSay(Message message) {
        boolean template = message.content() instanceof Content.Rich rich && rich.element() instanceof Element.Template;
        return Outcome.Failed.of(
                template ? Failure.TEMPLATE_INVALID : Failure.CONTENT_INVALID,
                0,
                "the channel cannot carry this content, and there is no fallback text");
    }

    private Outcome.@Nullable Failed refusal(Message message, @Nullable String address, List<Element> elements) {
        if (credit.isClosing()) {
            return CLOSING;
        }
        if (address == null) {
            return Outcome.Failed.of(Failure.NOT_REACHABLE, 0, "the recipient has no address of this kind");
        }
        if (elements.isEmpty()) {
            return cannotSay(message);
        }
        Reach known = reachability.known(address);
        if (known != null && known.refusal() != null) {
            return refusal(known.refusal());
        }
        return pace.refusal(address, nanos.getAsLong());
    }

    /** @param mayRenew whether a refused access token is a reason to try again */
    private void sendNext(PartsInHand hand, boolean mayRenew) {
        tokens.token().onComplete(got -> {
            if (got.succeeded()) {
                send(hand, got.result(), mayRenew);
            } else if (got.cause() instanceof TokenHolder.Refused refused) {
                end(hand, refused.why());
            } else {
                end(hand, bug(got.cause()));
            }
        });
    }

    private void send(PartsInHand hand, String token, boolean mayRenew) {
        Part part = hand.next(wallMillis.getAsLong());
        WebRequest request;
        try {
            request = provider.request(part, token);
        } catch (RuntimeException e) {
            end(hand, bug(e));
            return;
        }
        counts.requests.increment();
        client.send(request).onComplete(sent -> {
            Outcome outcome;
            try {
                outcome = sent.succeeded() ? provider.outcome(part, sent.result()) : unanswered(sent.cause());
            } catch (RuntimeException e) {
                // The provider took or refused it, and said so in a way that nobody foresaw.
                outcome = new Outcome.Failed(Failure.UNKNOWN_OUTCOME, 0, bug(e).detail(), 0, List.of());
            }
            if (sent.succeeded()) {
                reachable = true;
            }
            boolean refused = outcome instanceof Outcome.Failed failed && failed.failure() == Failure.AUTH;
            if (refused && mayRenew && tokens.refused(token)) {
                counts.tokensRefused.increment();
                sendNext(hand, false);
            } else {
                onOutcome(hand, outcome);
            }
        });
    }

    private Outcome.Failed unanswered(Throwable cause) {
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof WebClient.NotSent) {
            reachable = false;
            lastError = "no connection to the provider: " + cause.getClass().getSimpleName();
            return Outcome.Failed.of(Failure.TRANSIENT, 0, "no connection to the provider");
        }
        log.debug("{}: no answer: {}", options.id(), reason);
        lastError = "a request was not answered";
        return Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "the provider did not answer");
    }

    private Outcome.Failed bug(Throwable cause) {
        log.error("{}: an adapter failed", options.id(), cause);
        return Outcome.Failed.of(Failure.CONTENT_INVALID, 0, "an internal error");
    }

    private void onOutcome(PartsInHand hand, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            hand.taken(sent.providerIds());
            if (hand.isDone()) {
                end(hand, new Outcome.Sent(hand.providerIds()));
            } else {
                sendNext(hand, true);
            }
            return;
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        reachability.refused(hand.address(), failed.failure());
        if (failed.failure() == Failure.AUTH || failed.failure() == Failure.QUOTA) {
            lastError = failed.detail();
        }
        end(
                hand,
                new Outcome.Failed(
                        failed.failure(),
                        failed.code(),
                        failed.detail(),
                        failed.retryAfterMillis(),
                        hand.providerIds()));
    }

    private void end(PartsInHand hand, Outcome outcome) {
        ArrayDeque<PartsInHand> waiting = busy.get(hand.address());
        PartsInHand following = waiting == null ? null : waiting.poll();
        if (following == null) {
            busy.remove(hand.address());
        }
        credit.give(hand.cost(), () -> {
            hand.end(outcome);
            if (following != null) {
                begin(following);
            }
        });
    }

    @Override
    public void revoke(Message message, List<String> providerIds, Consumer<Boolean> answer) {
        revocation.revoke(message, providerIds, answer);
    }

    @Override
    public void reaches(Message someone, Consumer<Reachable> answer) {
        String address = provider.address(someone);
        if (address == null || credit.isClosing()) {
            answer.accept(Reachable.UNKNOWN);
        } else if (reachability.mustAsk(address)) {
            reachability.ask(address).onSuccess(reach -> answer.accept(reachable(reach)));
        } else {
            answer.accept(reachable(reachability.known(address)));
        }
    }

    @Override
    public @Nullable Said said(String address) {
        return reachability.said(address);
    }

    private static Reachable reachable(@Nullable Reach reach) {
        if (reach == null) {
            return Reachable.UNKNOWN;
        }
        return reach.refusal() == null ? Reachable.YES : Reachable.NO;
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(reachable && !credit.isClosing() ? 1 : 0, 1, credit.underWay(), lastError);
    }

    @Override
    public Future<Void> close(long drainMillis) {
        return credit.drain(vertx, drainMillis).compose(done -> client.close());
    }
}
