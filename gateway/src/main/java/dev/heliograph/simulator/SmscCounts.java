package dev.heliograph.simulator;

import java.util.concurrent.atomic.LongAdder;

/** What a stand-in message centre has done since it began; read from any thread. */
public final class SmscCounts {
    /** submit_sm and data_sm that came. */
    public final LongAdder received = new LongAdder();

    /** Taken: they have an id and will be delivered, whether their sender was told or not. */
    public final LongAdder taken = new LongAdder();

    /** Answered ESME_RTHROTTLED. */
    public final LongAdder throttled = new LongAdder();

    /** Answered ESME_RMSGQFUL. */
    public final LongAdder queueFull = new LongAdder();

    /** Refused with another status. */
    public final LongAdder refused = new LongAdder();

    /** Never answered. */
    public final LongAdder silent = new LongAdder();

    /** Sessions cut on purpose. */
    public final LongAdder cut = new LongAdder();

    /** Receipts that came into being, duplicates and intermediate ones included. */
    public final LongAdder receipts = new LongAdder();

    /** Receipts acknowledged. */
    public final LongAdder receiptsDelivered = new LongAdder();

    /** Receipts and messages that the client refused for good, or that could not be encoded. */
    public final LongAdder undeliverable = new LongAdder();

    /** Receipts and messages sent again. */
    public final LongAdder redelivered = new LongAdder();

    /** Messages from people acknowledged. */
    public final LongAdder inboundDelivered = new LongAdder();

    /** Sessions bound. */
    public final LongAdder binds = new LongAdder();

    private volatile int pending;

    SmscCounts() {}

    void pending(int now) {
        pending = now;
    }

    /** @return receipts and messages that wait for their time, for a session or for their answer */
    public int pending() {
        return pending;
    }
}
