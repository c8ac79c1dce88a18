package dev.heliograph.reach;

import dev.heliograph.store.Shelf;
import dev.heliograph.store.ShelfKey;
import dev.heliograph.store.ShelfRow;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Scheduler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The recipients that are in memory, those that are read, and what is to be written. On the owner's loop, but for {@link #inMemory}.
 *
 * <p>Who was not asked for since the clock's hand came by last is put out of memory, unless something of them is not on disk yet: that is bounded by
 * {@link ReachOptions#changedMax}.
 */
final class People {
    /** Rows in one write. */
    private static final int ROWS_MAX = 500;

    /** Under this account stands how fast the channels are: accounts have names. */
    private static final String OF_CHANNELS = "";

    private static final int CHANNELS_MAX = 1_000;

    /** Means are written no more often: they are learned again soon enough. */
    private static final long SPEEDS_MILLIS = 60_000;

    private final Store store;
    private final ReachOptions options;
    private final LongSupplier wallMillis;
    private final Speeds speeds;
    private final ReachCounts counts;
    private final ConcurrentHashMap<String, Remembered> memory = new ConcurrentHashMap<>();
    private final ArrayDeque<Remembered> hand = new ArrayDeque<>();
    private final ArrayDeque<Remembered> changed = new ArrayDeque<>();
    private final Map<String, List<Consumer<@Nullable Remembered>>> reading = new HashMap<>();
    private final Map<String, Long> writtenSpeeds = new HashMap<>();
    private final List<Runnable> onceWritten = new ArrayList<>();
    private @Nullable Executor loop;
    private @Nullable Scheduler scheduler;
    private boolean writeIsDue;
    private boolean writing;
    private long speedsWrittenMillis;

    People(Store store, ReachOptions options, LongSupplier wallMillis, Speeds speeds, ReachCounts counts) {
        this.store = store;
        this.options = options;
        this.wallMillis = wallMillis;
        this.speeds = speeds;
        this.counts = counts;
    }

    void start(Executor owner, Scheduler timers) {
        loop = owner;
        scheduler = timers;
        byte[] prefix = ShelfKey.of(OF_CHANNELS).octets();
        store.shelf(Shelf.REACH, prefix, new byte[0], CHANNELS_MAX, owner, this::recallSpeeds, () -> {});
    }

    int size() {
        return memory.size();
    }

    private static String key(String account, String recipient) {
        return account + '\n' + recipient;
    }

    /** Any thread. */
    @Nullable
    Remembered inMemory(String account, String recipient) {
        Remembered known = memory.get(key(account, recipient));
        if (known != null && !known.used) {
            known.used = true;
        }
        return known;
    }

    /** @param then with the recipient, or null when the disk could not tell */
    void with(String account, String recipient, Consumer<@Nullable Remembered> then) {
        Remembered known = inMemory(account, recipient);
        Executor owner = loop;
        if (known != null || owner == null) {
            then.accept(known);
            return;
        }
        String key = key(account, recipient);
        List<Consumer<@Nullable Remembered>> waiting = reading.get(key);
        if (waiting != null) {
            waiting.add(then);
            return;
        }
        waiting = new ArrayList<>(1);
        waiting.add(then);
        reading.put(key, waiting);
        counts.read.increment();
        store.shelved(
                Shelf.REACH,
                ShelfKey.of(account, recipient).octets(),
                owner,
                row -> {
                    found(key, remember(account, recipient, row));
                    evict();
                },
                () -> found(key, null));
    }

    private void found(String key, @Nullable Remembered known) {
        List<Consumer<@Nullable Remembered>> waiting = reading.remove(key);
        if (waiting != null) {
            waiting.forEach(each -> each.accept(known));
        }
    }

    private Remembered remember(String account, String recipient, @Nullable ShelfRow row) {
        byte[] value = row == null || isOver(row) ? null : row.value();
        Person person = value == null ? null : PersonCodec.decode(value);
        Remembered known = new Remembered(account, recipient, person == null ? Person.NOBODY : person);
        memory.put(key(account, recipient), known);
        hand.add(known);
        return known;
    }

    private boolean isOver(ShelfRow row) {
        return row.expiresAtMillis() != 0 && row.expiresAtMillis() <= wallMillis.getAsLong();
    }

    private void evict() {
        // Each is looked at twice at most: once to take its mark away, once to go.
        for (int looks = 2 * hand.size(); memory.size() > options.peopleMax() && looks > 0; looks--) {
            Remembered oldest = hand.remove();
            boolean stays = oldest.used || oldest.changed || oldest.writing > 0;
            oldest.used = false;
            if (stays) {
                hand.add(oldest);
            } else {
                memory.remove(key(oldest.account, oldest.recipient));
                counts.evicted.increment();
            }
        }
    }

    // ---- news

    void learn(@Nullable Remembered known, UnaryOperator<Person> change) {
        if (known == null || (!known.changed && changed.size() >= options.changedMax())) {
            counts.missed.increment();
            return;
        }
        Person after = change.apply(known.person);
        if (after.equals(known.person)) {
            return;
        }
        counts.learned.increment();
        known.person = after;
        if (!known.changed) {
            known.changed = true;
            changed.add(known);
        }
        writeLater();
    }

    /** @param durable run once it is on disk */
    void tell(Remembered known, UnaryOperator<Person> change, Runnable durable) {
        known.person = change.apply(known.person);
        write(List.of(known), durable);
    }

    /** Drops what stands under other names of a recipient; those in memory are emptied. */
    void forget(String account, List<String> names) {
        List<Remembered> gone = new ArrayList<>();
        for (String name : names) {
            Remembered known = memory.get(key(account, name));
            Remembered empty = known == null ? new Remembered(account, name, Person.NOBODY) : known;
            empty.person = Person.NOBODY;
            gone.add(empty);
        }
        if (!gone.isEmpty()) {
            write(gone, () -> {});
        }
    }

    private void writeLater() {
        Scheduler timers = scheduler;
        if (!writeIsDue && !writing && timers != null) {
            writeIsDue = true;
            timers.after(TimeUnit.MILLISECONDS.toNanos(options.writeMillis()), () -> {
                writeIsDue = false;
                writeSome();
            });
        }
    }

    /** @param done run once everything that was learned before is on disk */
    void writeAll(Runnable done) {
        onceWritten.add(done);
        speedsWrittenMillis = 0;
        if (!writing) {
            writeSome();
        }
    }

    /** One write at a time: what is learned meanwhile goes with the next. */
    private void writeSome() {
        List<Remembered> some = new ArrayList<>();
        while (some.size() < ROWS_MAX && !changed.isEmpty()) {
            Remembered next = changed.remove();
            if (next.changed) {
                some.add(next);
            }
        }
        List<ShelfRow> ofChannels = speedRows();
        if (some.isEmpty() && ofChannels.isEmpty()) {
            List<Runnable> waiting = List.copyOf(onceWritten);
            onceWritten.clear();
            waiting.forEach(Runnable::run);
            return;
        }
        writing = true;
        write(some, ofChannels, () -> {
            writing = false;
            if (!onceWritten.isEmpty()) {
                writeSome();
            } else if (!changed.isEmpty()) {
                writeLater();
            }
        });
    }

    private void write(List<Remembered> people, Runnable durable) {
        write(people, List.of(), durable);
    }

    private void write(List<Remembered> people, List<ShelfRow> more, Runnable durable) {
        Executor owner = loop;
        if (owner == null) {
            return;
        }
        List<ShelfRow> rows = new ArrayList<>(more);
        for (Remembered known : people) {
            known.changed = false;
            known.writing++;
            rows.add(row(known));
        }
        counts.written.add(people.size());
        store.keep(rows, owner, () -> {
            people.forEach(known -> known.writing--);
            durable.run();
        });
    }

    private ShelfRow row(Remembered known) {
        byte[] key = ShelfKey.of(known.account, known.recipient).octets();
        Person person = known.person;
        if (person.isNobody()) {
            return ShelfRow.dropped(Shelf.REACH, key);
        }
        long expires = person.told() ? 0 : wallMillis.getAsLong() + options.keepMillis();
        return new ShelfRow(Shelf.REACH, key, PersonCodec.encode(person), expires);
    }

    // ---- how fast the channels are

    private List<ShelfRow> speedRows() {
        long now = wallMillis.getAsLong();
        if (now - speedsWrittenMillis < SPEEDS_MILLIS) {
            return List.of();
        }
        speedsWrittenMillis = now;
        List<ShelfRow> rows = new ArrayList<>();
        for (String channel : speeds.channels()) {
            long mean = speeds.of(channel);
            long before = writtenSpeeds.getOrDefault(channel, Speeds.UNKNOWN);
            if (mean != Speeds.UNKNOWN && rows.size() < CHANNELS_MAX && Math.abs(mean - before) > before / 8) {
                writtenSpeeds.put(channel, mean);
                byte[] name = channel.getBytes(StandardCharsets.UTF_8);
                byte[] value = ByteBuffer.allocate(Long.BYTES + name.length)
                        .putLong(mean)
                        .put(name)
                        .array();
                byte[] key = ShelfKey.of(OF_CHANNELS, channel).octets();
                rows.add(new ShelfRow(Shelf.REACH, key, value, now + options.keepMillis()));
            }
        }
        return rows;
    }

    private void recallSpeeds(List<ShelfRow> rows) {
        for (ShelfRow row : rows) {
            byte[] value = row.value();
            if (value != null && value.length > Long.BYTES) {
                ByteBuffer octets = ByteBuffer.wrap(value);
                long mean = octets.getLong();
                String channel = StandardCharsets.UTF_8.decode(octets).toString();
                speeds.recall(channel, mean);
                writtenSpeeds.put(channel, mean);
            }
        }
    }
}
