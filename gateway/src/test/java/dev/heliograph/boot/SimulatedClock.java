package dev.heliograph.boot;

import java.util.function.LongSupplier;

/** The node's own wall clock over a simulated machine's. */
public final class SimulatedClock {
    private SimulatedClock() {}

    /**
     * @param systemMillis what the machine's clock shows, which may jump
     * @param nanos monotonic
     * @return what a process that starts now goes by
     */
    public static LongSupplier over(LongSupplier systemMillis, LongSupplier nanos) {
        return new NodeClock(systemMillis, nanos, () -> 0);
    }
}
