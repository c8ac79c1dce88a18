package dev.heliograph.receipt;

import java.util.concurrent.atomic.LongAdder;

/** What the correlator of a provider account has seen, for the metrics. Any thread may read. */
public final class ReceiptCounts {
    /** Receipts that came in, of any kind. */
    public final LongAdder received = new LongAdder();

    /** Messages that a receipt ended. */
    public final LongAdder finals = new LongAdder();

    /** Receipts that said what was known. */
    public final LongAdder duplicates = new LongAdder();

    /** Receipts that contradicted a final state, or came for an attempt that was given up; they changed nothing. */
    public final LongAdder late = new LongAdder();

    /** Receipts of ids that were not known when they came. */
    public final LongAdder parked = new LongAdder();

    /** Parked receipts whose message was found after all, on this node. */
    public final LongAdder matchedLater = new LongAdder();

    /** Parked receipts that were offered to the other nodes; repeated offers count again. */
    public final LongAdder offered = new LongAdder();

    /** Parked receipts that another node has taken over. */
    public final LongAdder takenElsewhere = new LongAdder();

    /** Receipts that another node had parked and that belonged to messages of this one. */
    public final LongAdder takenHere = new LongAdder();

    /** Parked receipts that nobody claimed within 72 hours. */
    public final LongAdder orphans = new LongAdder();

    /** Parked receipts that memory has no room for: they lie on disk and are looked at again after a restart only. */
    public final LongAdder evicted = new LongAdder();

    private volatile int parkedNow;
    private volatile long oldestParkedAtMillis;

    void parkedNow(int size, long oldestReceivedAtMillis) {
        parkedNow = size;
        oldestParkedAtMillis = oldestReceivedAtMillis;
    }

    /** @return parked receipts waiting now */
    public int parkedNow() {
        return parkedNow;
    }

    /** @return when the oldest that waits came in, 0 when none waits */
    public long oldestParkedAtMillis() {
        return oldestParkedAtMillis;
    }
}
