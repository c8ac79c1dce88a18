package dev.heliograph.receipt;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.reach.Sightings;
import dev.heliograph.store.Correlated;
import dev.heliograph.store.ParkedReceipt;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
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
 * Finds the message that a provider's receipt belongs to, on whatever connection and channel it came, and moves its state.
 *
 * <p>What was sent lately is in memory; what is older, or was sent before a restart, is read from the store. A receipt whose id nobody knows, because it overtook
 * the answer to its own submission, or because another node sent the message, is parked: durably, so that it can be acknowledged, and for 72 hours. Nothing is
 * dropped silently; everything is counted.
 *
 * <p>One per account at a provider, on the event loop of its first channel; others come through a {@link CorrelatorProxy}.
 */
public final class Correlator {
    private final String account;
    private final Store store;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private final LastWord lastWord;
    private final Sightings sightings;
    private final ReceiptCounts counts = new ReceiptCounts();

    /** By provider id; a message of several parts stands under each of its ids. */
    private final Map<String, Tracked> tracked;

    private final Finished finished = new Finished();
    private final Map<String, List<Waiting>> lookups = new HashMap<>();
    private final Parking parking;

    private final List<Runnable> waitingForRecovery = new ArrayList<>();
    private boolean recovered;

    /** Who may go on with a message whose attempt was reported failed. */
    public interface LastWord {
        /**
         * @param status as it would become final; its last attempt is the one that failed
         * @param stored to run once what was done instead is durable
         * @return true when the message goes on over another channel, so that the failure is not its end
         */
        boolean takesOver(Message message, MessageStatus status, Runnable stored);

        /**
         * A message went on over another channel because nothing came in time, and then got there over the first one.
         *
         * @param attempt the one that got there
         * @param stored to run once that is durable, with the message's status if that attempt has ended it, or null if another was first
         */
        default void overtaken(Message message, Attempt attempt, Consumer<@Nullable MessageStatus> stored) {
            stored.accept(null);
        }
    }

    /** A receipt for which the store is asked; with all that its id may mean, for the case that it has to be parked. */
    private record Waiting(
            String channel, ProviderReceipt receipt, List<String> otherIds, String recipient, Runnable stored) {}

    /**
     * @param account the account at the provider, as {@code channel.Channel} names it
     * @param owner the loop on which everything here is called and answered
     * @param sightings hears how attempts went
     */
    public Correlator(
            String account,
            Store store,
            Executor owner,
            LongSupplier wallMillis,
            LastWord lastWord,
            CorrelatorLimits limits,
            Sightings sightings) {
        this.account = account;
        this.store = store;
        this.owner = owner;
        this.wallMillis = wallMillis;
        this.lastWord = lastWord;
        this.sightings = sightings;
        this.tracked = bounded(limits.trackedMax());
        this.parking = new Parking(account, store, owner, wallMillis, counts, limits.parkedMax());
    }

    public String account() {
        return account;
    }

    /** @return the loop on which everything but this, {@link #account} and {@link #counts} must be called */
    public Executor owner() {
        return owner;
    }

    public ReceiptCounts counts() {
        return counts;
    }

    /** @return who hears how attempts went; any thread may tell it */
    public Sightings sightings() {
        return sightings;
    }

    /** @return the receipts of this account that wait for their message */
    public Parking parking() {
        return parking;
    }

    // ---- after a restart

    /**
     * Reads back what was parked before a restart. A receipt whose message was stored as sent in the last moment of the earlier run is matched now: nobody else
     * would ever bring the two together.
     *
     * @param done at once when it was done before for another channel of the account
     */
    public void recover(Runnable done) {
        if (recovered) {
            done.run();
            return;
        }
        waitingForRecovery.add(done);
        if (waitingForRecovery.size() > 1) {
            return;
        }
        readParked();
    }

    /** Asks until the disk can tell: what is parked must not be forgotten because a read failed. */
    private void readParked() {
        store.parked(account, owner, this::onParked, this::readParked);
    }

    private void onParked(List<ParkedReceipt> receipts) {
        List<ParkedReceipt> inOrder = new ArrayList<>(receipts);
        inOrder.sort(Comparator.comparingLong(ParkedReceipt::receivedAtMillis));
        inOrder.forEach(parking::hold);
        recovered = true;
        waitingForRecovery.forEach(Runnable::run);
        waitingForRecovery.clear();
        lookUpParked(inOrder.iterator());
    }

