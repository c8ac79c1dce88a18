package dev.heliograph.store;

import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Recorder;

/** What the store counts of itself, for metrics. Any thread reads. */
public final class StoreCounts {
    private static final long SYNC_NANOS_MAX = 60_000_000_000L;

    private final LongAdder batches = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder octets = new LongAdder();
    private final LongAdder commands = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder refusedFull = new LongAdder();
    private final LongAdder parked = new LongAdder();
    private final LongAdder damagedRecords = new LongAdder();
    private final LongAdder parkedEvicted = new LongAdder();
    private final LongAdder overtaken = new LongAdder();
    private final LongAdder readFailures = new LongAdder();
    private final LongAdder failedCalls = new LongAdder();
    private final Recorder syncNanos = new Recorder(SYNC_NANOS_MAX, 2);

    void written(int count, int size, long nanos) {
        batches.increment();
        records.add(count);
        octets.add(size);
        syncNanos.recordValue(Math.min(nanos, SYNC_NANOS_MAX));
    }

    /** @return batches written and synced */
    public LongAdder batches() {
        return batches;
    }

    /** @return records written, over all tables */
    public LongAdder records() {
        return records;
    }

    /** @return octets written to the log */
    public LongAdder octets() {
        return octets;
    }

    /** @return commands applied */
    public LongAdder commands() {
        return commands;
    }

    public LongAdder accepted() {
        return accepted;
    }

    /** @return acceptances that were the same as an earlier one, or in conflict with it */
    public LongAdder duplicates() {
        return duplicates;
    }

    /** @return acceptances refused because the disk is nearly full */
    public LongAdder refusedFull() {
        return refusedFull;
    }

    /** @return receipts that were parked */
    public LongAdder parked() {
        return parked;
    }

    /** @return records that are not what was written; each is counted once and logged with its key */
    public LongAdder damagedRecords() {
        return damagedRecords;
    }

    /** @return parked receipts that were dropped, the oldest first, because a million were parked */
    public LongAdder parkedEvicted() {
        return parkedEvicted;
    }

    /** @return changes of messages that had ended before; they have no effect */
    public LongAdder overtaken() {
        return overtaken;
    }

    /** @return reads that the disk could not do; each is tried again */
    public LongAdder readFailures() {
        return readFailures;
    }

    /** @return answers and listeners that threw; each is logged */
    public LongAdder failedCalls() {
        return failedCalls;
    }

    /** @return nanoseconds that a batch took to write and sync */
    public Recorder syncNanos() {
        return syncNanos;
    }
}
