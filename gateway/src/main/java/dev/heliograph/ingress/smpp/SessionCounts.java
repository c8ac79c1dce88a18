package dev.heliograph.ingress.smpp;

import java.util.concurrent.atomic.AtomicLong;

/** What one session has done. Written by its own loop only, so that no write has to be atomic; read by any thread. */
final class SessionCounts {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong deliverSent = new AtomicLong();
    private final AtomicLong deliverEnded = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();

    void onRequest() {
        increment(requests);
    }

    void onAnswered(boolean ok) {
        increment(answered);
        if (!ok) {
            increment(refused);
        }
    }

    void onAccepted() {
        increment(accepted);
    }

    void onDeliverSent() {
        increment(deliverSent);
    }

    void onDeliverEnded(boolean taken) {
        increment(deliverEnded);
        if (taken) {
            increment(delivered);
        }
    }

    long requests() {
        return requests.getAcquire();
    }

    int unanswered() {
        long done = answered.getAcquire();
        return (int) (requests.getAcquire() - done);
    }

    long accepted() {
        return accepted.getAcquire();
    }

    long refused() {
        return refused.getAcquire();
    }

    long delivered() {
        return delivered.getAcquire();
    }

    int delivering() {
        long done = deliverEnded.getAcquire();
        return (int) (deliverSent.getAcquire() - done);
    }

    private static void increment(AtomicLong count) {
        count.setRelease(count.getPlain() + 1);
    }
}
