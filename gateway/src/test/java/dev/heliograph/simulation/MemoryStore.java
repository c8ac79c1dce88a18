package dev.heliograph.simulation;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.Amended;
import dev.heliograph.store.ConsumerPosition;
import dev.heliograph.store.Correlated;
import dev.heliograph.store.Found;
import dev.heliograph.store.Idempotency;
import dev.heliograph.store.ParkedReceipt;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import dev.heliograph.store.StoreListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A store whose disk is the heap and whose sync takes simulated time. Commands take effect when their batch is synced; a crash forgets those that were not.
 */
public final class MemoryStore implements Store {
    private final World world;
    private final long syncMillis;
    private StoreListener listener;
    private final ArrayList<Runnable> batch = new ArrayList<>();
    private boolean syncing;

    public final Map<Long, Message> messages = new TreeMap<>();
    public final Map<Long, MessageStatus> statuses = new HashMap<>();
    private final Map<String, TreeMap<Long, Long>> backlog = new HashMap<>();
    private final Map<Long, Place> places = new HashMap<>();
    private final Map<String, Long> correlations = new HashMap<>();
    private final Map<String, ParkedReceipt> parked = new HashMap<>();
    public final Map<String, List<Event>> events = new HashMap<>();
    private final Map<String, Long> cleanedUpTo = new HashMap<>();
    private final Map<String, ConsumerPosition> positions = new HashMap<>();
    private final Map<String, Long> keys = new HashMap<>();
    private final TreeMap<Long, List<Long>> schedule = new TreeMap<>();
    private final Set<String> spilled = new HashSet<>();
    private final Map<Long, Long> deadlines = new TreeMap<>();
    private final Map<Shelf, TreeMap<byte[], ShelfRow>> shelves = new HashMap<>();
    private long counter;

    /** Reads of a backlog that fail from now on. */
    public int failingReads;

    /** Single rows of shelves that were asked for. */
    public int shelvedReads;

    /** Shelves that cannot be read at present. */
    public final Set<Shelf> unreadable = new HashSet<>();

    /** Times that a consumer's place was stored. */
    public long acknowledgements;

    public MemoryStore(World world, long syncMillis, StoreListener listener) {
        this.world = world;
        this.syncMillis = syncMillis;
        this.listener = listener;
    }

    /** As a new process finds it: what was synced is there, everything waits in the backlog. */
    public void reopen(StoreListener newListener) {
        listener = newListener;
        batch.clear();
        syncing = false;
        spilled.clear();
        new TreeMap<>(deadlines).forEach(this::deadline);
        backlog.forEach((row, entries) -> {
            if (!entries.isEmpty()) {
                spilled.add(row);
            }
        });
    }

    private void write(Runnable command) {
        batch.add(command);
        if (!syncing) {
            syncing = true;
            world.afterMillis(syncMillis, this::sync);
        }
    }

    private void sync() {
        syncing = false;
        List<Runnable> now = new ArrayList<>(batch);
        batch.clear();
        now.forEach(Runnable::run);
        listener.onBatchEnd();
    }

    private static String row(String channel, Priority priority) {
        return channel + "/" + priority;
    }

    private void enqueue(String channel, Message message) {
        long position = places.containsKey(message.id()) || message.sendAtMillis() != 0
                ? MessageId.of(1, ++counter)
                : message.id();
        String row = row(channel, message.priority());
        backlog.computeIfAbsent(row, name -> new TreeMap<>()).put(position, message.id());
        places.put(message.id(), new Place(row, position));
        if (!spilled.contains(row) && !listener.onAccepted(channel, queued(position, message.id()))) {
            spilled.add(row);
        }
    }

    private void dequeue(long id) {
        Place place = places.get(id);
        if (place != null) {
            backlog.get(place.row).remove(place.position);
        }
    }

    private Queued queued(long position, long id) {
        return new Queued(position, messages.get(id), statusOf(id));
    }

    private MessageStatus statusOf(long id) {
        return statuses.getOrDefault(
                id, new MessageStatus(MessageState.ACCEPTED, messages.get(id).acceptedAtMillis(), List.of(), null));
    }

    private void deadline(long id, long atMillis) {
        deadlines.put(id, atMillis);
        world.afterMillis(Math.max(1, atMillis - world.wallMillis()), () -> tellDeadline(id, atMillis));
    }

    private void tellDeadline(long id, long atMillis) {
        if (Long.valueOf(atMillis).equals(deadlines.get(id))) {
            Place place = places.get(id);
            listener.onDeadline(queued(place == null ? 0 : place.position, id));
            world.afterMillis(60_000, () -> tellDeadline(id, atMillis));
        }
    }

    private void append(String account, List<Event> news) {
        List<Event> stream = events.computeIfAbsent(account, name -> new ArrayList<>());
        for (Event event : news) {
            Event placed = event.withCursor(stream.size() + 1L);
            stream.add(placed);
            listener.onEvent(account, placed);
        }
    }

