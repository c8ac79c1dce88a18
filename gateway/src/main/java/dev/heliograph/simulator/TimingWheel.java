package dev.heliograph.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is due later, in slots of {@value #SLOT_MILLIS} ms: putting in and taking out cost the same however much waits, and one tick serves all. What is due in
 * one slot comes out in the order it was put in.
 *
 * @param <E> the entries, which carry their own links
 */
final class TimingWheel<E extends TimingWheel.Entry<E>> {
    static final long SLOT_MILLIS = 10;

    /** Ten minutes ahead without a second look at an entry, to the next power of two. */
    private static final int SLOTS = 1 << 16;

    /** Something that is due at an instant; in one wheel at a time. */
    abstract static class Entry<E extends Entry<E>> {
        private long dueSlot;
        private @Nullable E next;
    }

    private final @Nullable Entry<E>[] heads;
    private final @Nullable Entry<E>[] tails;
    private long slot;
    private int size;

    @SuppressWarnings("unchecked") // arrays of a generic type
    TimingWheel(long nowMillis) {
        heads = (@Nullable Entry<E>[]) new Entry<?>[SLOTS];
        tails = (@Nullable Entry<E>[]) new Entry<?>[SLOTS];
        slot = nowMillis / SLOT_MILLIS;
    }

    int size() {
        return size;
    }

    /** @param dueMillis by the clock that {@link #advance} is given; what is past is due at the next tick */
    void put(E entry, long dueMillis) {
        Entry<E> link = entry;
        link.dueSlot = Math.max(slot + 1, (dueMillis + SLOT_MILLIS - 1) / SLOT_MILLIS);
        append(entry);
        size++;
    }

    /** Takes out what is due by now. */
    void advance(long nowMillis, Consumer<E> due) {
        long to = nowMillis / SLOT_MILLIS;
        if (size == 0) {
            slot = Math.max(slot, to);
        }
        while (slot < to) {
            slot++;
            int index = (int) (slot & (SLOTS - 1));
            E entry = cast(heads[index]);
            heads[index] = null;
            tails[index] = null;
            while (entry != null) {
                Entry<E> link = entry;
                E following = link.next;
                link.next = null;
                if (link.dueSlot <= slot) {
                    size--;
                    due.accept(entry);
                } else {
                    append(entry);
                }
                entry = following;
            }
        }
    }

    private void append(E entry) {
        Entry<E> link = entry;
        int index = (int) (link.dueSlot & (SLOTS - 1));
        Entry<E> tail = tails[index];
        if (tail == null) {
            heads[index] = entry;
        } else {
            tail.next = entry;
        }
        tails[index] = entry;
    }

    @SuppressWarnings("unchecked") // every entry is an E: put takes nothing else
    private @Nullable E cast(@Nullable Entry<E> entry) {
        return (@Nullable E) entry;
    }
}
