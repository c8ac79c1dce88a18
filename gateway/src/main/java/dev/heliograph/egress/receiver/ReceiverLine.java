package dev.heliograph.egress.receiver;

import java.util.List;

/** A session bound as receiver or transceiver, as the pump sees it. Every method may be called on any thread. */
public interface ReceiverLine {
    /** @return the SMPP version in use, which decides what a deliver_sm may carry */
    int version();

    /** @return deliver_sm that may be unanswered at once, at least 1 */
    int windowMax();

    /**
     * Hands deliveries over to the session's own event loop, which sends them in this order. Each one is told how it ended, once:
     * {@link Delivery#onResponse}, {@link Delivery#onUnanswered} or {@link Delivery#onNotSent}.
     */
    void send(List<Delivery> batch);
}
