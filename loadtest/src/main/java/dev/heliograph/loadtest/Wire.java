package dev.heliograph.loadtest;

import dev.heliograph.message.Priority;
import io.vertx.core.Future;

/** How one flow reaches the gateway: its sessions or connections. On the flow's event loop. */
interface Wire {
    /** Opens everything. */
    Future<Void> open(Listener listener);

    /** @return false when every window is full, or nothing is open */
    boolean send(Priority priority, long plannedNanos, long now);

    int inFlight();

    /** @return sessions or connections that are open */
    int open();

    Future<Void> close();

    /** What comes back. */
    interface Listener {
        void accepted(Priority priority, String id, long plannedNanos, long writtenNanos);

        void refused(Priority priority, String status, long writtenNanos);

        void unanswered();

        /** A final receipt. */
        void ended(String id);

        /** There may be room again. */
        void room();
    }
}
