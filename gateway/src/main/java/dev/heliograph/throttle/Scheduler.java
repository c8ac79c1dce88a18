package dev.heliograph.throttle;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** Runs a task later on the owner's event loop; a manual clock in tests. */
@FunctionalInterface
public interface Scheduler {
    /** @param delayNanos 0 or more; rounded up by as much as the loop's timers are coarse */
    void after(long delayNanos, Runnable task);

    /** @return timers of the event loop that calls; Vert.x counts them in whole milliseconds, and none is shorter than one */
    static Scheduler of(Vertx vertx) {
        return (nanos, task) ->
                vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos + 999_999)), fired -> task.run());
    }
}