    /** One after the other: there may be very many, and new receipts must not wait behind them. */
    private void lookUpParked(Iterator<ParkedReceipt> left) {
        if (!left.hasNext()) {
            return;
        }
        ParkedReceipt next = left.next();
        Readings.of(next).resolve(this::messageOf, (receipt, known) -> {
            if (known) {
                lookUp(receipt.providerId(), null);
            }
            lookUpParked(left);
        });
    }

    /** @return what is here of a message, under whichever of its ids */
    private @Nullable Tracked known(MessageStatus status) {
        Tracked entry = null;
        for (Attempt attempt : status.attempts()) {
            for (Attempt.Part part : attempt.parts()) {
                Tracked known = tracked.get(part.providerId());
                entry = known != null ? known : entry;
            }
        }
        return entry;
    }

    /** Takes over what the store knows, unless a part of the same message is here already and knows better. */
    private Tracked remember(Correlated found) {
        Tracked entry = known(found.status());
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

    // ---- what was sent, and what is said of it

    /**
     * Learns the provider ids of a message and answers for receipts that were faster. The store was asked to keep them before.
     *
     * @param status as it was just sent to the store: its last attempt holds the ids
     */
    public void track(Message message, MessageStatus status) {
        Tracked entry = new Tracked(message, status);
        var parts = status.attempts().get(status.attempts().size() - 1).parts();
        for (int i = 0; i < parts.size(); i++) {
            tracked.put(parts.get(i).providerId(), entry);
        }
        if (!parking.isEmpty()) {
            parts.forEach(part -> matchParked(entry, part.providerId()));
        }
    }

    private void matchParked(Tracked entry, String providerId) {
        ParkedReceipt early = parking.claim(providerId, entry.message);
        if (early != null) {
            // Unparked only once its effect is durable, so that a crash between the two finds it again.
            apply(entry, ProviderReceipt.of(early, providerId), () -> parking.forget(early));
        }
    }

    /** @param channel that it came in on; of the others see {@link ReceiptSink} */
    public void onReceipt(String channel, ProviderReceipt receipt, Runnable stored) {
        counts.received.increment();
        find(new Waiting(channel, receipt, List.of(), "", stored));
    }

    /** @param channel that it came in on; of the others see {@link ReceiptSink} */
    public void onReceipt(
            String channel, List<ProviderReceipt> readings, String recipient, IntConsumer meant, Runnable stored) {
        counts.received.increment();
        new Readings(readings, recipient, meant).resolve(this::messageOf, (receipt, known) -> {
            List<String> otherIds = known
                    ? List.of()
                    : readings.stream()
                            .skip(1)
                            .limit(ParkedReceipt.OTHER_IDS_MAX)
                            .map(ProviderReceipt::providerId)
                            .toList();
            find(new Waiting(channel, receipt, otherIds, otherIds.isEmpty() ? "" : recipient, stored));
        });
    }

    private void find(Waiting one) {
        Tracked entry = tracked.get(one.receipt.providerId());
        if (entry != null) {
            apply(entry, one.receipt, one.stored);
        } else {
            lookUp(one.receipt.providerId(), one);
        }
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
        ask(providerId, finished.reading(answer));
    }

    private void ask(String providerId, Consumer<@Nullable Correlated> answer) {
        store.correlate(account, providerId, owner, answer, () -> ask(providerId, answer));
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
                parking.park(one.channel, one.receipt, one.otherIds, one.recipient, one.stored);
            }
        }
    }

    private void apply(Tracked entry, ProviderReceipt receipt, Runnable stored) {
        long now = wallMillis.getAsLong();
        Transition transition = Transition.of(entry.message, entry.status, entry.handedOn, receipt, now);
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
            case MOVED -> {
                saw(entry.message, Transition.attempt(transition.status(), receipt.providerId()));
                move(entry, transition, stored);
            }
            case NOTED -> {
                entry.status = transition.status();
                entry.onceWritten(stored);
            }
            case OVERTAKES -> overtake(entry, transition, receipt.providerId(), stored);
        }
    }

    private void saw(Message message, @Nullable Attempt attempt) {
        if (attempt != null) {
            sightings.seen(message, attempt);
        }
    }

    private void overtake(Tracked entry, Transition transition, String providerId, Runnable stored) {
        Attempt attempt = Transition.attempt(transition.status(), providerId);
        if (attempt == null) {
            throw new IllegalStateException("a receipt has overtaken no attempt");
        }
        saw(entry.message, attempt);
        entry.writing(transition.status());
        lastWord.overtaken(entry.message, attempt, ended -> {
            if (ended == null) {
                counts.late.increment();
            } else {
                counts.finals.increment();
                entry.status = ended;
                entry.handedOn = false;
            }
            settled(entry, stored);
        });
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
        entry.writing(next);
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
            Ending end = next.state().isSuccess()
                    ? new Ending(next, transition.events())
                    : Ending.of(entry.message, next, wallMillis.getAsLong());
            entry.status = end.status();
            store.settle(entry.message, end.status(), end.events(), owner, settled);
        }
    }

    /**
     * Ends a message because no receipt came in time: as unknown, as delivered where it was only not read, or as sent where only failures are reported. One that this correlator knows to have ended, and only its
     * end is still on the way to the disk, is left alone.
     *
     * @param error null where a failure, and nothing else, would have been reported
     * @param ends run when it ends as unknown now, before that is durable
     * @param stored run once nothing is left to be done
     */
    public void giveUp(
            Message message, MessageStatus status, @Nullable MessageError error, Runnable ends, Runnable stored) {
        ifWaiting(message, status, stored, entry -> {
            Ending end = Transition.withoutReceipt(entry.message, entry.status, error, wallMillis.getAsLong());
            if (end.status().state() == MessageState.UNKNOWN) {
                ends.run();
            }
            entry.writing(end.status());
            store.settle(entry.message, end.status(), end.events(), owner, () -> settled(entry, stored));
        });
    }

    /**
     * Has a message go on over its next channel because no receipt came in time on this one. What is reported of this one later still counts, unless the message has ended
     * by then.
     *
     * @param error what is told of the attempt
     * @param stored run once nothing is left to be done
     */
    public void goOn(Message message, MessageStatus status, MessageError error, Runnable stored) {
        ifWaiting(message, status, stored, entry -> {
            MessageStatus left = Transition.leftBehind(entry.status, error, wallMillis.getAsLong());
            if (lastWord.takesOver(entry.message, left, () -> settled(entry, stored))) {
                saw(entry.message, left.lastAttempt());
                entry.handedOn = true;
                entry.writing(left);
            } else {
                stored.run();
            }
        });
    }

    /**
     * Goes on with a message only if it still waits for its receipt. Whoever asks has read its status a while ago, so where nothing is known here the store is asked anew: it
     * may have ended since.
     */
    private void ifWaiting(Message message, MessageStatus status, Runnable ifNot, Consumer<Tracked> goesOn) {
        Attempt last = status.lastAttempt();
        if (known(status) != null || last == null || last.parts().isEmpty()) {
            ifWaiting(new Correlated(message, status), status, ifNot, goesOn);
        } else {
            correlate(
                    last.parts().get(0).providerId(),
                    found -> ifWaiting(found == null ? new Correlated(message, status) : found, status, ifNot, goesOn));
        }
    }

    private void ifWaiting(Correlated found, MessageStatus asked, Runnable ifNot, Consumer<Tracked> goesOn) {
        Tracked entry = remember(found);
        if (entry.isBehind(asked)) {
            entry = new Tracked(found.message(), asked);
        }
        if (entry.handedOn || entry.status.state() != MessageState.SENT) {
            ifNot.run();
        } else {
            goesOn.accept(entry);
        }
    }

    private void settled(Tracked entry, Runnable stored) {
        finished.add(entry);
        for (Tracked old = finished.takeOld(); old != null; old = finished.takeOld()) {
            forget(old);
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

    /**
     * Another node has parked a receipt that may belong to a message of this one.
     *
     * @param taken runs once the receipt's effect is durable here
     * @param unknown runs when it names no message of this node
     */
    public void onOffer(ParkedReceipt offer, Runnable taken, Runnable unknown) {
        Readings.of(offer).resolve(this::messageOf, (receipt, known) -> {
            if (known) {
                counts.takenHere.increment();
                find(new Waiting(offer.channel(), receipt, List.of(), "", taken));
            } else {
                unknown.run();
            }
        });
    }

    private static <V> Map<String, V> bounded(int max) {
        return new LinkedHashMap<>(16, 0.75f, false) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }
}
