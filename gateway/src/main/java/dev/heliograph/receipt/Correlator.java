package dev.heliograph.receipt;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.store.Correlated;
import dev.heliograph.store.ParkedReceipt;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the message that a provider's receipt belongs to, on whatever connection it came, and moves its state.
 *
 * <p>What was sent lately is in memory; what is older, or was sent before a restart, is read from the store. A receipt whose id nobody knows, because it overtook
 * the answer to its own submission, is parked: durably, so that it can be acknowledged, and for 72 hours. Nothing is dropped silently; everything is counted.
 *
 * <p>One per channel, on that channel's event loop.
 */
public final class Correlator implements ReceiptSink {
    /** How long a parked receipt waits for its message, in milliseconds. */
    public static final long PARKED_MILLIS_MAX = 72L * 60 * 60 * 1000;

    private final String channel;
    private final Store store;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private final LastWord lastWord;
    private final ReceiptCounts counts = new ReceiptCounts();

    /** By provider id; a message of several parts stands under each of its ids. */
    private final Map<String, Tracked> tracked;

    private final Map<String, List<Waiting>> lookups = new HashMap<>();
    private final Map<String, ParkedReceipt> parked;

    public Correlator(
            String channel,
            Store store,
            Executor owner,
            LongSupplier wallMillis,
            LastWord lastWord,
            CorrelatorLimits limits) {
        this.channel = channel;
        this.store = store;
        this.owner = owner;
        this.wallMillis = wallMillis;
        this.lastWord = lastWord;
        this.tracked = bounded(limits.trackedMax());
        this.parked = bounded(limits.parkedMax());
    }

    /** Reads back what was parked before a restart. */
    public void recover(Runnable done) {
        store.parked(channel, owner, receipts -> {
            receipts.forEach(receipt -> parked.put(receipt.providerId(), receipt));
            counts.parkedNow(parked.size());
            done.run();
        });
    }

    /**
     * Learns the provider ids of a message, before anything else can happen on this loop, and answers for receipts that were faster.
     *
     * @param status as it was just sent to the store: its last attempt holds the ids
     */
    public void track(Message message, MessageStatus status) {
        Tracked entry = new Tracked(message, status);
        var parts = status.attempts().get(status.attempts().size() - 1).parts();
        for (int i = 0; i < parts.size(); i++) {
            tracked.put(parts.get(i).providerId(), entry);
        }
        if (!parked.isEmpty()) {
            parts.forEach(part -> matchParked(entry, part.providerId()));
        }
    }

    private void matchParked(Tracked entry, String providerId) {
        ParkedReceipt early = parked.remove(providerId);
        if (early != null) {
            counts.parkedNow(parked.size());
            counts.matchedLater.increment();
            ProviderReceipt receipt =
                    new ProviderReceipt(providerId, early.state(), early.errorCode(), early.atMillis());
            // Unparked only once its effect is durable, so that a crash between the two finds it again.
            apply(entry, receipt, () -> store.unpark(channel, providerId));
        }
    }

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        counts.received.increment();
        Tracked entry = tracked.get(receipt.providerId());
        if (entry != null) {
            apply(entry, receipt, stored);
            return;
        }
        List<Waiting> waiting = lookups.get(receipt.providerId());
        if (waiting != null) {
            waiting.add(new Waiting(receipt, stored));
            return;
        }
        List<Waiting> first = new ArrayList<>(1);
        first.add(new Waiting(receipt, stored));
        lookups.put(receipt.providerId(), first);
        store.correlate(channel, receipt.providerId(), owner, found -> onLookup(receipt.providerId(), found));
    }

    private void onLookup(String providerId, @Nullable Correlated found) {
        List<Waiting> waiting = lookups.remove(providerId);
        Tracked entry = tracked.get(providerId);
        if (entry == null && found != null) {
            entry = new Tracked(found.message(), found.status());
            tracked.put(providerId, entry);
        }
        if (waiting == null) {
            return;
        }
        for (Waiting one : waiting) {
            if (entry != null) {
                apply(entry, one.receipt, one.stored);
            } else {
                park(one.receipt, one.stored);
            }
        }
    }

    private void park(ProviderReceipt receipt, Runnable stored) {
        counts.parked.increment();
        long now = wallMillis.getAsLong();
        ParkedReceipt early = new ParkedReceipt(
                channel, receipt.providerId(), receipt.state(), receipt.errorCode(), receipt.atMillis(), now);
        // A final receipt is not displaced by the intermediate one that it overtook.
        ParkedReceipt other = parked.get(receipt.providerId());
        if (other != null && other.state().isFinal() && !receipt.state().isFinal()) {
            stored.run();
            return;
        }
        parked.put(receipt.providerId(), early);
        counts.parkedNow(parked.size());
        store.park(early, owner, stored);
    }

    private void apply(Tracked entry, ProviderReceipt receipt, Runnable stored) {
        Transition transition = Transition.of(entry.message, entry.status, receipt, wallMillis.getAsLong());
        switch (transition.kind()) {
            case NOTHING -> {
                counts.duplicates.increment();
                stored.run();
            }
            case TOLD -> store.settle(entry.message, entry.status, transition.events(), owner, stored);
            case LATE -> {
                counts.late.increment();
                store.settle(entry.message, entry.status, transition.events(), owner, stored);
            }
            case MOVED -> move(entry, transition, stored);
        }
    }

    private void move(Tracked entry, Transition transition, Runnable stored) {
        MessageStatus next = transition.status();
        entry.status = next;
        if (!next.state().isFinal()) {
            store.settle(entry.message, next, transition.events(), owner, stored);
            return;
        }
        counts.finals.increment();
        // Remembered until the end is durable: a second receipt that came before would find the store not knowing yet.
        Runnable settled = () -> {
            forget(entry);
            stored.run();
        };
        if (next.state().isSuccess() || !lastWord.takesOver(entry.message, next, settled)) {
            store.settle(entry.message, next, transition.events(), owner, settled);
        }
    }

    /** Frees the memory of a message that has ended; a receipt that still comes for it is found through the store. */
    private void forget(Tracked entry) {
        for (var attempt : entry.status.attempts()) {
            for (var part : attempt.parts()) {
                tracked.remove(part.providerId(), entry);
            }
        }
    }

    /** Drops parked receipts that no message ever claimed; called now and then. */
    public void expireParked() {
        long oldest = wallMillis.getAsLong() - PARKED_MILLIS_MAX;
        var each = parked.values().iterator();
        while (each.hasNext()) {
            ParkedReceipt receipt = each.next();
            if (receipt.receivedAtMillis() > oldest) {
                break;
            }
            each.remove();
            counts.orphans.increment();
            store.unpark(channel, receipt.providerId());
        }
        counts.parkedNow(parked.size());
    }

    public ReceiptCounts counts() {
        return counts;
    }

    private static <V> Map<String, V> bounded(int max) {
        return new LinkedHashMap<>(16, 0.75f, false) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }

    /** Who may go on with a message whose attempt was reported failed. */
    public interface LastWord {
        /**
         * @param status as it would become final
         * @param stored to run once what was done instead is durable
         * @return true when the message goes on over another channel, so that the failure is not its end
         */
        boolean takesOver(Message message, MessageStatus status, Runnable stored);
    }

    private record Waiting(ProviderReceipt receipt, Runnable stored) {}

    private static final class Tracked {
        final Message message;
        MessageStatus status;

        Tracked(Message message, MessageStatus status) {
            this.message = message;
            this.status = status;
        }
    }
}
