package dev.heliograph.queue;

import org.jspecify.annotations.Nullable;

/**
 * What a lane still has to send: urgent first, accounts in turn, each account in order.
 *
 * <ul>
 *   <li>Priorities are strict, except that each lower one that has work is served at least about once in {@code shareOneIn} polls,
 *       so a flood of one-time codes delays bulk but never stops it.
 *   <li>Inside a priority, accounts share by deficit round-robin (Shreedhar and Varghese, 1995), measured in what elements cost, so
 *       an account with long messages or a long queue takes nothing from its neighbours.
 *   <li>Inside an account and priority: first in, first out.
 * </ul>
 *
 * <p>One owner thread. Every operation is constant time while elements cost at most a quantum (one turn over the accounts for
 * each further quantum); nothing is allocated once queues have grown. An account without elements leaves no trace.
 *
 * @param <E> the element; never null
 */
public final class FairQueue<E> {
    /** What the queue must know of an element; each answer must stay the same while the element is queued. */
    public interface Traits<E> {
        /** 0 (first) to {@code priorities - 1}. */
        int priority(E element);

        /** Whose it is: a key with equals and hashCode. */
        Object account(E element);

        /** What serving it takes, in permits (segments), at least 1. */
        int cost(E element);
    }

    /**
     * @param priorities levels, at least 1
     * @param capacityMax elements in all, at least 1
     * @param accountMax elements of one account in one priority, at least 1: one client's flood must not fill the queue for all
     * @param quantum permits an account may spend in its turn, at least 1; the usual cost of an element or more
     * @param shareOneIn a waiting lower priority is served once in so many polls, at least 2
     */
    public record Limits(int priorities, int capacityMax, int accountMax, int quantum, int shareOneIn) {
        public Limits {
            atLeast(1, priorities, "priorities");
            atLeast(1, capacityMax, "capacityMax");
            atLeast(1, accountMax, "accountMax");
            atLeast(1, quantum, "quantum");
            atLeast(2, shareOneIn, "shareOneIn");
        }

        private static void atLeast(int min, int value, String name) {
            if (value < min) {
                throw new IllegalArgumentException(name + " is " + value + ", must be at least " + min);
            }
        }
    }

    private final Traits<E> traits;
    private final Limits limits;
    private final DeficitRoundRobin<E>[] levels;
    /** Polls that went to a higher priority while this one waited. */
    private final int[] passedOver;

    private int size;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public FairQueue(Traits<E> traits, Limits limits) {
        this.traits = traits;
        this.limits = limits;
        this.levels = new DeficitRoundRobin[limits.priorities()];
        this.passedOver = new int[limits.priorities()];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = new DeficitRoundRobin<>(traits, limits.quantum());
        }
    }

    /** @return false when the queue or the account's part of it is full; the element was not taken */
    public boolean offer(E element) {
        if (size >= limits.capacityMax() || !levels[traits.priority(element)].offer(element, limits.accountMax())) {
            return false;
        }
        size++;
        return true;
    }

    /** The element {@link #poll} would take now; a later offer of higher priority changes the answer. */
    public @Nullable E peek() {
        return size == 0 ? null : levels[nextLevel()].peek();
    }

    /** Takes the next element, or null when empty. */
    public @Nullable E poll() {
        if (size == 0) {
            return null;
        }
        int level = nextLevel();
        passedOver[level] = 0;
        for (int lower = level + 1; lower < levels.length; lower++) {
            if (!levels[lower].isEmpty()) {
                passedOver[lower]++;
            }
        }
        size--;
        return levels[level].poll();
    }

    /**
     * Puts an element back that was polled and could not be sent: it will be its priority's next, and its account is charged
     * nothing for having been served. Of several, the one polled last goes back first. Never refused: the bounds may be
     * exceeded by what the caller had taken out.
     */
    public void putBack(E element) {
        levels[traits.priority(element)].putBack(element);
        size++;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Elements of one priority. */
    public int size(int priority) {
        return levels[priority].size();
    }

    private int nextLevel() {
        int first = -1;
        for (int level = 0; level < levels.length; level++) {
            if (levels[level].isEmpty()) {
                passedOver[level] = 0;
            } else if (first < 0) {
                first = level;
            } else if (passedOver[level] >= limits.shareOneIn() - 1) {
                return level;
            }
        }
        return first;
    }
}
