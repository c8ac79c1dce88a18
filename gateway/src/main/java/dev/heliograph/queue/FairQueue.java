package dev.heliograph.queue;

import org.jspecify.annotations.Nullable;

/** Skeleton. */
@SuppressWarnings("DoNotCallSuggester")
public final class FairQueue<E> {
    /** What the queue must know of an element; each answer must stay the same while the element is queued. */
    public interface Traits<E> {
        /** 0 (first) to {@code priorities - 1}. */
        int priority(E element);

        /** Whose it is; equal keys share one queue. */
        Object account(E element);

        /** What serving it costs, in permits (segments), at least 1. */
        int cost(E element);
    }

    /**
     * @param capacityMax elements in all
     * @param accountMax elements of one account in one priority
     */
    public record Limits(int priorities, int capacityMax, int accountMax, int quantum, int shareOneIn) {}

    public FairQueue(Traits<E> traits, Limits limits) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** False when full. */
    public boolean offer(E element) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The element {@link #poll} would take. */
    public @Nullable E peek() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Takes the next element. */
    public @Nullable E poll() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Puts an element just polled back at the head. */
    public void putBack(E element) {
        throw new UnsupportedOperationException("not built yet");
    }

    public int size() {
        throw new UnsupportedOperationException("not built yet");
    }
}
