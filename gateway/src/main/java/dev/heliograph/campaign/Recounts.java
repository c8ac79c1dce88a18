package dev.heliograph.campaign;

import dev.heliograph.store.Store;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Campaigns whose recipients are to be counted: one at a time, each when nobody of it is on the way, because a count must not meet what is being counted. */
final class Recounts {
    private final Store store;
    private final Executor owner;
    private final Tracked tracked;
    private final LongSupplier expires;
    private final ArrayDeque<Campaign> due = new ArrayDeque<>();
    private @Nullable Campaign counting;

    Recounts(Store store, Executor owner, Tracked tracked, LongSupplier expires) {
        this.store = store;
        this.owner = owner;
        this.tracked = tracked;
        this.expires = expires;
    }

    void add(Campaign campaign) {
        if (campaign != counting && !due.contains(campaign)) {
            due.add(campaign);
        }
    }

    /** Begins with the next if it can. */
    void go() {
        Campaign next = due.peek();
        if (counting != null || next == null) {
            return;
        }
        next.held = true;
        if (next.underWay > 0) {
            return;
        }
        due.remove();
        counting = next;
        // What is heard of them meanwhile would be counted twice.
        tracked.values().removeIf(entry -> entry.campaign == next);
        new Tally(next, store, owner, tracked, expires, () -> {
                    counting = null;
                    next.held = false;
                    go();
                })
                .run();
    }
}
