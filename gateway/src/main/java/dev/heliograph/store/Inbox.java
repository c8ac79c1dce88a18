package dev.heliograph.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.varhandle.MpscBlockingConsumerVarHandleArrayQueue;
import org.jctools.queues.varhandle.MpscVarHandleArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The commands on their way to the writer: bounded, lock-free, from any thread to one. Acceptances have a queue of their own and stand behind the rest: what is on its
 * way out must not wait behind what wants to come in, or an overloaded node would take in ever more and send ever less. So that acceptances are never starved either,
 * every eighth command is one if there is any.
 *
 * <p>The writer parks on the queue of the rest when there is nothing to do; JCTools' queue carries the parked state in its producer index, so that a producer cannot
 * miss it. An acceptance that finds the writer parked puts a command that does nothing there.
 */
final class Inbox {
    /** One command in so many is an acceptance, if there is one. */
    private static final int ACCEPTANCE_ONE_IN = 8;

    /**
     * Acceptances taken into one batch: a few milliseconds of work. Answers of providers wait for the batch before theirs, and hold a place in their channel's window
     * meanwhile.
     */
    static final int ACCEPTANCES_A_BATCH_MAX = 512;

    private static final Command WAKE = new Note(null, to -> {}, () -> {});

    private final MpscBlockingConsumerVarHandleArrayQueue<Command> rest;
    private final MpscVarHandleArrayQueue<Command> acceptances;
    private final AtomicBoolean parked = new AtomicBoolean();
    private final int acceptQueueMax;
    private final int commandsMax;
    private int turn;
    private int acceptancesLeft = ACCEPTANCES_A_BATCH_MAX;

    /** @param commandsMax room for commands other than acceptances, a power of two */
    Inbox(int acceptQueueMax, int commandsMax) {
        this.commandsMax = commandsMax;
        this.rest = new MpscBlockingConsumerVarHandleArrayQueue<>(commandsMax);
        this.acceptQueueMax = Math.min(acceptQueueMax, commandsMax / 2);
        this.acceptances = new MpscVarHandleArrayQueue<>(Math.max(2, this.acceptQueueMax));
    }

    /** @return false when there is no room for more acceptances */
    boolean offer(Command acceptance) {
        boolean taken = acceptances.offerIfBelowThreshold(acceptance, acceptQueueMax);
        if (parked.get() && parked.compareAndSet(true, false)) {
            put(WAKE);
        }
        return taken;
    }

    /** @throws IllegalStateException when somebody gives commands without waiting for answers */
    void put(Command command) {
        if (!rest.offer(command)) {
            throw new IllegalStateException(commandsMax + " commands wait for the store's writer");
        }
    }

    /** Writer only: a batch begins. */
    void beginBatch() {
        acceptancesLeft = ACCEPTANCES_A_BATCH_MAX;
    }

    /**
     * Writer only.
     *
     * @return null when there is nothing more, or nothing more for this batch
     */
    @Nullable
    Command poll() {
        boolean acceptanceFirst = ++turn % ACCEPTANCE_ONE_IN == 0;
        Command next = acceptanceFirst ? acceptance() : rest.poll();
        if (next == null) {
            next = acceptanceFirst ? rest.poll() : acceptance();
        }
        return next;
    }

    private @Nullable Command acceptance() {
        Command next = acceptancesLeft == 0 ? null : acceptances.poll();
        if (next != null) {
            acceptancesLeft--;
        }
        return next;
    }

    /** Writer only: forgets everything. */
    void clear() {
        acceptances.clear();
        rest.clear();
    }

    /** Writer only: waits for a command, at most {@code nanos}. */
    @Nullable
    Command await(long nanos) {
        parked.set(true);
        try {
            // Looked for once more: an acceptance that came before the line above woke nobody.
            return acceptances.isEmpty() ? rest.poll(nanos, TimeUnit.NANOSECONDS) : null;
        } catch (InterruptedException e) {
            return null; // nobody has reason to interrupt the writer; it looks at its state and waits again
        } finally {
            parked.set(false);
        }
    }

    int size() {
        return rest.size() + acceptances.size();
    }

    boolean isEmpty() {
        return rest.isEmpty() && acceptances.isEmpty();
    }
}
