package dev.heliograph.dispatch;

import java.util.HashMap;
import java.util.Map;

/** What has been handed to the channel and is not settled on disk yet: at most a window of it. */
final class InFlight {
    private final Map<Long, Pending> byId = new HashMap<>();
    private int cost;

    void add(Pending pending) {
        byId.put(pending.message.id(), pending);
        cost += pending.cost;
    }

    void remove(Pending pending) {
        if (byId.remove(pending.message.id(), pending)) {
            cost -= pending.cost;
        }
    }

    boolean contains(long id) {
        return byId.containsKey(id);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** @return provider requests */
    int cost() {
        return cost;
    }
}
