package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who can be reached over a channel, as far as the provider has said: asked before the first message where it can be asked, learned from refusals there, and told by
 * webhooks when somebody leaves or comes back.
 *
 * <p>Remembers {@value #RECIPIENTS_MAX} recipients, and until the gateway stops; the provider's own refusal covers those that were forgotten.
 */
final class Reachability {
    private static final int RECIPIENTS_MAX = 100_000;

    /** Devices change seldom; who has none may get one any day. */
    private static final long REACHED_NANOS = Duration.ofHours(24).toNanos();

    private static final long NOT_REACHED_NANOS = Duration.ofHours(1).toNanos();

    /** Who has left is back when they say so. */
    private static final long TOLD_NANOS = Duration.ofDays(365).toNanos();

    private final @Nullable ReachLookup lookup;
    private final WebClient client;
    private final TokenHolder tokens;
    private final WebChannelCounts counts;
    private final LongSupplier nanos;
    private final Map<String, Known> recipients = Recent.byUse(RECIPIENTS_MAX);

    private record Known(Reach reach, long untilNanos) {}

    Reachability(
            @Nullable ReachLookup lookup,
            WebClient client,
            TokenHolder tokens,
            WebChannelCounts counts,
            LongSupplier nanos) {
        this.lookup = lookup;
        this.client = client;
        this.tokens = tokens;
        this.counts = counts;
        this.nanos = nanos;
    }

    /** @return what is known of a recipient without asking, or null */
    @Nullable
    Reach known(String address) {
        Known known = recipients.get(address);
        if (known == null) {
            return null;
        }
        if (nanos.getAsLong() - known.untilNanos() >= 0) {
            recipients.remove(address);
            return null;
        }
        return known.reach();
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
            remember(address, reach, reach.refusal() == null ? REACHED_NANOS : NOT_REACHED_NANOS);
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
        if (refusal == null) {
            recipients.remove(change.address());
        } else {
            remember(change.address(), Reach.none(refusal), TOLD_NANOS);
        }
    }

    private void remember(String address, Reach reach, long lifeNanos) {
        recipients.put(address, new Known(reach, nanos.getAsLong() + lifeNanos));
    }
}
