package dev.heliograph.conversation.exchange;

import java.util.concurrent.atomic.LongAdder;

/** What the exchange of what is known of people has done, for the metrics. Any thread may read. */
public final class PeopleCounts {
    /** Notes written to the other nodes. */
    public final LongAdder written = new LongAdder();

    /** Notes read, our own among them. */
    public final LongAdder read = new LongAdder();

    /** Notes that could not be understood. */
    public final LongAdder malformed = new LongAdder();

    /** Times that Redis did not answer, or not in time, or had lost what was not read. */
    public final LongAdder failures = new LongAdder();

    /** Pages of opt-outs that the disk of a node could not tell. */
    public final LongAdder unreadPages = new LongAdder();

    /** Opt-outs taken back elsewhere that could not be taken here and for which there was no room to try again. */
    public final LongAdder dropped = new LongAdder();

    private volatile boolean open;
    private volatile int aside;

    PeopleCounts() {}

    void open(boolean now) {
        open = now;
    }

    /** @return whether the other nodes can be reached */
    public boolean isOpen() {
        return open;
    }

    void aside(int now) {
        aside = now;
    }

    /** @return opt-outs taken back elsewhere that are tried again, because the disk cannot tell what is known here */
    public int aside() {
        return aside;
    }
}
