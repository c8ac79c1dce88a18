package dev.heliograph.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The elements of one account in one priority, a deque in an array, and its place in the ring of accounts. */
final class AccountFlow<E> {
    private static final int LENGTH_INITIAL = 8;
    /** An array longer than this is not kept for the next account. */
    private static final int LENGTH_KEPT = 128;

    /** Stands for "nobody's" while the flow is spare. */
    private static final Object NOBODY = new Object();

    Object account = NOBODY;
    int hash;
    /** Permits this account may still spend in its visit. */
    int deficit;

    AccountFlow<E> next = this;
    AccountFlow<E> previous = this;

    private @Nullable Object[] elements = new Object[LENGTH_INITIAL];
    private int head;
    private int size;

    void begin(Object account) {
        this.account = account;
        this.hash = FlowTable.spread(account.hashCode());
        this.deficit = 0;
        this.next = this;
        this.previous = this;
    }

    void end() {
        account = NOBODY;
        head = 0;
        if (elements.length > LENGTH_KEPT) {
            elements = new Object[LENGTH_INITIAL];
        }
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    E first() {
        return (E) elements[head];
    }

    E removeFirst() {
        E element = first();
        elements[head] = null;
        head = (head + 1) & (elements.length - 1);
        size--;
        return element;
    }

    void addLast(E element) {
        makeRoom();
        elements[(head + size) & (elements.length - 1)] = element;
        size++;
    }

    void addFirst(E element) {
        makeRoom();
        head = (head - 1) & (elements.length - 1);
        elements[head] = element;
        size++;
    }

    void linkBefore(AccountFlow<E> other) {
        next = other;
        previous = other.previous;
        previous.next = this;
        other.previous = this;
    }

    void unlink() {
        previous.next = next;
        next.previous = previous;
        next = this;
        previous = this;
    }

    private void makeRoom() {
        int length = elements.length;
        if (size == length) {
            Object[] longer = Arrays.copyOfRange(elements, head, head + 2 * length);
            System.arraycopy(elements, 0, longer, length - head, head);
            elements = longer;
            head = 0;
        }
    }
}
