package dev.heliograph.dispatch;

import dev.heliograph.queue.BoundedInbox;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What comes into a lane: handed over by the store's writer while there is room, else page by page out of the backlog; and the count of what the lane holds.
 *
 * <p>Everything but {@link #offer} runs on the lane's loop.
 */
final class Intake implements Refill.Taker {
    private final Sending sending;
    private final LaneCounts counts;
    private final int heldMax;
    private final AtomicInteger held = new AtomicInteger();
    private final BoundedInbox<Queued> inbox;
    private final Refill refill;
    private final Set<Long> heldIds = new HashSet<>();

    Intake(
            String channel,
            Store store,
            Executor loop,
            LaneClock clock,
            LaneOptions options,
            LaneCounts counts,
            Sending sending) {
        this.sending = sending;
        this.counts = counts;
        this.heldMax = options.heldMax();
        this.refill = new Refill(channel, store, loop, clock.scheduler(), options.pageMax(), this);
        this.inbox = new BoundedInbox<>(heldMax, Sending.TURN_MAX, loop, refill::handedOver, sending::pump);
    }

    /** @see Lane#offer */
    boolean offer(Queued queued) {
        if (held.get() < heldMax && inbox.offer(queued)) {
            held.incrementAndGet();
            return true;
        }
        counts.spilled.increment();
        refill.spilled(queued.message().priority());
        return false;
    }

    @Override
    public void take(Queued queued, boolean known, boolean counted) {
        if (known) {
            if (counted) {
                held.decrementAndGet();
            }
            return;
        }
        if (!counted) {
            held.incrementAndGet();
        }
        heldIds.add(queued.message().id());
        sending.add(new Pending(queued));
    }

    @Override
    public void refilled() {
        sending.pump();
    }

    /** Reads on in the backlog. In-memory traffic alone keeps the lane busy until it is half empty; then there is room for what lies in the store. */
    void readOn() {
        if (held.get() <= heldMax / 2) {
            refill.readInto(heldMax - held.get());
        }
    }

    /** The lane forgets a message. */
    void letGo(Pending pending) {
        held.decrementAndGet();
        heldIds.remove(pending.message.id());
    }

    boolean holds(long id) {
        return heldIds.contains(id);
    }

    int held() {
        return held.get();
    }
}