    @Override
    public boolean accept(Message message, Idempotency idempotency, Executor owner, Consumer<Accepted> answer) {
        write(() -> {
            String key = idempotency == null ? null : message.account() + "/" + idempotency.key();
            if (key != null && keys.containsKey(key)) {
                owner.execute(() -> answer.accept(new Accepted.Duplicate(keys.get(key), message.segments())));
                return;
            }
            Message stored = message.withId(MessageId.of(1, ++counter));
            messages.put(stored.id(), stored);
            deadline(stored.id(), stored.expiresAtMillis());
            if (key != null) {
                keys.put(key, stored.id());
            }
            owner.execute(() -> answer.accept(new Accepted.Stored(stored)));
            if (stored.sendAtMillis() > world.wallMillis()) {
                schedule.computeIfAbsent(stored.sendAtMillis(), at -> new ArrayList<>())
                        .add(stored.id());
                world.afterMillis(stored.sendAtMillis() - world.wallMillis(), this::releaseDue);
            } else {
                enqueue(stored.route().get(0).channel(), stored);
            }
        });
        return true;
    }

    private void releaseDue() {
        var due = schedule.headMap(world.wallMillis(), true);
        List<Long> ids = new ArrayList<>();
        due.values().forEach(ids::addAll);
        due.clear();
        ids.forEach(id -> enqueue(messages.get(id).route().get(0).channel(), messages.get(id)));
    }

    @Override
    public void sending(long id, MessageStatus status, Executor owner, Runnable answer) {
        write(() -> {
            statuses.put(id, status);
            owner.execute(answer);
        });
    }

    @Override
    public void sent(
            Message message,
            MessageStatus status,
            String channel,
            List<String> providerIds,
            long deadlineMillis,
            List<Event> news,
            Executor owner,
            Runnable answer) {
        write(() -> {
            statuses.put(message.id(), status);
            providerIds.forEach(id -> correlations.put(channel + "/" + id, message.id()));
            deadline(message.id(), deadlineMillis);
            dequeue(message.id());
            append(message.account(), news);
            owner.execute(answer);
        });
    }

    @Override
    public void settle(Message message, MessageStatus status, List<Event> news, Executor owner, Runnable answer) {
        write(() -> {
            statuses.put(message.id(), status);
            if (status.state().isFinal()) {
                deadlines.remove(message.id());
                dequeue(message.id());
            }
            append(message.account(), news);
            owner.execute(answer);
        });
    }

    @Override
    public void requeue(
            Message message,
            String from,
            String to,
            MessageStatus status,
            long deadlineMillis,
            List<Event> news,
            Executor owner,
            Runnable answer) {
        write(() -> {
            statuses.put(message.id(), status);
            deadline(message.id(), deadlineMillis);
            dequeue(message.id());
            append(message.account(), news);
            enqueue(to, message);
            owner.execute(answer);
        });
    }

    @Override
    public void amend(
            long id, Message replacement, MessageStatus status, Event event, Executor owner, Consumer<Amended> answer) {
        write(() -> {
            Amended amended;
            if (!messages.containsKey(id)) {
                amended = Amended.UNKNOWN;
            } else if (statusOf(id).state() != MessageState.ACCEPTED
                    && statusOf(id).state() != MessageState.QUEUED) {
                amended = Amended.TOO_LATE;
            } else {
                amended = Amended.DONE;
                if (replacement == null) {
                    deadlines.remove(id);
                    statuses.put(id, status);
                    dequeue(id);
                    schedule.values().forEach(ids -> ids.remove(id));
                    append(messages.get(id).account(), event == null ? List.of() : List.of(event));
                } else {
                    messages.put(id, replacement);
                    deadline(id, replacement.expiresAtMillis());
                }
            }
            owner.execute(() -> answer.accept(amended));
        });
    }

    private void read(Executor owner, Runnable answer) {
        world.afterMillis(world.random.nextInt(3), () -> owner.execute(answer));
    }

    @Override
    public void find(long id, Executor owner, Consumer<Found> answer, Runnable failed) {
        read(owner, () -> answer.accept(messages.containsKey(id) ? new Found(messages.get(id), statusOf(id)) : null));
    }

    @Override
    public void findPending(
            String account, String from, String to, Executor owner, Consumer<List<Message>> answer, Runnable failed) {
        read(
                owner,
                () -> answer.accept(messages.values().stream()
                        .filter(m -> m.account().equals(account)
                                && m.from().value().equals(from)
                                && m.to().value().equals(to))
                        .filter(m -> statusOf(m.id()).state() == MessageState.ACCEPTED)
                        .toList()));
    }

    @Override
    public void correlate(
            String channel, String providerId, Executor owner, Consumer<Correlated> answer, Runnable failed) {
        // Read now, answered later: what is written meanwhile is not seen, as with a real disk.
        Long id = correlations.get(channel + "/" + providerId);
        Correlated found = id == null ? null : new Correlated(messages.get(id), statusOf(id));
        read(owner, () -> answer.accept(found));
    }

    @Override
    public void backlog(
            String channel,
            Priority priority,
            long after,
            int limit,
            Executor owner,
            Consumer<List<Queued>> answer,
            Runnable failed) {
        if (failingReads > 0) {
            failingReads--;
            read(owner, failed);
            return;
        }
        List<Queued> page = page(row(channel, priority), after, limit);
        read(owner, () -> answer.accept(page));
    }

