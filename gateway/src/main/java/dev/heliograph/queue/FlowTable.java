package dev.heliograph.queue;

import org.jspecify.annotations.Nullable;

/**
 * Accounts to their flows: a hash table with linear probing that allocates nothing per entry, because accounts come and go with
 * every message when traffic is thin. Removal moves later entries of the run back (Knuth, 6.4, algorithm R), so there are no
 * tombstones to clean.
 */
final class FlowTable<E> {
    private static final int LENGTH_INITIAL = 16;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private @Nullable AccountFlow<E>[] flows = new AccountFlow[LENGTH_INITIAL];

    private int size;

    static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    @Nullable
    AccountFlow<E> get(Object account) {
        int hash = spread(account.hashCode());
        int mask = flows.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            AccountFlow<E> flow = flows[i];
            if (flow == null || (flow.hash == hash && flow.account.equals(account))) {
                return flow;
            }
        }
    }

    /** Adds a flow whose account is not in the table. */
    void put(AccountFlow<E> flow) {
        if (++size * 2 > flows.length) {
            grow();
        }
        insert(flow);
    }

    /** Removes a flow that is in the table. */
    void remove(AccountFlow<E> flow) {
        int mask = flows.length - 1;
        int hole = flow.hash & mask;
        while (flows[hole] != flow) {
            hole = (hole + 1) & mask;
        }
        int i = hole;
        while (true) {
            i = (i + 1) & mask;
            AccountFlow<E> candidate = flows[i];
            if (candidate == null) {
                break;
            }
            // It may fill the hole unless its home lies between the hole (excluded) and where it stands.
            if (((i - (candidate.hash & mask)) & mask) >= ((i - hole) & mask)) {
                flows[hole] = candidate;
                hole = i;
            }
        }
        flows[hole] = null;
        size--;
    }

    private void insert(AccountFlow<E> flow) {
        int mask = flows.length - 1;
        int i = flow.hash & mask;
        while (flows[i] != null) {
            i = (i + 1) & mask;
        }
        flows[i] = flow;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void grow() {
        AccountFlow<E>[] old = flows;
        flows = new AccountFlow[old.length * 2];
        for (AccountFlow<E> flow : old) {
            if (flow != null) {
                insert(flow);
            }
        }
    }
}
