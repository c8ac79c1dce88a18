package dev.heliograph.receipt;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.ParkedReceipt;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where receipts of a provider account wait whose message is not known: in the store, so that they could be acknowledged, and as far as there is room in memory.
 * Their message may still be on its way, or another node's. On the correlator's loop.
 */
public final class Parking {
    /** How long a receipt waits, in milliseconds. */
    public static final long PARKED_MILLIS_MAX = 72L * 60 * 60 * 1000;

    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    /** Orphans of one sweep that are named in the log. */
    private static final int ORPHANS_LOGGED_MAX = 10;

    private final String account;
    private final Store store;
    private final Executor owner;
    private final LongSupplier wallMillis;
    private final ReceiptCounts counts;
    private final ParkedReceipts parked;

    Parking(String account, Store store, Executor owner, LongSupplier wallMillis, ReceiptCounts counts, int parkedMax) {
        this.account = account;
        this.store = store;
        this.owner = owner;
        this.wallMillis = wallMillis;
        this.counts = counts;
        this.parked = new ParkedReceipts(parkedMax);
    }

    boolean isEmpty() {
        return parked.isEmpty();
    }

    /**
     * @param channel that it came in on
     * @param otherIds what its id may mean besides
     * @param recipient decides between them; empty when there are none
     * @param stored run once it is durable
     */
    void park(String channel, ProviderReceipt receipt, List<String> otherIds, String recipient, Runnable stored) {
        counts.parked.increment();
        // A final receipt is not displaced by the intermediate one that it overtook.
        ParkedReceipt other = parked.get(receipt.providerId());
        if (other != null && other.state().isFinal() && !receipt.state().isFinal()) {
            stored.run();
            return;
        }
        ParkedReceipt early = new ParkedReceipt(
                account,
                channel,
                receipt.providerId(),
                otherIds,
                recipient,
                receipt.state(),
                receipt.errorCode(),
                receipt.atMillis(),
                wallMillis.getAsLong());
        hold(early);
        store.park(early, owner, stored);
    }

    /** Keeps in memory what the store has. */
    void hold(ParkedReceipt receipt) {
        if (parked.add(receipt) != null) {
            counts.evicted.increment();
        }
        show();
    }

    /** Takes the receipt that waits for this id of this message, if one does; {@link #forget} when its effect is durable. */
    @Nullable
    ParkedReceipt claim(String providerId, Message message) {
        ParkedReceipt claimed = parked.claim(providerId, message);
        if (claimed != null) {
            counts.matchedLater.increment();
            show();
        }
        return claimed;
    }

    void forget(ParkedReceipt receipt) {
        store.unpark(account, receipt.providerId());
    }

    private void show() {
        counts.parkedNow(parked.size(), parked.oldestReceivedAtMillis());
    }

    /** Drops what no message ever claimed; called now and then. */
    public void expire() {
        List<ParkedReceipt> expired = parked.expire(wallMillis.getAsLong() - PARKED_MILLIS_MAX);
        if (expired.isEmpty()) {
            return;
        }
        counts.orphans.add(expired.size());
        expired.forEach(this::forget);
        expired.stream()
                .limit(ORPHANS_LOGGED_MAX)
                .forEach(orphan -> LOG.warn(
                        "channel {}: receipt of id {} belongs to no message, given up after 72 h",
                        orphan.channel(),
                        orphan.providerId()));
        if (expired.size() > ORPHANS_LOGGED_MAX) {
            LOG.warn("{}: and {} receipts more", account, expired.size() - ORPHANS_LOGGED_MAX);
        }
        show();
    }

    /** @return what waits and what was given up, for people; the newest {@code limit} of each */
    public ParkedView view(int limit) {
        List<ParkedReceipt> orphans = parked.orphans();
        return new ParkedView(
                account,
                parked.size(),
                parked.oldestReceivedAtMillis(),
                parked.newest(limit),
                orphans.subList(0, Math.min(limit, orphans.size())));
    }

    // ---- the other nodes

    /** @return what the other nodes should be asked about now, at most {@code limit} */
    public List<ParkedReceipt> toOffer(int limit) {
        List<ParkedReceipt> due = parked.toOffer(wallMillis.getAsLong(), limit);
        counts.offered.add(due.size());
        return due;
    }

    /** A node has come (back) that may know what is parked here. */
    public void offerAllSoon() {
        parked.offerAllSoon(wallMillis.getAsLong());
    }

    /**
     * Another node has stored what a receipt says: it need not wait here any longer.
     *
     * @param state that was offered; a final receipt that came meanwhile for the same id is another one and stays
     */
    public void onTakenElsewhere(String providerId, MessageState state) {
        ParkedReceipt waiting = parked.get(providerId);
        if (waiting != null && waiting.state() == state) {
            parked.remove(providerId);
            counts.takenElsewhere.increment();
            show();
            forget(waiting);
        }
    }
}