    @Override
    public void catchUp(
            String channel, Priority priority, long after, int limit, Executor owner, Consumer<List<Queued>> answer) {
        write(() -> {
            List<Queued> rest = page(row(channel, priority), after, limit + 1);
            boolean few = rest.size() <= limit;
            if (few) {
                spilled.remove(row(channel, priority));
            }
            owner.execute(() -> answer.accept(few ? rest : null));
        });
    }

    private List<Queued> page(String row, long after, int limit) {
        return backlog.getOrDefault(row, new TreeMap<>()).tailMap(after, false).entrySet().stream()
                .limit(limit)
                .map(entry -> queued(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public long backlogSize(String channel) {
        return backlog.entrySet().stream()
                .filter(row -> row.getKey().startsWith(channel + "/"))
                .mapToLong(row -> row.getValue().size())
                .sum();
    }

    @Override
    public void park(ParkedReceipt receipt, Executor owner, Runnable answer) {
        write(() -> {
            parked.put(receipt.account() + "/" + receipt.providerId(), receipt);
            owner.execute(answer);
        });
    }

    @Override
    public void unpark(String channel, String providerId) {
        write(() -> parked.remove(channel + "/" + providerId));
    }

    @Override
    public void parked(String channel, Executor owner, Consumer<List<ParkedReceipt>> answer, Runnable failed) {
        List<ParkedReceipt> all = parked.values().stream()
                .filter(receipt -> receipt.account().equals(channel))
                .toList();
        read(owner, () -> answer.accept(all));
    }

    private void put(List<ShelfRow> rows) {
        for (ShelfRow row : rows) {
            TreeMap<byte[], ShelfRow> shelf =
                    shelves.computeIfAbsent(row.shelf(), name -> new TreeMap<>(Arrays::compareUnsigned));
            if (row.value() == null) {
                shelf.remove(row.key());
            } else {
                shelf.put(row.key(), row);
            }
        }
    }

    /** @return what is on a shelf now, in order; for assertions */
    public List<ShelfRow> kept(Shelf shelf) {
        return List.copyOf(rows(shelf).values());
    }

    private TreeMap<byte[], ShelfRow> rows(Shelf shelf) {
        return shelves.getOrDefault(shelf, new TreeMap<>(Arrays::compareUnsigned));
    }

    @Override
    public void keep(List<ShelfRow> rows, Executor owner, Runnable answer) {
        write(() -> {
            put(rows);
            owner.execute(answer);
        });
    }

    @Override
    public void shelved(Shelf shelf, byte[] key, Executor owner, Consumer<ShelfRow> answer, Runnable failed) {
        shelvedReads++;
        if (unreadable.contains(shelf)) {
            read(owner, failed);
            return;
        }
        ShelfRow row = rows(shelf).get(key);
        read(owner, () -> answer.accept(row));
    }

    @Override
    public void shelf(
            Shelf shelf,
            byte[] prefix,
            byte[] afterKey,
            int limit,
            Executor owner,
            Consumer<List<ShelfRow>> answer,
            Runnable failed) {
        if (unreadable.contains(shelf)) {
            read(owner, failed);
            return;
        }
        List<ShelfRow> page = rows(shelf).tailMap(afterKey, false).values().stream()
                .filter(row -> row.key().length >= prefix.length
                        && Arrays.equals(row.key(), 0, prefix.length, prefix, 0, prefix.length))
                .limit(limit)
                .toList();
        read(owner, () -> answer.accept(page));
    }

    @Override
    public void append(String account, Event event, List<ShelfRow> rows, Executor owner, Runnable answer) {
        write(() -> {
            append(account, List.of(event));
            put(rows);
            owner.execute(answer);
        });
    }

    @Override
    public void events(
            String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed) {
        List<Event> stream = events.getOrDefault(account, List.of());
        int from = (int) Math.min(Math.max(cursor, cleanedUpTo.getOrDefault(account, 0L)), stream.size());
        List<Event> page = List.copyOf(stream.subList(from, (int) Math.min(stream.size(), from + (long) limit)));
        read(owner, () -> answer.accept(page));
    }

    /** As cleaning does. */
    public void dropEventsUpTo(String account, long cursor) {
        cleanedUpTo.put(account, cursor);
    }

    @Override
    public long lastCursor(String account) {
        return events.getOrDefault(account, List.of()).size();
    }

    @Override
    public void acknowledge(
            String account, String consumer, ConsumerPosition position, Executor owner, Runnable answer) {
        acknowledgements++;
        write(() -> {
            positions.put(account + "/" + consumer, position);
            owner.execute(answer);
        });
    }

    @Override
    public void position(
            String account, String consumer, Executor owner, Consumer<ConsumerPosition> answer, Runnable failed) {
        // Behind what was acknowledged before.
        write(() -> {
            ConsumerPosition position = positions.get(account + "/" + consumer);
            read(owner, () -> answer.accept(position));
        });
    }

    public int parkedCount() {
        return parked.size();
    }

    @Override
    public void close() {}

    private record Place(String row, long position) {}
}
