package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Said;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who can be reached over a channel, as far as the provider has said: asked before the first message where it can be asked, learned from refusals there, and told by
 * webhooks when somebody leaves or comes back.
 *
 * <p>Remembers {@value #RECIPIENTS_MAX} recipients, and until the gateway stops; the provider's own refusal covers those that were forgotten. Belongs to the channel's
 * loop, but any thread may ask what was {@link #said}: the choice of channels goes by it.
 */
final class Reachability {
    static final int RECIPIENTS_MAX = 100_000;

    /** Marks that the hand takes away before it takes whom it meets: an event loop does not walk round the whole clock. */
    private static final int MARKS_MAX = 64;

    /** Devices change seldom; who has none may get one any day. */
    private static final Duration REACHED = Duration.ofHours(24);

    private static final Duration NOT_REACHED = Duration.ofHours(1);

    /** Who has left is back when they say so. */
    private static final Duration TOLD = Duration.ofDays(365);

    private final @Nullable ReachLookup lookup;
    private final WebClient client;
    private final TokenHolder tokens;
    private final WebChannelCounts counts;
    private final LongSupplier nanos;
    private final LongSupplier wallMillis;
    private final ConcurrentHashMap<String, Recipient> recipients = new ConcurrentHashMap<>();

    /** The clock's hand: who was not asked for since it came by last is forgotten when there are too many. Each recipient is in it once. */
    private final ArrayDeque<Recipient> hand = new ArrayDeque<>();

    private static final class Recipient {
        final String address;
        volatile @Nullable Known known;
        volatile boolean used;

        Recipient(String address) {
            this.address = address;
        }
    }

    private record Known(Reach reach, Said said, long untilNanos) {}

    Reachability(
            @Nullable ReachLookup lookup,
            WebClient client,
            TokenHolder tokens,
            WebChannelCounts counts,
            LongSupplier nanos,
            LongSupplier wallMillis) {
        this.lookup = lookup;
        this.client = client;
        this.tokens = tokens;
        this.counts = counts;
        this.nanos = nanos;
        this.wallMillis = wallMillis;
    }

    /** Providers want their numbers with a plus or without. */
    private static String plain(String address) {
        return address.startsWith("+") ? address.substring(1) : address;
    }

    private @Nullable Known fresh(String address) {
        Recipient recipient = recipients.get(plain(address));
        Known known = recipient == null ? null : recipient.known;
        if (recipient == null || known == null || nanos.getAsLong() - known.untilNanos() >= 0) {
            return null;
        }
        if (!recipient.used) {
            recipient.used = true;
        }
        return known;
    }

    /** @return what is known of a recipient without asking, or null */
    @Nullable
    Reach known(String address) {
        Known known = fresh(address);
        return known == null ? null : known.reach();
    }

    /** @return the same, for those who choose channels; any thread */
    @Nullable
    Said said(String address) {
        Known known = fresh(address);
        return known == null ? null : known.said();
    }

    /** @return whether the provider has to be asked before something is sent */
    boolean mustAsk(String address) {
        return lookup != null && known(address) == null;
    }

    /** @return what the provider says; null when it says nothing, never a failure */
    Future<@Nullable Reach> ask(String address) {
        ReachLookup how = lookup;
        if (how == null) {
            return Future.succeededFuture();
        }
        counts.lookups.increment();
        return tokens.token()
                .compose(token -> client.send(how.request().apply(address, token)))
                .map(how.read())
                .onSuccess(reach -> learn(address, reach))
                .otherwise((@Nullable Reach) null);
    }

    private void learn(String address, @Nullable Reach reach) {
        if (reach != null) {
            remember(address, reach, reach.refusal() == null ? REACHED : NOT_REACHED);
        }
    }

    /** A message was refused: where the provider can be asked, that is an answer too. */
    void refused(String address, Failure failure) {
        if (lookup != null && failure == Failure.NOT_REACHABLE) {
            learn(address, Reach.none(failure));
        }
    }

    /** Somebody has left or come back. */
    void told(HookReading.Change change) {
        Failure refusal = change.refusal();
        if (refusal != null) {
            remember(change.address(), Reach.none(refusal), TOLD);
            return;
        }
        Recipient back = recipients.get(plain(change.address()));
        if (back != null) {
            back.known = null;
        }
    }

    private void remember(String address, Reach reach, Duration life) {
        long now = wallMillis.getAsLong();
        Said said = new Said(reach.refusal(), reach.content(), now, now + life.toMillis());
        Recipient recipient = recipients.computeIfAbsent(plain(address), name -> {
            Recipient first = new Recipient(name);
            hand.add(first);
            return first;
        });
        recipient.known = new Known(reach, said, nanos.getAsLong() + life.toNanos());
        if (recipients.size() > RECIPIENTS_MAX) {
            forgetOne();
        }
    }

    private void forgetOne() {
        Recipient next = hand.remove();
        for (int marks = 0; next.used && marks < MARKS_MAX; marks++) {
            next.used = false;
            hand.add(next);
            next = hand.remove();
        }
        recipients.remove(next.address);
    }
}
