package dev.heliograph.reach;

import java.util.concurrent.atomic.LongAdder;

/** Any thread may read. */
public final class ReachCounts {
    /** Things seen that were news. */
    public final LongAdder learned = new LongAdder();

    /** Things seen that were not looked at, because too much waited. */
    public final LongAdder missed = new LongAdder();

    /** Recipients read from disk. */
    public final LongAdder read = new LongAdder();

    /** Recipients written. */
    public final LongAdder written = new LongAdder();

    /** Recipients put out of memory. */
    public final LongAdder evicted = new LongAdder();
}
