package dev.heliograph.channel.web;

import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Said;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who can be reached over a channel, as far as the provider has said: asked before the first message where it can be asked, and learned from refusals there. Who has left is
 * not known here: their coming back may be told to another node, and so that is kept where all nodes know it, as a word to leave is.
 *
 * <p>Remembers {@value #RECIPIENTS_MAX} recipients; the provider's own refusal covers those that were forgotten. What it was asked is on the disk too, and so known to the next
 * run. Belongs to the channel's loop, but any thread may ask what was {@link #said}: the choice of channels goes by it.
 */
final class Reachability {
    static final int RECIPIENTS_MAX = 100_000;

    /** Marks that the hand takes away before it takes whom it meets: an event loop does not walk round the whole clock. */
    private static final int MARKS_MAX = 64;

    /** Devices change seldom; who has none may get one any day. */
    private static final Duration REACHED = Duration.ofHours(24);

    private static final Duration NOT_REACHED = Duration.ofHours(1);

    private final @Nullable ReachLookup lookup;
    private final WebClient client;
    private final TokenHolder tokens;
    private final WebChannelCounts counts;
    private final LongSupplier nanos;
    private final LongSupplier wallMillis;
    private final @Nullable ReachShelf shelf;
    private final ConcurrentHashMap<String, Recipient> recipients = new ConcurrentHashMap<>();

    /** The clock's hand: who was not asked for since it came by last is forgotten when there are too many. Each recipient is in it once. */
    private final ArrayDeque<Recipient> hand = new ArrayDeque<>();

    private static final class Recipient {
        final String address;
        volatile @Nullable Known known;
        volatile boolean used;

        /** Whether the disk has it too. */
        boolean shelved;

        Recipient(String address) {
            this.address = address;
        }
    }

    private record Known(Reach reach, Said said, long untilNanos) {}

    /** @param shelf where answers outlive this run; null for nowhere */
    Reachability(
            @Nullable ReachLookup lookup,
            WebClient client,
            TokenHolder tokens,
            WebChannelCounts counts,
            LongSupplier nanos,
            LongSupplier wallMillis,
            @Nullable ReachShelf shelf) {
        this.lookup = lookup;
        this.client = client;
        this.tokens = tokens;
        this.counts = counts;
        this.nanos = nanos;
        this.wallMillis = wallMillis;
        this.shelf = shelf;
    }

    /**
     * Reads what an earlier run was told; to be called before anything is asked.
     *
     * @param owner the channel's loop
     */
    void load(Executor owner, Runnable done) {
        ReachShelf kept = shelf;
        ReachLookup how = lookup;
        if (kept == null || how == null) {
            done.run();
        } else {
            kept.read(owner, one -> recall(one, how), done);
        }
    }

    private void recall(ReachShelf.Kept kept, ReachLookup how) {
        long now = wallMillis.getAsLong();
        long life = kept.untilMillis() - kept.atMillis();
        if (kept.untilMillis() <= now || kept.atMillis() > now || life > REACHED.toMillis() || isFull()) {
            // Too old, or of a clock that was set back since: asked again.
            return;
        }
        String device = kept.device();
        Reach reach =
                new Reach(kept.refusal(), device == null ? null : how.shown().apply(device), device);
        Recipient recipient = recipient(kept.address());
        recipient.shelved = true;
        recipient.known = new Known(
                reach,
                new Said(reach.refusal(), reach.content(), kept.atMillis(), kept.untilMillis()),
                nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(kept.untilMillis() - now));
    }

    private boolean isFull() {
        return recipients.size() >= RECIPIENTS_MAX;
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

    void learn(String address, @Nullable Reach reach) {
        if (reach != null) {
            remember(address, reach, reach.refusal() == null ? REACHED : NOT_REACHED, reach.canBeKept());
        }
    }

    /** A message was refused: where the provider can be asked, that is an answer too. */
    void refused(String address, Failure failure) {
        if (lookup != null && failure == Failure.NOT_REACHABLE) {
            learn(address, Reach.none(failure));
        }
    }

    /** Somebody has left or come back: what was known of them is asked again. */
    void changed(String address) {
        Recipient recipient = recipients.get(plain(address));
        if (recipient != null) {
            recipient.known = null;
            unshelve(recipient);
            write();
        }
    }

    /** @param keep whether the next run is to know it too */
    private void remember(String address, Reach reach, Duration life, boolean keep) {
        long now = wallMillis.getAsLong();
        Said said = new Said(reach.refusal(), reach.content(), now, now + life.toMillis());
        Recipient recipient = recipient(plain(address));
        recipient.known = new Known(reach, said, nanos.getAsLong() + life.toNanos());
        if (keep) {
            shelve(recipient, reach, said);
        } else {
            unshelve(recipient);
        }
        if (recipients.size() > RECIPIENTS_MAX) {
            forgetOne();
        }
        write();
    }

    private Recipient recipient(String plainAddress) {
        return recipients.computeIfAbsent(plainAddress, name -> {
            Recipient first = new Recipient(name);
            hand.add(first);
            return first;
        });
    }

    private void shelve(Recipient recipient, Reach reach, Said said) {
        if (shelf != null) {
            recipient.shelved = true;
            shelf.keep(new ReachShelf.Kept(
                    recipient.address, reach.refusal(), reach.device(), said.atMillis(), said.untilMillis()));
        }
    }

    /** The disk holds no more than memory does. */
    private void unshelve(Recipient recipient) {
        if (shelf != null && recipient.shelved) {
            recipient.shelved = false;
            shelf.drop(recipient.address);
        }
    }

    private void write() {
        if (shelf != null) {
            shelf.write();
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
        unshelve(next);
    }
}
