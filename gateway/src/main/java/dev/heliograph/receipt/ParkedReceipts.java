package dev.heliograph.receipt;

import dev.heliograph.message.Address;
import dev.heliograph.message.Message;
import dev.heliograph.store.ParkedReceipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The receipts of one provider account that wait for their message: in memory what the store holds too. Beyond its bound the one that has waited longest goes,
 * for it is the least likely to be claimed still. On its correlator's loop.
 */
final class ParkedReceipts {
    /** The first offer to other nodes comes so long after the receipt, for most messages are of this node and their ids on the way. In milliseconds. */
    static final long OFFER_MILLIS_MIN = 1_000;

    /** Offers are repeated at doubling distances up to this one. */
    static final long OFFER_MILLIS_MAX = 600_000;

    /** Receipts dropped because of their age, in one go. */
    private static final int EXPIRED_MAX = 10_000;

    private static final int ORPHANS_KEPT = 20;

    private final int max;

    /** Whether there are other nodes to ask; set by the first {@link #offerAllSoon}. */
    private boolean offering;

    private final LinkedHashMap<String, Entry> byId = new LinkedHashMap<>();

    /** By the ids under which a receipt stands besides its first. */
    private final Map<String, Entry> byOtherId = new HashMap<>();

    private final PriorityQueue<Entry> toOffer =
            new PriorityQueue<>(Comparator.comparingLong(one -> one.offerAtMillis));
    private final Deque<ParkedReceipt> orphans = new ArrayDeque<>();

    private static final class Entry {
        final ParkedReceipt receipt;
        int offers;
        long offerAtMillis;

        Entry(ParkedReceipt receipt, long offerAtMillis) {
            this.receipt = receipt;
            this.offerAtMillis = offerAtMillis;
        }
    }

    ParkedReceipts(int max) {
        this.max = max;
    }

    int size() {
        return byId.size();
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** @return when the oldest came in, 0 when there is none */
    long oldestReceivedAtMillis() {
        Iterator<Entry> entries = byId.values().iterator();
        return entries.hasNext() ? entries.next().receipt.receivedAtMillis() : 0;
    }

    @Nullable
    ParkedReceipt get(String providerId) {
        Entry entry = byId.get(providerId);
        return entry == null ? null : entry.receipt;
    }

    /** @return the one that had to go to make room, or null */
    @Nullable
    ParkedReceipt add(ParkedReceipt receipt) {
        remove(receipt.providerId());
        Entry entry = new Entry(receipt, receipt.receivedAtMillis() + OFFER_MILLIS_MIN);
        byId.put(receipt.providerId(), entry);
        receipt.otherIds().forEach(id -> byOtherId.putIfAbsent(id, entry));
        if (offering) {
            toOffer.add(entry);
        }
        return byId.size() > max ? remove(byId.keySet().iterator().next()) : null;
    }

    /** Takes the receipt that waits for this id of this message, if one does. */
    @Nullable
    ParkedReceipt claim(String providerId, Message message) {
        Entry first = byId.get(providerId);
        Entry entry = first != null ? first : byOtherId.get(providerId);
        if (entry == null || !isAbout(entry.receipt, message)) {
            return null;
        }
        return remove(entry.receipt.providerId());
    }

    private static boolean isAbout(ParkedReceipt receipt, Message message) {
        return receipt.recipient().isEmpty() || Address.sameNumber(message.to().value(), receipt.recipient());
    }

    /** @param providerId the first id of the receipt */
    @Nullable
    ParkedReceipt remove(String providerId) {
        Entry entry = byId.remove(providerId);
        if (entry == null) {
            return null;
        }
        entry.receipt.otherIds().forEach(id -> byOtherId.remove(id, entry));
        return entry.receipt;
    }

    /** Takes those that came in before a moment, at most {@value #EXPIRED_MAX}, and remembers the last of them. */
    List<ParkedReceipt> expire(long beforeMillis) {
        List<ParkedReceipt> expired = new ArrayList<>();
        for (Entry entry : byId.values()) {
            if (entry.receipt.receivedAtMillis() > beforeMillis || expired.size() == EXPIRED_MAX) {
                break;
            }
            expired.add(entry.receipt);
        }
        for (ParkedReceipt receipt : expired) {
            remove(receipt.providerId());
            orphans.addLast(receipt);
            if (orphans.size() > ORPHANS_KEPT) {
                orphans.removeFirst();
            }
        }
        return expired;
    }

    // ---- offers to other nodes

    /**
     * Those whose turn it is to be offered; each is due again later, at doubling distances.
     *
     * @param limit at most this many
     */
    List<ParkedReceipt> toOffer(long nowMillis, int limit) {
        List<ParkedReceipt> due = new ArrayList<>();
        for (Entry next = toOffer.peek();
                next != null && next.offerAtMillis <= nowMillis && due.size() < limit;
                next = toOffer.peek()) {
            toOffer.remove();
            // What was claimed meanwhile is still in the queue: only who meets it there takes it out.
            if (byId.get(next.receipt.providerId()) == next) {
                due.add(next.receipt);
                long distance = OFFER_MILLIS_MIN << Math.min(++next.offers, 30);
                next.offerAtMillis = nowMillis + Math.min(OFFER_MILLIS_MAX, distance);
                toOffer.add(next);
            }
        }
        return due;
    }

    /** Another node may know now what nobody knew: all are due at once, and again at short distances. */
    void offerAllSoon(long nowMillis) {
        offering = true;
        toOffer.clear();
        for (Entry entry : byId.values()) {
            entry.offers = 0;
            entry.offerAtMillis = Math.max(nowMillis, entry.receipt.receivedAtMillis() + OFFER_MILLIS_MIN);
            toOffer.add(entry);
        }
    }

    // ---- for people

    /** @return those that came in last, newest first */
    List<ParkedReceipt> newest(int limit) {
        Collection<Entry> all = byId.values();
        List<ParkedReceipt> newest = new ArrayList<>();
        int skip = Math.max(0, all.size() - limit);
        for (Entry entry : all) {
            if (skip-- <= 0) {
                newest.add(0, entry.receipt);
            }
        }
        return newest;
    }

    /** @return the last that nobody claimed, newest first, at most {@value #ORPHANS_KEPT} */
    List<ParkedReceipt> orphans() {
        List<ParkedReceipt> newest = new ArrayList<>();
        orphans.descendingIterator().forEachRemaining(newest::add);
        return newest;
    }
}
