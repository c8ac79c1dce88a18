package dev.heliograph.store;

import java.util.concurrent.TimeUnit;
import org.jctools.queues.varhandle.MpscBlockingConsumerVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The commands on their way to the writer: bounded, lock-free, from any thread to one. The writer parks on it when there is nothing to do; JCTools' queue carries
 * the parked state in its producer index, so that a producer cannot miss it.
 */
final class Inbox {
    /**
     * Commands of all kinds. Far above what the windows of all lanes and sessions can have under way: the room above {@link StoreOptions#acceptQueueMax} is for
     * those that must never be refused.
     */
    static final int CAPACITY = 1 << 20;

    private final MpscBlockingConsumerVarHandleArrayQueue<Command> queue =
            new MpscBlockingConsumerVarHandleArrayQueue<>(CAPACITY);
    private final int acceptQueueMax;

    Inbox(int acceptQueueMax) {
        this.acceptQueueMax = Math.min(acceptQueueMax, CAPACITY / 2);
    }

    /** @return false when there is no room for more acceptances */
    boolean offer(Command acceptance) {
        return queue.offerIfBelowThreshold(acceptance, acceptQueueMax);
    }

    /** @throws IllegalStateException when somebody gives commands without waiting for answers */
    void put(Command command) {
        if (!queue.offer(command)) {
            throw new IllegalStateException(CAPACITY + " commands wait for the store's writer");
        }
    }

    /** Writer only. */
    @Nullable
    Command poll() {
        return queue.poll();
    }

    /** Writer only: waits for a command, at most {@code nanos}. */
    @Nullable
    Command await(long nanos) {
        try {
            return queue.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return null; // nobody has reason to interrupt the writer; it looks at its state and waits again
        }
    }

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }
}
