package dev.heliograph.receipt;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.store.Correlated;
import dev.heliograph.store.ParkedReceipt;
import dev.heliograph.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
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

    /** Messages remembered after their end. */
    private static final int FINISHED_MAX = 10_000;

    private final String channel;
    private final Store store;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private final LastWord lastWord;
    private final ReceiptCounts counts = new ReceiptCounts();

    /** By provider id; a message of several parts stands under each of its ids. */
    private final Map<String, Tracked> tracked;

    private final ArrayDeque<Tracked> finished = new ArrayDeque<>();
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

    /**
     * Reads back what was parked before a restart. A receipt whose message was stored as sent in the last moment of the earlier run is matched now: nobody else
     * would ever bring the two together.
     */
    public void recover(Runnable done) {
        store.parked(
                channel,
                owner,
                receipts -> {
                    receipts.forEach(receipt -> parked.put(receipt.providerId(), receipt));
                    counts.parkedNow(parked.size());
                    done.run();
                    lookUpParked(receipts.iterator());
                },
                () -> recover(done));
    }

    /** One after the other: there may be very many, and new receipts must not wait behind them. */
    private void lookUpParked(Iterator<ParkedReceipt> left) {
        if (!left.hasNext()) {
            return;
        }
        String providerId = left.next().providerId();
        correlate(providerId, found -> {
            onLookup(providerId, found);
            lookUpParked(left);
        });
    }

    /** Takes over what the store knows, unless a part of the same message is here already and knows better. */
    private Tracked remember(Correlated found) {
        Tracked entry = null;
        for (Attempt attempt : found.status().attempts()) {
            for (Attempt.Part part : attempt.parts()) {
                Tracked known = tracked.get(part.providerId());
                entry = known != null ? known : entry;
            }
        }
        if (entry == null) {
            entry = new Tracked(found.message(), found.status());
        }
        for (Attempt attempt : found.status().attempts()) {
            for (Attempt.Part part : attempt.parts()) {
                tracked.putIfAbsent(part.providerId(), entry);
            }
        }
        return entry;
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
        lookUp(receipt.providerId(), new Waiting(receipt, stored));
    }

    @Override
    public void onReceipt(List<ProviderReceipt> readings, String recipient, IntConsumer meant, Runnable stored) {
        new Readings(readings, recipient, meant).resolve(this::messageOf, receipt -> onReceipt(receipt, stored));
    }

    private void messageOf(String providerId, Consumer<@Nullable Message> answer) {
        Tracked entry = tracked.get(providerId);
        if (entry != null) {
            answer.accept(entry.message);
        } else {
            correlate(providerId, found -> answer.accept(found == null ? null : found.message()));
        }
    }

    /** Asks the store, once for all that wait for the same id. */
    private void lookUp(String providerId, @Nullable Waiting one) {
        List<Waiting> waiting = lookups.get(providerId);
        if (waiting == null) {
            waiting = new ArrayList<>(1);
            lookups.put(providerId, waiting);
            correlate(providerId, found -> onLookup(providerId, found));
        }
        if (one != null) {
            waiting.add(one);
        }
    }

    /** Asks until the disk can tell: a receipt must not be taken for one of an unknown id because a read failed. */
    private void correlate(String providerId, Consumer<@Nullable Correlated> answer) {
        store.correlate(channel, providerId, owner, answer, () -> correlate(providerId, answer));
    }

    private void onLookup(String providerId, @Nullable Correlated found) {
        List<Waiting> waiting = lookups.remove(providerId);
        Tracked entry = tracked.get(providerId);
        if (entry == null && found != null) {
            entry = remember(found);
        }
        if (entry != null) {
            matchParked(entry, providerId);
        }
        for (Waiting one : waiting == null ? List.<Waiting>of() : waiting) {
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
        long now = wallMillis.getAsLong();
        Transition transition = entry.handedOn
                ? Transition.afterHandingOn(entry.message, entry.status, receipt, now)
                : Transition.of(entry.message, entry.status, receipt, now);
        switch (transition.kind()) {
            case NOTHING -> {
                counts.duplicates.increment();
                entry.onceWritten(stored);
            }
            case TOLD -> tell(entry.message, transition.events(), stored);
            case LATE -> {
                counts.late.increment();
                tell(entry.message, transition.events(), stored);
            }
            case MOVED -> move(entry, transition, stored);
        }
    }

    /** Tells the account without touching the message's status, which may be another lane's by now. */
    private void tell(Message message, List<Event> events, Runnable stored) {
        if (events.isEmpty()) {
            stored.run();
        } else {
            store.append(message.account(), events.get(0), owner, stored);
        }
    }

    private void move(Tracked entry, Transition transition, Runnable stored) {
        MessageStatus next = transition.status();
        boolean ends = next.state().isFinal() && !entry.status.state().isFinal();
        entry.status = next;
        entry.writes++;
        Runnable written = () -> {
            entry.written();
            stored.run();
        };
        if (!ends) {
            store.settle(entry.message, next, transition.events(), owner, written);
            return;
        }
        counts.finals.increment();
        Runnable settled = () -> settled(entry, stored);
        entry.handedOn = !next.state().isSuccess() && lastWord.takesOver(entry.message, next, settled);
        if (!entry.handedOn) {
            store.settle(entry.message, next, transition.events(), owner, settled);
        }
    }

    /**
     * Ends a message as unknown because no receipt came in time. One that this correlator knows to have ended, and only its end is still on the way to the disk, is
     * left alone.
     *
     * @param stored run once nothing is left to be done
     * @return whether it ends now
     */
    public boolean giveUp(Message message, MessageStatus status, MessageError error, Runnable stored) {
        Tracked entry = remember(new Correlated(message, status));
        if (entry.handedOn || entry.status.state() != MessageState.SENT) {
            stored.run();
            return false;
        }
        Transition end = Transition.toUnknown(entry.message, entry.status, error, wallMillis.getAsLong());
        entry.status = end.status();
        entry.writes++;
        store.settle(entry.message, end.status(), end.events(), owner, () -> settled(entry, stored));
        return true;
    }

    /** Remembered until the end is durable and a while longer: an answer of the store that was under way meanwhile must not be taken for news. */
    private void settled(Tracked entry, Runnable stored) {
        finished.add(entry);
        if (finished.size() > FINISHED_MAX) {
            forget(finished.remove());
        }
        entry.written();
        stored.run();
    }

    /** Frees the memory of a message that has ended; a receipt that still comes for it is found through the store. */
    private void forget(Tracked entry) {
        for (Attempt attempt : entry.status.attempts()) {
            for (Attempt.Part part : attempt.parts()) {
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

        /** Changes handed to the store and not durable yet, and who waits for them: a receipt that repeats one is acknowledged no earlier. */
        int writes;

        List<Runnable> waiting = List.of();

        void onceWritten(Runnable stored) {
            if (writes == 0) {
                stored.run();
                return;
            }
            if (waiting.isEmpty()) {
                waiting = new ArrayList<>(1);
            }
            waiting.add(stored);
        }

        void written() {
            if (--writes == 0 && !waiting.isEmpty()) {
                List<Runnable> now = waiting;
                waiting = List.of();
                now.forEach(Runnable::run);
            }
        }

        /** Another channel has the message now: what is still reported of this one changes nothing. */
        boolean handedOn;

        Tracked(Message message, MessageStatus status) {
            this.message = message;
            this.status = status;
        }
    }
}
