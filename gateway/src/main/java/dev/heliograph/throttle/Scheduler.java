package dev.heliograph.throttle;

/** Runs a task later on the owner's event loop; a manual clock in tests. */
@FunctionalInterface
public interface Scheduler {
    /** @param delayNanos 0 or more; rounded up by as much as the loop's timers are coarse */
    void after(long delayNanos, Runnable task);
}
