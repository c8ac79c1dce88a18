package dev.heliograph.egress;

import dev.heliograph.message.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The tail of one account's stream: a ring that the store's writer fills and any loop reads.
 *
 * <p>A reader asks for a cursor and looks whether the slot holds that very event; if the ring has gone round since, it does not, and the reader goes to the
 * store. So neither side waits for the other.
 */
final class EventStream {
    private final int tailMax;
    private final int mask;
    /** None until there is an event: many accounts have none for long. */
    private volatile @Nullable AtomicReferenceArray<Event> tail;

    private final CopyOnWriteArrayList<StreamSubscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile long last;
    private boolean touched;

    EventStream(long last, int tailMax) {
        this.last = last;
        this.tailMax = tailMax;
        this.mask = tailMax - 1;
    }

    /**
     * On the writer.
     *
     * @return true for the first event since the last {@link #wake}
     */
    boolean append(Event event) {
        // An event that the stream was opened behind: the opening read its cursor from the store already.
        if (event.cursor() > last) {
            ring().setRelease((int) event.cursor() & mask, event);
            last = event.cursor();
        }
        boolean first = !touched;
        touched = true;
        return first;
    }

    private AtomicReferenceArray<Event> ring() {
        AtomicReferenceArray<Event> ring = tail;
        if (ring == null) {
            ring = new AtomicReferenceArray<>(tailMax);
            tail = ring;
        }
        return ring;
    }

    /** On the writer. */
    void wake() {
        touched = false;
        for (StreamSubscription subscription : subscriptions) {
            subscription.wakeIfWaiting();
        }
    }

    /** Adds events after {@code cursor} to {@code out} as long as the ring holds them; none when the ring has gone on without the reader. */
    void read(long cursor, int max, List<Event> out) {
        AtomicReferenceArray<Event> ring = tail;
        if (ring == null) {
            return;
        }
        long end = Math.min(last, cursor + max);
        for (long next = cursor + 1; next <= end; next++) {
            Event event = ring.getAcquire((int) next & mask);
            if (event == null || event.cursor() != next) {
                return;
            }
            out.add(event);
        }
    }

    long last() {
        return last;
    }

    void join(StreamSubscription subscription) {
        subscriptions.add(subscription);
    }

    void leave(StreamSubscription subscription) {
        subscriptions.remove(subscription);
    }
}
