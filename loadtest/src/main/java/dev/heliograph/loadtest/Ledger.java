package dev.heliograph.loadtest;

/**
 * Every message that was accepted, and whether its final receipt came: an open-addressed table in two arrays, sized once, so that a run of millions neither
 * collects garbage nor stops to grow. Ids are kept as 64-bit hashes; among ten million the chance that two fall together is one in 300,000.
 */
final class Ledger {
    private static final byte ACCEPTED = 1;
    private static final byte FINAL = 2;
    private static final double FILL_MAX = 0.6;

    private final long[] keys;
    private final long[] plannedNanos;
    private final byte[] marks;
    private final int mask;
    private final int sizeMax;
    private int size;
    private long accepted;
    private long ended;
    /** Of the accepted ones. */
    private long settled;

    private long repeatedIds;
    private long duplicates;

    /** @param messages at most this many are kept */
    Ledger(long messages) {
        int slots = Integer.highestOneBit((int) Math.min(1 << 28, Math.max(1024, (long) (messages / FILL_MAX)))) << 1;
        keys = new long[slots];
        plannedNanos = new long[slots];
        marks = new byte[slots];
        mask = slots - 1;
        sizeMax = (int) (slots * FILL_MAX);
    }

    boolean isFull() {
        return size >= sizeMax;
    }

    void accepted(String id, long planned) {
        int slot = slot(hash(id));
        if ((marks[slot] & ACCEPTED) != 0) {
            repeatedIds++;
            return;
        }
        accepted++;
        settled += marks[slot] == FINAL ? 1 : 0;
        marks[slot] |= ACCEPTED;
        plannedNanos[slot] = planned;
    }

    /** @return when the message was to be sent; 0 when that is not known yet, or the receipt is not the first */
    long ended(String id) {
        int slot = slot(hash(id));
        if ((marks[slot] & FINAL) != 0) {
            duplicates++;
            return 0;
        }
        settled += marks[slot] == ACCEPTED ? 1 : 0;
        marks[slot] |= FINAL;
        ended++;
        return plannedNanos[slot];
    }

    /** @return messages accepted for which no final receipt has come */
    long missing() {
        long missing = 0;
        for (byte mark : marks) {
            if (mark == ACCEPTED) {
                missing++;
            }
        }
        return missing;
    }

    /** @return final receipts of ids that were never given to this run */
    long foreign() {
        long foreign = 0;
        for (byte mark : marks) {
            if (mark == FINAL) {
                foreign++;
            }
        }
        return foreign;
    }

    /** @return whether each accepted message has its final receipt; those of ids that were never given to this run do not count */
    boolean isSettled() {
        return settled == accepted;
    }

    long acceptedCount() {
        return accepted;
    }

    long endedCount() {
        return ended;
    }

    /** @return final receipts beyond the first of a message */
    long duplicates() {
        return duplicates;
    }

    /** @return acceptances that gave an id again */
    long repeatedIds() {
        return repeatedIds;
    }

    private int slot(long key) {
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        if (keys[slot] == 0) {
            if (size == sizeMax) {
                throw new IllegalStateException("more than " + sizeMax + " messages");
            }
            size++;
            keys[slot] = key;
        }
        return slot;
    }

    private static long hash(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0x9e3779b97f4a7c15L;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }
}
