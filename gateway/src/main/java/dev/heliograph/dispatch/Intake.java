package dev.heliograph.dispatch;

import dev.heliograph.queue.BoundedInbox;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What comes into a lane: handed over by the store's writer while there is room, else page by page out of the backlog; and the count of what the lane holds.
 *
 * <p>Everything but {@link #offer} runs on the lane's loop.
 */
final class Intake implements Refill.Taker {
    /** An average over about so many. */
    private static final int OCTETS_USUAL_OF = 16;

    private final String channel;
    private final Sending sending;
    private final LaneCounts counts;
    private final int heldMax;
    private final long heldOctetsMax;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicLong heldOctets = new AtomicLong();
    /** Of what came lately, for how much room there is for what lies in the store. */
    private long octetsUsual = LaneOptions.HELD_OCTETS_EACH;

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
        this.channel = channel;
        this.sending = sending;
        this.counts = counts;
        this.heldMax = options.heldMax();
        this.heldOctetsMax = options.heldOctetsMax();
        this.refill = new Refill(channel, store, loop, clock.scheduler(), options.pageMax(), this);
        this.inbox = new BoundedInbox<>(heldMax, Sending.TURN_MAX, loop, refill::handedOver, sending::pump);
    }

    /** @see Lane#offer */
    boolean offer(Queued queued) {
        if (held.get() < heldMax && heldOctets.get() < heldOctetsMax && inbox.offer(queued)) {
            held.incrementAndGet();
            heldOctets.addAndGet(Pending.octetsOf(queued.message()));
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
                heldOctets.addAndGet(-Pending.octetsOf(queued.message()));
            }
            return;
        }
        Pending pending = new Pending(queued, channel);
        if (!counted) {
            held.incrementAndGet();
            heldOctets.addAndGet(pending.octets);
        }
        octetsUsual += (pending.octets - octetsUsual) / OCTETS_USUAL_OF;
        heldIds.add(queued.message().id());
        sending.add(pending);
    }

    @Override
    public void refilled() {
        sending.pump();
    }

    /** Reads on in the backlog. In-memory traffic alone keeps the lane busy until it is half empty; then there is room for what lies in the store. */
    void readOn() {
        long octets = heldOctets.get();
        if (held.get() <= heldMax / 2 && octets <= heldOctetsMax / 2) {
            long room = Math.min(heldMax - held.get(), (heldOctetsMax - octets) / Math.max(1, octetsUsual));
            refill.readInto((int) Math.max(1, room));
        }
    }

    /** The lane forgets a message. */
    void letGo(Pending pending) {
        held.decrementAndGet();
        heldOctets.addAndGet(-pending.octets);
        heldIds.remove(pending.message.id());
    }

    /** @return whether a copy of a message that has left the backlog for good may be here, or on its way here */
    boolean mayHold(long id) {
        return heldIds.contains(id) || inbox.size() > 0 || refill.isReading();
    }

    boolean holds(long id) {
        return heldIds.contains(id);
    }

    /** Any thread. */
    long heldOctets() {
        return heldOctets.get();
    }

    int held() {
        return held.get();
    }

    /** Any thread. Of what lies in the store nothing is known here; it is not waited for. */
    boolean isSpilled() {
        return refill.isSpilled();
    }
}
