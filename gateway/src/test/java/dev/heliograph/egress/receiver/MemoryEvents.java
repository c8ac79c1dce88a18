package dev.heliograph.egress.receiver;

import dev.heliograph.egress.EventSource;
import dev.heliograph.message.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams of events in memory, with what their consumers acknowledged. Any thread. */
public final class MemoryEvents implements EventSource {
    private final Map<String, List<Event>> streams = new HashMap<>();
    private final Map<String, TreeSet<Long>> acknowledged = new HashMap<>();
    private final Map<String, long[]> kept = new HashMap<>();
    private final List<Place> places = new ArrayList<>();
    private int fetchedMost;

    /** @return the event's cursor */
    public synchronized long append(String account, Event event) {
        List<Event> stream = streams.computeIfAbsent(account, name -> new ArrayList<>());
        long cursor = stream.size() + 1L;
        stream.add(event.withCursor(cursor));
        places.forEach(Place::wakeIfWaiting);
        return cursor;
    }

    /** @return cursors acknowledged, rising */
    public synchronized List<Long> acknowledged(String account) {
        return List.copyOf(acknowledged.getOrDefault(account, new TreeSet<>()));
    }

    /** @return the most events that one fetch asked for */
    public synchronized int fetchedMost() {
        return fetchedMost;
    }

    /** @return events that were read and not acknowledged */
    public synchronized int held(String account) {
        long read = places.stream()
                .filter(place -> place.account.equals(account))
                .mapToLong(place -> place.position)
                .max()
                .orElse(0);
        return (int) read - acknowledged(account).size();
    }

    @Override
    public synchronized void subscribe(
            String account, @Nullable String consumer, long after, Executor owner, Consumer<Subscription> opened) {
        Place place = new Place(account, owner);
        places.add(place);
        owner.execute(() -> opened.accept(place));
    }

    @Override
    public void page(
            String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed) {
        List<Event> stream;
        synchronized (this) {
            stream = streams.getOrDefault(account, List.of()).stream()
                    .filter(event -> event.cursor() > cursor)
                    .limit(limit)
                    .toList();
        }
        owner.execute(() -> answer.accept(stream));
    }

    @Override
    public synchronized void keep(String account, String name, long[] cursors, Executor owner, Runnable runnable) {
        kept.put(account + "/" + name, cursors.clone());
        owner.execute(runnable);
    }

    @Override
    public synchronized void kept(String account, String name, Executor owner, Consumer<long[]> answer) {
        long[] cursors = kept.getOrDefault(account + "/" + name, new long[0]);
        owner.execute(() -> answer.accept(cursors));
    }

    private final class Place implements Subscription {
        private final String account;
        private final Executor owner;
        private long position;
        private @Nullable Runnable wake;

        Place(String account, Executor owner) {
            this.account = account;
            this.owner = owner;
        }

        @Override
        public void fetch(int max, Consumer<List<Event>> answer) {
            List<Event> events = new ArrayList<>();
            synchronized (MemoryEvents.this) {
                fetchedMost = Math.max(fetchedMost, max);
                List<Event> stream = streams.getOrDefault(account, List.of());
                TreeSet<Long> done = acknowledged.getOrDefault(account, new TreeSet<>());
                while (events.size() < max && position < stream.size()) {
                    Event event = stream.get((int) position++);
                    if (!done.contains(event.cursor())) {
                        events.add(event);
                    }
                }
            }
            answer.accept(events);
        }

        @Override
        public void onAvailable(Runnable runnable) {
            synchronized (MemoryEvents.this) {
                wake = runnable;
                wakeIfWaiting();
            }
        }

        void wakeIfWaiting() {
            Runnable waiting = wake;
            if (waiting != null
                    && position < streams.getOrDefault(account, List.of()).size()) {
                wake = null;
                owner.execute(waiting);
            }
        }

        @Override
        public void acknowledge(long cursor) {
            synchronized (MemoryEvents.this) {
                acknowledged.computeIfAbsent(account, name -> new TreeSet<>()).add(cursor);
            }
        }

        @Override
        public void acknowledgeUpTo(long cursor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public long behind() {
            synchronized (MemoryEvents.this) {
                return streams.getOrDefault(account, List.of()).size()
                        - acknowledged.getOrDefault(account, new TreeSet<>()).size();
            }
        }

        @Override
        public void close() {
            synchronized (MemoryEvents.this) {
                places.remove(this);
            }
        }
    }
}
