package dev.heliograph.egress.webhook;

import dev.heliograph.egress.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/** A short durable list of events, written one version at a time: what changes meanwhile is in the next. Owned by the pump's loop. */
final class KeptList {
    private final EventSource events;
    private final String account;
    private final String name;
    private final Executor owner;
    private final TreeSet<Long> cursors = new TreeSet<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean writing;

    KeptList(EventSource events, String account, String name, Executor owner) {
        this.events = events;
        this.account = account;
        this.name = name;
        this.owner = owner;
    }

    /** @param loaded runs when the list is as it was stored */
    void load(Runnable loaded) {
        events.kept(account, name, owner, stored -> {
            for (long cursor : stored) {
                cursors.add(cursor);
            }
            loaded.run();
        });
    }

    NavigableSet<Long> cursors() {
        return cursors;
    }

    int size() {
        return cursors.size();
    }

    /** @param stored runs when the list with it is on stable storage */
    void add(long cursor, Runnable stored) {
        cursors.add(cursor);
        write(stored);
    }

    void remove(long cursor) {
        if (cursors.remove(cursor)) {
            write(() -> {});
        }
    }

    private void write(Runnable stored) {
        waiting.add(stored);
        if (!writing) {
            writing = true;
            // At the end of this turn, with whatever else changes in it.
            owner.execute(this::writeNow);
        }
    }

    private void writeNow() {
        List<Runnable> covered = waiting;
        waiting = new ArrayList<>();
        long[] now = cursors.stream().mapToLong(Long::longValue).toArray();
        events.keep(account, name, now, owner, () -> {
            covered.forEach(Runnable::run);
            if (waiting.isEmpty()) {
                writing = false;
            } else {
                writeNow();
            }
        });
    }
}
