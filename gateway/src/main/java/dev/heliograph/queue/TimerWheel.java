package dev.heliograph.queue;

import java.util.function.Consumer;

/** Skeleton. */
@SuppressWarnings("DoNotCallSuggester")
public final class TimerWheel<E> {
    /** No timer: what {@link #schedule} returns when full. */
    public static final long NONE = 0;

    public TimerWheel(long tickNanos, int capacity, long nowNanos) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Returns a handle for {@link #cancel}, or {@link #NONE} when full. */
    public long schedule(E element, long deadlineNanos) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** False if it has fired or was cancelled. */
    public boolean cancel(long timer) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Fires what is due, doing at most {@code workMax} steps; returns the number fired. */
    public int advance(long nowNanos, int workMax, Consumer<? super E> expired) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Nanoseconds until {@link #advance} may have something to do, {@link Long#MAX_VALUE} when empty. */
    public long nextDelayNanos(long nowNanos) {
        throw new UnsupportedOperationException("not built yet");
    }

    public int size() {
        throw new UnsupportedOperationException("not built yet");
    }
}
