package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The store on a disk. It is opened, then {@link #start started} with whoever listens; commands that come between the two wait.
 *
 * <p>This class only hands over: commands to the {@link Writer}, questions to the {@link Reader}.
 */
public final class DiskStore implements Store {
    private static final long CLOSE_SECONDS = 60;

    private final StoreOptions options;
    private final LongSupplier clock;
    private final StoreCounts counts = new StoreCounts();
    private final Disk disk;
    private final Records records;
    private final Lanes lanes = new Lanes();
    private final Streams streams = new Streams();
    private final Schedule schedule;
    private final Deadlines deadlines;
    private final Backlog backlog;
    private final long firstId;
    private final Parked parked;
    private final Shelves shelves;

    private final Batch batch;
    private final Inbox inbox;
    private final Reader reader;
    private final long retentionMillis;
    private final Runnable readsEnd;
    private volatile boolean closing;
    private volatile @Nullable Writer writer;
    private @Nullable Thread thread;

    private DiskStore(
            Disk disk,
            StoreOptions options,
            StoreMemory memory,
            LongSupplier clock,
            Executor quick,
            Executor thorough,
            Runnable readsEnd) {
        this.options = options;
        this.clock = clock;
        this.disk = disk;
        this.readsEnd = readsEnd;
        Identity.check(disk, options);
        this.records = new Records(disk, counts);
        this.parked = new Parked(disk, counts);
        this.shelves = new Shelves(disk, records);
        this.schedule = new Schedule(disk);
        this.deadlines = new Deadlines(disk, memory.young());
        this.inbox = new Inbox(options.acceptQueueMax(), memory.commandsMax());
        this.reader = new Reader(disk, records, counts, quick, thorough);
        this.retentionMillis = TimeUnit.HOURS.toMillis(options.retentionHours());
        Places places = new Places(disk, records, memory.placeBits());
        lanes.load(disk);
        streams.load(disk);
        schedule.load();
        places.load();
        deadlines.load();
        Ids ids = Ids.load(disk, options.node());
        this.firstId = ids.first();
        this.backlog = new Backlog(disk, lanes, places, schedule, memory.gone());
        this.batch = new Batch(disk, records, ids, deadlines, backlog, new SeenKeys(disk, records), streams, counts);
        countBacklogs();
    }

    /**
     * Opens the store of a directory, and makes it when there is none.
     *
     * @param clock wall clock in milliseconds since 1970; asked from any thread
     * @throws StoreException when the directory cannot be used, is in use, is damaged, or was written by a newer program or another node
     */
    public static DiskStore open(StoreOptions options, LongSupplier clock) {
        return open(Database.open(options), options, clock);
    }

    /** Opens the store on a disk, which it closes. */
    static DiskStore open(Disk disk, StoreOptions options, LongSupplier clock) {
        ReadThreads threads = new ReadThreads();
        try {
            return new DiskStore(
                    disk, options, StoreMemory.DEFAULT, clock, threads.quick(), threads.thorough(), threads::close);
        } catch (RuntimeException e) {
            threads.close();
            disk.close();
            if (e instanceof DamagedRecordException) {
                throw StoreException.damagedStore(options.directory(), String.valueOf(e.getMessage()), e);
            }
            throw e instanceof StoreException known
                    ? known
                    : new StoreException("cannot read the store in " + options.directory() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the store on a disk without any thread of its own, for simulations: whoever opens it calls {@link #turn}, on one thread. To crash it, forget it.
     *
     * @param reads runs what must read the disk: the answers to questions, counting and cleaning. Never at once within the call, as threads would not either
     */
    static DiskStore openThreadless(
            Disk disk, StoreOptions options, StoreMemory memory, LongSupplier clock, Executor reads) {
        return new DiskStore(disk, options, memory, clock, reads, reads, () -> {});
    }

    /** Starts writing; once. From here on the listener is called. */
    public void start(StoreListener listener) {
        listen(listener);
        thread = new Thread(Objects.requireNonNull(writer), "heliograph-store-write");
        thread.start();
    }

    /** Starts a {@link #openThreadless threadless} store. */
    void listen(StoreListener listener) {
        if (writer != null) {
            throw new IllegalStateException("started already");
        }
        Cleaner cleaner = new Cleaner(
                disk, records, parked, shelves, streams, reader.background(), this::put, options, clock.getAsLong());
        writer = new Writer(
                inbox,
                disk,
                batch,
                schedule,
                new DeadlineWatch(disk, records, deadlines, backlog),
                new DiskSpace(options.freeBytesMin(), disk::usableBytes),
                cleaner,
                reader,
                clock,
                options.batchMax(),
                new CarefulListener(listener, counts));
        new DeadlineRecovery(disk, records, reader, this::put, deadlines, firstId).start();
    }

    /**
     * Does what the writer's thread does, once: writes what was asked for as one batch and lets the answers out. For a threadless store only. When the disk fails
     * the listener is told, and nothing is done any more.
     *
     * @return whether there was anything to do; if not, it is worth calling again when something was asked for, or after {@link #idleMillis}
     */
    boolean turn() {
        return Objects.requireNonNull(writer).turn();
    }

    /** @return milliseconds until a threadless store has something to do without being asked, at most 250 */
    long idleMillis() {
        return Objects.requireNonNull(writer).idleMillis();
    }

    /** @return what the store counts of itself */
    public StoreCounts counts() {
        return counts;
    }

    /** @return whether nothing is accepted because there is too little room on the disk */
    public boolean isDiskFull() {
        Writer running = writer;
        return running != null && running.isDiskFull();
    }

    /** @return commands that wait for the writer */
    public int queueDepth() {
        return inbox.size();
    }

    @Override
    public boolean accept(
            Message message, @Nullable Idempotency idempotency, Executor owner, Consumer<Accepted> answer) {
        return !isOver() && inbox.offer(new Accept(message, idempotency, owner, answer));
    }

    @Override
    public void sending(long id, MessageStatus status, Executor owner, Runnable answer) {
        put(new Change.Sending(id, status, owner, answer));
    }

    @Override
    public void sent(
            Message message,
            MessageStatus status,
            String channel,
            List<String> providerIds,
            long deadlineMillis,
            List<Event> events,
            Executor owner,
            Runnable answer) {
        put(new Change.Sent(message, status, channel, providerIds, deadlineMillis, events, owner, answer));
    }

    @Override
    public void settle(Message message, MessageStatus status, List<Event> events, Executor owner, Runnable answer) {
        put(new Change.Settled(message, status, events, owner, answer));
    }

    @Override
    public void requeue(
            Message message,
            String fromChannel,
            String toChannel,
            MessageStatus status,
            long deadlineMillis,
            List<Event> events,
            Executor owner,
            Runnable answer) {
        put(new Change.Requeued(message, toChannel, status, deadlineMillis, events, owner, answer));
    }

    @Override
    public void amend(
            long id,
            @Nullable Message replacement,
            MessageStatus status,
            @Nullable Event event,
            Executor owner,
            Consumer<Amended> answer) {
        put(new Amend(id, replacement, status, event, owner, answer));
    }

    @Override
    public void find(long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed) {
        reader.ask(owner, () -> records.find(id), null, answer, failed);
    }

    @Override
    public void findPending(
            String account, String from, String to, Executor owner, Consumer<List<Message>> answer, Runnable failed) {
        reader.search(
                owner,
                () -> new PendingSearch(disk, records, account, from, to).run(lanes.all()),
                List.of(),
                answer,
                failed);
    }

    @Override
    public void correlate(
            String channel, String providerId, Executor owner, Consumer<@Nullable Correlated> answer, Runnable failed) {
        long now = clock.getAsLong();
        reader.ask(
                owner,
                () -> reader.correlate(channel, providerId, Keys.dayOf(now), Keys.dayOf(now - retentionMillis)),
                null,
                answer,
                failed);
    }

    @Override
    public void backlog(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<List<Queued>> answer,
            Runnable failed) {
        Lane lane = lanes.of(channel, priority);
        reader.ask(owner, () -> reader.backlog(lane, afterPosition, limit), List.of(), answer, failed);
    }

    @Override
    public void catchUp(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<@Nullable List<Queued>> answer) {
        put(new CatchUp(lanes.of(channel, priority), afterPosition, limit, owner, answer));
    }

    @Override
    public long backlogSize(String channel) {
        return lanes.waiting(channel);
    }

    @Override
    public void park(ParkedReceipt receipt, Executor owner, Runnable answer) {
        byte[] key = Keys.parked(
                receipt.account(), receipt.providerId(), receipt.state().isFinal());
        byte[] octets = Encoding.parked(receipt);
        put(new Note(
                owner,
                to -> {
                    parked.put(to.records, key, octets, receipt.receivedAtMillis());
                    counts.parked().increment();
                },
                answer));
    }

    @Override
    public void unpark(String channel, String providerId) {
        byte[] intermediate = Keys.parked(channel, providerId, false);
        byte[] last = Keys.parked(channel, providerId, true);
        put(new Note(
                null,
                to -> {
                    parked.remove(to.records, intermediate);
                    parked.remove(to.records, last);
                },
                () -> {}));
    }

    @Override
    public void parked(String channel, Executor owner, Consumer<List<ParkedReceipt>> answer, Runnable failed) {
        reader.ask(owner, () -> reader.parked(channel), List.of(), answer, failed);
    }

    @Override
    public void keep(List<ShelfRow> rows, Executor owner, Runnable answer) {
        List<Shelves.Encoded> encoded = Shelves.encoded(rows);
        put(new Note(owner, to -> encoded.forEach(row -> row.putInto(to)), answer));
    }

    @Override
    public void shelved(Shelf shelf, byte[] key, Executor owner, Consumer<@Nullable ShelfRow> answer, Runnable failed) {
        reader.ask(owner, () -> shelves.find(shelf, key), null, answer, failed);
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
        reader.ask(owner, () -> shelves.page(shelf, prefix, afterKey, limit), List.of(), answer, failed);
    }

    @Override
    public void append(String account, Event event, List<ShelfRow> rows, Executor owner, Runnable answer) {
        List<Encoding.EncodedEvent> events = Encoding.events(List.of(event));
        List<Shelves.Encoded> encoded = Shelves.encoded(rows);
        put(new Note(
                owner,
                to -> {
                    to.append(account, events);
                    encoded.forEach(row -> row.putInto(to));
                },
                answer));
    }

    @Override
    public void events(
            String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed) {
        reader.ask(owner, () -> reader.events(account, cursor, limit), List.of(), answer, failed);
    }

    @Override
    public long lastCursor(String account) {
        Streams.Stream stream = streams.known(account);
        return stream == null ? 0 : stream.durable();
    }

    @Override
    public void acknowledge(
            String account, String consumer, ConsumerPosition position, Executor owner, Runnable answer) {
        byte[] key = Keys.consumer(account, consumer);
        byte[] octets = Encoding.position(position);
        put(new Note(owner, to -> to.records.put(Table.CONSUMERS, key, octets), answer));
    }

    @Override
    public void position(
            String account,
            String consumer,
            Executor owner,
            Consumer<@Nullable ConsumerPosition> answer,
            Runnable failed) {
        // Behind what was acknowledged before, so that whoever takes over from another connection sees its last word.
        // Where its record is damaged it begins anew: seeing events again is the lesser harm.
        ConsumerPosition start = ConsumerPosition.at(0);
        Runnable read = () -> reader.ask(owner, () -> reader.position(account, consumer), start, answer, failed);
        put(new Note(Runnable::run, to -> {}, read));
    }

    /** What was asked before is written and answered; what comes meanwhile may be dropped. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        Writer running = writer;
        try {
            if (running != null && thread == null) {
                while (running.turn()) {
                    // until all that was asked for is done
                }
                running.end();
            } else if (running != null && thread != null) {
                running.close();
                inbox.put(new Note(null, to -> {}, () -> {})); // so that it wakes up
                thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
                if (thread.isAlive()) {
                    throw new IllegalStateException("the store's writer does not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store closes", e);
        }
        readsEnd.run();
        disk.close();
    }

    private void put(Command command) {
        if (!isOver()) {
            inbox.put(command);
        }
    }

    private boolean isOver() {
        Writer running = writer;
        return closing || (running != null && running.isFailed());
    }

    /** Counts what was waiting when the store was opened, without making anybody wait for that. */
    private void countBacklogs() {
        for (Lane lane : lanes.all()) {
            Scan waiting = disk.scan(Table.BACKLOG, lane.prefix(), Keys.after(lane.prefix()));
            reader.background().execute(() -> lane.add(count(waiting)));
        }
        reader.background().execute(() -> parked.count(this::put));
    }

    private static long count(Scan waiting) {
        long count = 0;
        try (waiting) {
            for (waiting.first(); waiting.isValid(); waiting.next()) {
                count++;
            }
        }
        return count;
    }
}
