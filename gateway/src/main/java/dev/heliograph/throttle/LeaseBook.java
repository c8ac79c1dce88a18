package dev.heliograph.throttle;

/**
 * The permits a node has been leased: some usable now, some that fall due evenly until an instant. Pure state; times are
 * monotonic nanoseconds.
 */
final class LeaseBook {
    /** What {@link #take} answers when waiting for what is promised would not do. */
    static final long NEVER = Long.MAX_VALUE;

    private long ready;
    private long promised;
    /** Promised permits fall due one by one, the first a step after {@code from}, the last at {@code until}. */
    private long from;

    private long until;
    private double stepNanos;

    /** The fewest permits in the book since the last {@link #sweep}: nobody needed those. */
    private long lowest;

    long holding() {
        return ready + promised;
    }

    /** Nanoseconds until the last promised permit is due, 0 or less when all are. */
    long dueInNanos(long now) {
        return promised == 0 ? 0 : until - now;
    }

    /** Adds a lease. It follows on the promises already there: the server made them in this order. */
    void add(LeaseGrant grant, long now) {
        ready += grant.ready();
        if (grant.promised() > 0) {
            if (promised == 0) {
                from = now + grant.fromMicros() * 1_000;
                until = from;
            }
            promised += grant.promised();
            until = Math.max(until - now, grant.untilMicros() * 1_000) + now;
            stepNanos = (until - from) / (double) promised;
        }
    }

    /**
     * Takes permits, all or none.
     *
     * @return 0 when taken, the nanoseconds until enough will be due, or {@link #NEVER}
     */
    long take(long permits, long now) {
        mature(now);
        if (permits <= ready) {
            ready -= permits;
            lowest = Math.min(lowest, holding());
            return 0;
        }
        long missing = permits - ready;
        return missing > promised ? NEVER : Math.max(1, dueAt(missing) - now);
    }

    void giveBack(long permits) {
        ready += permits;
    }

    /**
     * Ends a period of observation.
     *
     * @return permits removed: those nobody needed throughout the period, less {@code keep}
     */
    long sweep(long keep) {
        long surplus = Math.max(0, Math.min(lowest, holding()) - keep);
        long fromPromised = Math.min(surplus, promised);
        promised -= fromPromised;
        until = dueAt(promised);
        ready -= surplus - fromPromised;
        lowest = holding();
        return surplus;
    }

    /** Removes everything that is not due yet. */
    long dropPromised() {
        long dropped = promised;
        promised = 0;
        return dropped;
    }

    private long dueAt(long count) {
        return from + (long) Math.ceil(count * stepNanos);
    }

    private void mature(long now) {
        if (promised == 0 || now - from < stepNanos) {
            return;
        }
        long due = now - until >= 0 ? promised : Math.min(promised, (long) ((now - from) / stepNanos));
        from = dueAt(due);
        promised -= due;
        ready += due;
    }
}
