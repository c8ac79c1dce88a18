package dev.heliograph.egress.webhook;

import dev.heliograph.message.Event;

/** An event on its way to an endpoint. Owned by the pump's loop. */
final class Posting {
    final Event event;

    /** Sendings that count: those that the endpoint refused while it took others. */
    int tries;

    long dueNanos;

    /** Whether it is in the endpoint's list of events set aside, which is stored, or about to be. */
    boolean aside;

    Posting(Event event) {
        this.event = event;
    }

    long cursor() {
        return event.cursor();
    }
}
