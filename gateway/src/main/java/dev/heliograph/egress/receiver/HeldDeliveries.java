package dev.heliograph.egress.receiver;

import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The deliveries that a pump holds and no line has: {@code ready} to be sent, oldest event first, and {@code delayed} until their time. Owned by the pump's loop. */
final class HeldDeliveries {
    private final ReceiverOptions options;
    private final PriorityQueue<Delivery> ready =
            new PriorityQueue<>(Comparator.comparingLong(delivery -> delivery.event.cursor()));
    private final PriorityQueue<Delivery> delayed =
            new PriorityQueue<>((one, other) -> Long.signum(one.dueNanos - other.dueNanos));

    HeldDeliveries(ReceiverOptions options) {
        this.options = options;
    }

    int size() {
        return ready.size() + delayed.size();
    }

    /** @return how many could be sent now */
    int ready() {
        return ready.size();
    }

    /** @return the next to send, which stays; null when none is ready */
    @Nullable
    Delivery first() {
        return ready.peek();
    }

    /** Takes {@link #first} away. */
    void removeFirst() {
        ready.remove();
    }

    void add(Delivery delivery) {
        ready.add(delivery);
    }

    /** Holds a delivery back, longer each time. */
    void delay(Delivery delivery, long nowNanos) {
        long pauseMillis = Math.min(options.retryMillisMax(), options.retryMillis() << Math.min(delivery.tries, 20));
        delivery.tries++;
        delivery.dueNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(pauseMillis);
        delayed.add(delivery);
    }

    /** Makes ready what was delayed until now. */
    void wake(long nowNanos) {
        for (Delivery next = delayed.peek(); next != null && next.dueNanos - nowNanos <= 0; next = delayed.peek()) {
            ready.add(delayed.remove());
        }
    }

    /** @return nanoseconds until a delayed one is due, {@link Long#MAX_VALUE} when there is none */
    long nextDelayNanos(long nowNanos) {
        Delivery next = delayed.peek();
        return next == null ? Long.MAX_VALUE : Math.max(0, next.dueNanos - nowNanos);
    }

    /** Takes out all that go to a destination. */
    void removeAllTo(String destination, Consumer<Delivery> removed) {
        removeAllTo(ready, destination, removed);
        removeAllTo(delayed, destination, removed);
    }

    private static void removeAllTo(Iterable<Delivery> held, String destination, Consumer<Delivery> removed) {
        for (Iterator<Delivery> all = held.iterator(); all.hasNext(); ) {
            Delivery delivery = all.next();
            if (delivery.destination.equals(destination)) {
                all.remove();
                removed.accept(delivery);
            }
        }
    }
}
