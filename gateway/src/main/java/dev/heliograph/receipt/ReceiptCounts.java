package dev.heliograph.receipt;

import java.util.concurrent.atomic.LongAdder;

/** What a correlator has seen, for the metrics. */
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

    /** Parked receipts whose message was found after all. */
    public final LongAdder matchedLater = new LongAdder();

    /** Parked receipts that nobody claimed within 72 hours. */
    public final LongAdder orphans = new LongAdder();

    private volatile int parkedNow;

    void parkedNow(int size) {
        parkedNow = size;
    }

    /** @return parked receipts waiting now */
    public int parkedNow() {
        return parkedNow;
    }
}
