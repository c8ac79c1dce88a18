package dev.heliograph.queue;

import org.jspecify.annotations.Nullable;

/**
 * One priority of a {@link FairQueue}: the accounts that have elements stand in a ring and are visited in turn.
 *
 * <p>A visit adds the quantum to the account's deficit once and serves it as long as the deficit pays for its first element; what
 * is left is kept for the next visit, and lost when the account runs empty.
 */
final class DeficitRoundRobin<E> {
    /** Emptied flows kept for reuse; more than that many accounts running dry and wet again will allocate. */
    private static final int SPARE_MAX = 256;

    private final FairQueue.Traits<E> traits;
    private final int quantum;
    private final FlowTable<E> table = new FlowTable<>();

    private @Nullable AccountFlow<E> current;
    /** The current account has had this visit's quantum. */
    private boolean paid;

    private @Nullable AccountFlow<E> spare;
    private int spareCount;
    private int size;

    DeficitRoundRobin(FairQueue.Traits<E> traits, int quantum) {
        this.traits = traits;
        this.quantum = quantum;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean offer(E element, int accountMax) {
        Object account = traits.account(element);
        AccountFlow<E> flow = table.get(account);
        if (flow == null) {
            flow = enter(account);
        } else if (flow.size() >= accountMax) {
            return false;
        }
        flow.addLast(element);
        size++;
        return true;
    }

    @Nullable
    E peek() {
        return size == 0 ? null : visit().first();
    }

    @Nullable
    E poll() {
        if (size == 0) {
            return null;
        }
        AccountFlow<E> flow = visit();
        E element = flow.removeFirst();
        flow.deficit -= traits.cost(element);
        size--;
        if (flow.size() == 0) {
            leave(flow);
        }
        return element;
    }

    void putBack(E element) {
        Object account = traits.account(element);
        AccountFlow<E> flow = table.get(account);
        if (flow == null) {
            flow = enter(account);
        }
        flow.addFirst(element);
        flow.deficit += traits.cost(element);
        size++;
        if (current != flow && current != null) {
            flow.unlink();
            flow.linkBefore(current);
        }
        current = flow;
        paid = true;
    }

    /** Moves on until an account can pay for its first element; doing it again without a change moves nothing. */
    private AccountFlow<E> visit() {
        AccountFlow<E> flow = current;
        while (flow != null && flow.deficit < traits.cost(flow.first())) {
            if (paid) {
                flow = flow.next;
                current = flow;
                paid = false;
            } else {
                flow.deficit += quantum;
                paid = true;
            }
        }
        if (flow == null) {
            throw new IllegalStateException("elements without an account");
        }
        return flow;
    }

    /** A new account is visited last: just before the current one comes round again. */
    private AccountFlow<E> enter(Object account) {
        AccountFlow<E> flow = spare;
        if (flow == null) {
            flow = new AccountFlow<>();
        } else {
            spare = flow.next == flow ? null : flow.next;
            spareCount--;
        }
        flow.begin(account);
        if (current == null) {
            current = flow;
            paid = false;
        } else {
            flow.linkBefore(current);
        }
        table.put(flow);
        return flow;
    }

    private void leave(AccountFlow<E> flow) {
        table.remove(flow);
        if (flow == current) {
            current = flow.next == flow ? null : flow.next;
            paid = false;
        }
        flow.unlink();
        flow.end();
        if (spareCount < SPARE_MAX) {
            flow.next = spare == null ? flow : spare;
            spare = flow;
            spareCount++;
        }
    }
}
