package dev.heliograph.throttle;

/**
 * One wake-up of an owner, at the earliest of the moments it has asked for since it last rang. To ask for a later one costs nothing, so the owner may ask after
 * everything it does. A moment that an earlier one has replaced rings too; the owner must not mind being woken for nothing. On the owner's loop.
 */
public final class Alarm {
    private final Scheduler scheduler;
    private final Runnable wake;
    private boolean set;
    private long dueNanos;

    /** @param wake run on the owner's loop */
    public Alarm(Scheduler scheduler, Runnable wake) {
        this.scheduler = scheduler;
        this.wake = wake;
    }

    /** @param delayNanos from {@code nowNanos}, 0 or more */
    public void ring(long nowNanos, long delayNanos) {
        long due = nowNanos + delayNanos;
        if (set && dueNanos - due <= 0) {
            return;
        }
        set = true;
        dueNanos = due;
        scheduler.after(delayNanos, () -> {
            if (dueNanos == due) {
                set = false;
            }
            wake.run();
        });
    }
}
