package dev.heliograph.receipt.exchange;

import java.util.concurrent.atomic.LongAdder;

/** What the exchange of receipts has done, for the metrics. What became of the receipts is counted at their accounts. Any thread may read. */
public final class ExchangeCounts {
    /** Notes written to the other nodes. */
    public final LongAdder written = new LongAdder();

    /** Notes read, our own among them. */
    public final LongAdder read = new LongAdder();

    /** Notes that could not be understood. */
    public final LongAdder malformed = new LongAdder();

    /** Times that Redis did not answer, or not in time. */
    public final LongAdder failures = new LongAdder();

    private volatile boolean open;

    void open(boolean now) {
        open = now;
    }

    /** @return whether the other nodes can be reached; if not, receipts wait on this one */
    public boolean isOpen() {
        return open;
    }

    ExchangeCounts() {}
}
