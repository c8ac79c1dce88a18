package dev.heliograph.smpp.session;

import dev.heliograph.smpp.pdu.CommandId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Own requests that wait for their responses, found by sequence number and kept in the order they were sent.
 *
 * <p>All of a session's requests have the same patience, so the oldest is always the next to expire: one look at the head of the
 * list each tick stands in for a timer per request. Entries are chained in a table that grows with the load and are used
 * again, so that a steady stream allocates nothing here.
 */
final class RequestWindow {
    private static final int INITIAL_SLOTS = 16;

    private @Nullable Entry[] slots = new Entry[INITIAL_SLOTS];
    private @Nullable Entry oldest;
    private @Nullable Entry newest;
    private @Nullable Entry spare;
    private int size;

    /** One request; {@link #chain} links those of one slot, and those that are spare. */
    private static final class Entry {
        int sequenceNumber;
        CommandId response = CommandId.GENERIC_NACK;

        @Nullable
        ResponseHandler handler;

        long sentAt;

        @Nullable
        Entry chain;

        @Nullable
        Entry older;

        @Nullable
        Entry newer;
    }

    int size() {
        return size;
    }

    boolean contains(int sequenceNumber) {
        Entry entry = slots[slot(sequenceNumber)];
        while (entry != null && entry.sequenceNumber != sequenceNumber) {
            entry = entry.chain;
        }
        return entry != null;
    }

    /** Adds a request whose sequence number is not in the window; times must not fall from one call to the next. */
    void add(int sequenceNumber, CommandId request, ResponseHandler handler, long sentAt) {
        if (size == slots.length) {
            grow();
        }
        Entry entry = spare;
        if (entry == null) {
            entry = new Entry();
        } else {
            spare = entry.chain;
        }
        entry.sequenceNumber = sequenceNumber;
        entry.response = request.response();
        entry.handler = handler;
        entry.sentAt = sentAt;
        int slot = slot(sequenceNumber);
        entry.chain = slots[slot];
        slots[slot] = entry;
        entry.older = newest;
        entry.newer = null;
        if (newest == null) {
            oldest = entry;
        } else {
            newest.newer = entry;
        }
        newest = entry;
        size++;
    }

    /**
     * Takes out the request this response answers; null if nobody asked. A generic_nack answers any request, everything else
     * only its own kind: both sides number their requests from 1, and a peer may mix them up.
     */
    @Nullable
    ResponseHandler take(int sequenceNumber, CommandId response) {
        Entry entry = slots[slot(sequenceNumber)];
        while (entry != null && entry.sequenceNumber != sequenceNumber) {
            entry = entry.chain;
        }
        if (entry == null || (response != entry.response && response != CommandId.GENERIC_NACK)) {
            return null;
        }
        return remove(entry);
    }

    /** Whether the oldest request was sent at this time or before. */
    boolean isOpenSince(long time) {
        return oldest != null && oldest.sentAt <= time;
    }

    /** Takes out the oldest request if it was sent at this time or before, else null. */
    @Nullable
    ResponseHandler takeSentBy(long time) {
        return oldest == null || oldest.sentAt > time ? null : remove(oldest);
    }

    /** Takes out the oldest request, or null if there is none. */
    @Nullable
    ResponseHandler takeOldest() {
        return oldest == null ? null : remove(oldest);
    }

    private @Nullable ResponseHandler remove(Entry entry) {
        unchain(entry);
        if (entry.older == null) {
            oldest = entry.newer;
        } else {
            entry.older.newer = entry.newer;
        }
        if (entry.newer == null) {
            newest = entry.older;
        } else {
            entry.newer.older = entry.older;
        }
        ResponseHandler handler = entry.handler;
        entry.handler = null;
        entry.older = null;
        entry.newer = null;
        entry.chain = spare;
        spare = entry;
        size--;
        return handler;
    }

    private void unchain(Entry entry) {
        int slot = slot(entry.sequenceNumber);
        Entry at = slots[slot];
        if (at == entry) {
            slots[slot] = entry.chain;
            return;
        }
        while (at != null && at.chain != entry) {
            at = at.chain;
        }
        if (at != null) {
            at.chain = entry.chain;
        }
    }

    private void grow() {
        slots = Arrays.copyOf(slots, slots.length * 2);
        Arrays.fill(slots, null);
        for (Entry entry = oldest; entry != null; entry = entry.newer) {
            int slot = slot(entry.sequenceNumber);
            entry.chain = slots[slot];
            slots[slot] = entry;
        }
    }

    /** Sequence numbers rise by one, so their low bits spread evenly as they are. */
    private int slot(int sequenceNumber) {
        return sequenceNumber & (slots.length - 1);
    }
}
