package dev.heliograph.ops;

import dev.heliograph.message.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The last few events of all accounts, for the console. The store's writer puts them in; any thread reads what is there. */
public final class RecentEvents {
    /** Events kept; a power of two. */
    private static final int KEPT = 32;

    private final AtomicReferenceArray<Entry> ring = new AtomicReferenceArray<>(KEPT);
    private volatile long written;

    private record Entry(String account, Event event) {}

    /** Notes an event; one thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void add(String account, Event event) {
        ring.setRelease((int) (written & (KEPT - 1)), new Entry(account, event));
        written++;
    }

    /** @return newest first */
    List<EventView> newest() {
        List<EventView> views = new ArrayList<>();
        long end = written;
        for (long i = end - 1; i >= Math.max(0, end - KEPT); i--) {
            Entry entry = ring.getAcquire((int) (i & (KEPT - 1)));
            views.add(EventView.of(entry.account, entry.event));
        }
        return views;
    }
}
