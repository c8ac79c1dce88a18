package dev.heliograph.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpscGrowableVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Work for one event loop from any thread: bounded, lock-free, one wake-up for any number of elements.
 *
 * <h2>Protocol</h2>
 *
 * <p>Beside the queue there is one flag, {@code scheduled}: a drain is running or on its way to the owner.
 *
 * <ul>
 *   <li>A producer first puts its element in (which moves the queue's producer index by a compare-and-set), then reads the
 *       flag. Set: done, somebody will come. Clear: it sets the flag by compare-and-set, and only the winner hands a drain to
 *       the owner.
 *   <li>The drain takes up to {@code batchMax} elements. If it stopped because of that bound, the flag stays set and it hands
 *       itself to the owner again, behind whatever else waits there.
 *   <li>If it found nothing more it clears the flag, <em>then</em> compares the queue's indices. Something there: it competes
 *       for the flag like a producer.
 * </ul>
 *
 * <p>No wake-up is lost: the index and the flag are volatile, so either the producer's read of the flag comes after it was
 * cleared, and the producer schedules; or before, and then its index lies before the consumer's comparison, and the consumer
 * schedules. None is doubled: each passes through the flag going from clear to set. The comparison must be of indices, not a
 * poll: an element may still be invisible behind its index, and then the drain comes back later rather than spin on the loop.
 *
 * @param <E> the element; never null
 */
public final class BoundedInbox<E> {
    private static final VarHandle SCHEDULED;

    static {
        try {
            SCHEDULED = MethodHandles.lookup().findVarHandle(BoundedInbox.class, "scheduled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A larger one begins with room for so many, and grows: thousands stand empty most of the time. */
    private static final int ROOM_FIRST = 128;

    private final MessagePassingQueue<E> queue;
    /** The same queue, if it is small. */
    private final @Nullable MpscVarHandleArrayQueue<E> small;

    private final int capacity;
    private final int batchMax;
    private final Executor owner;
    private final Consumer<? super E> handler;
    private final Runnable batchEnd;
    private final Runnable drain;

    @SuppressWarnings("FieldMayBeFinal") // changed through SCHEDULED
    private volatile boolean scheduled;

    /**
     * @param capacity elements, at least 1; above 256 there is room for the next power of two
     * @param batchMax elements a drain may take before it lets the loop do other work, at least 1
     * @param owner runs a task on the owner's event loop, later and never twice at once
     * @param handler called on the owner for each element, in the order each producer offered them
     * @param batchEnd called on the owner after each run of elements: the place to flush
     */
    public BoundedInbox(int capacity, int batchMax, Executor owner, Consumer<? super E> handler, Runnable batchEnd) {
        if (capacity < 1 || batchMax < 1) {
            throw new IllegalArgumentException("capacity " + capacity + ", batchMax " + batchMax + ": both at least 1");
        }
        this.small = capacity <= 2 * ROOM_FIRST ? new MpscVarHandleArrayQueue<>(Math.max(2, capacity)) : null;
        this.queue = small == null ? new MpscGrowableVarHandleArrayQueue<>(ROOM_FIRST, capacity) : small;
        this.capacity = capacity;
        this.batchMax = batchMax;
        this.owner = owner;
        this.handler = handler;
        this.batchEnd = batchEnd;
        this.drain = this::drain;
    }

    /** As above, with nothing to do at the end of a batch. */
    public BoundedInbox(int capacity, int batchMax, Executor owner, Consumer<? super E> handler) {
        this(capacity, batchMax, owner, handler, () -> {});
    }

    /**
     * Any thread.
     *
     * @return false when full; the element was not taken
     */
    public boolean offer(E element) {
        boolean taken = small == null ? queue.offer(element) : small.offerIfBelowThreshold(element, capacity);
        if (taken) {
            wake();
        }
        return taken;
    }

    /** Elements waiting now; from another thread than the owner's an estimate. */
    public int size() {
        return queue.size();
    }

    public int capacity() {
        return capacity;
    }

    private void wake() {
        if (!scheduled && SCHEDULED.compareAndSet(this, false, true)) {
            handOver();
        }
    }

    private void handOver() {
        try {
            owner.execute(drain);
        } catch (RuntimeException e) {
            scheduled = false;
            throw e;
        }
    }

    private void drain() {
        boolean more = true;
        try {
            int taken = 0;
            for (E element; taken < batchMax && (element = queue.relaxedPoll()) != null; taken++) {
                handler.accept(element);
            }
            more = taken == batchMax;
            if (taken > 0) {
                batchEnd.run();
            }
        } finally {
            // Also after an exception, which is the owner's to report: the elements behind the one that threw must
            // flow.
            rest(more);
        }
    }

    private void rest(boolean more) {
        if (more) {
            handOver();
            return;
        }
        scheduled = false;
        if (!queue.isEmpty()) {
            wake();
        }
    }
}
