package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/**
 * The store in RocksDB. It is opened, then {@link #start started} with whoever listens; commands that come between the two wait.
 *
 * <p>This class only hands over: commands to the {@link Writer}, questions to the {@link Reader}.
 */
public final class RocksStore implements Store {
    private static final long CLOSE_SECONDS = 60;

    private final StoreOptions options;
    private final LongSupplier clock;
    private final StoreCounts counts = new StoreCounts();
    private final Database database;
    private final Journal journal;
    private final LongSupplier usableBytes;
    private final Records records;
    private final Lanes lanes = new Lanes();
    private final Streams streams = new Streams();
    private final Schedule schedule;
    private final Batch batch;
    private final Inbox inbox;
    private final Reader reader;
    private final long retentionMillis;
    private volatile boolean closing;
    private volatile @Nullable Writer writer;
    private @Nullable Thread thread;

    RocksStore(StoreOptions options, LongSupplier clock, Database database, Journal journal, LongSupplier usableBytes) {
        this.options = options;
        this.clock = clock;
        this.database = database;
        this.journal = journal;
        this.usableBytes = usableBytes;
        this.records = new Records(database, counts);
        this.schedule = new Schedule(database);
        this.inbox = new Inbox(options.acceptQueueMax());
        this.reader = new Reader(database, records, counts);
        this.retentionMillis = TimeUnit.HOURS.toMillis(options.retentionHours());
        Places places = new Places(database, records);
        lanes.load(database);
        streams.load(database);
        schedule.load();
        places.load();
        this.batch = new Batch(
                database,
                records,
                Ids.load(database, options.node()),
                new Backlog(database, lanes, places, schedule),
                new SeenKeys(database, records),
                streams,
                counts);
        countBacklogs();
    }

    /**
     * Opens the store of a directory, and makes it when there is none.
     *
     * @param clock wall clock in milliseconds since 1970; asked from any thread
     * @throws StoreException when the directory cannot be used, is in use, is damaged, or was written by a newer program or another node
     */
    public static RocksStore open(StoreOptions options, LongSupplier clock) {
        Database database = Database.open(options);
        try {
            FileStore disk = Files.getFileStore(options.directory());
            return new RocksStore(options, clock, database, database, () -> usableBytes(disk));
        } catch (IOException | RuntimeException e) {
            database.close();
            throw e instanceof StoreException known
                    ? known
                    : new StoreException("cannot read the store in " + options.directory() + ": " + e.getMessage(), e);
        }
    }

    /** Starts writing; once. From here on the listener is called. */
    public void start(StoreListener listener) {
        if (writer != null) {
            throw new IllegalStateException("started already");
        }
        Cleaner cleaner =
                new Cleaner(database, lanes, streams, reader.background(), this::put, options, clock.getAsLong());
        writer = new Writer(
                inbox,
                journal,
                database,
                batch,
                schedule,
                new DiskSpace(options.freeBytesMin(), usableBytes),
                cleaner,
                clock,
                options.batchMax(),
                new CarefulListener(listener, counts));
        thread = new Thread(writer, "heliograph-store-write");
        thread.start();
    }

    /** @return what the store counts of itself */
    public StoreCounts counts() {
        return counts;
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
            List<Event> events,
            Executor owner,
            Runnable answer) {
        put(new Change.Sent(message, status, channel, providerIds, events, owner, answer));
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
            List<Event> events,
            Executor owner,
            Runnable answer) {
        put(new Change.Requeued(message, toChannel, status, events, owner, answer));
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
    public void find(long id, Executor owner, Consumer<@Nullable Found> answer) {
        reader.ask(owner, () -> records.find(id), null, answer);
    }

    @Override
    public void findPending(String account, String from, String to, Executor owner, Consumer<List<Message>> answer) {
        reader.search(
                owner,
                () -> new PendingSearch(database, records, account, from, to).run(lanes.all()),
                List.of(),
                answer);
    }

    @Override
    public void correlate(String channel, String providerId, Executor owner, Consumer<@Nullable Correlated> answer) {
        long now = clock.getAsLong();
        reader.ask(
                owner,
                () -> reader.correlate(channel, providerId, Keys.dayOf(now), Keys.dayOf(now - retentionMillis)),
                null,
                answer);
    }

    @Override
    public void backlog(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<List<Queued>> answer) {
        Lane lane = lanes.of(channel, priority);
        reader.ask(owner, () -> reader.backlog(lane, afterPosition, limit), List.of(), answer);
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
                receipt.channel(), receipt.providerId(), receipt.state().isFinal());
        byte[] octets = Encoding.parked(receipt);
        put(new Note(
                owner,
                to -> {
                    to.records.put(Table.PARKED, key, octets);
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
                    to.records.delete(Table.PARKED, intermediate);
                    to.records.delete(Table.PARKED, last);
                },
                () -> {}));
    }

    @Override
    public void parked(String channel, Executor owner, Consumer<List<ParkedReceipt>> answer) {
        reader.ask(owner, () -> reader.parked(channel), List.of(), answer);
    }

    @Override
    public void append(String account, Event event, Executor owner, Runnable answer) {
        List<Encoding.EncodedEvent> events = Encoding.events(List.of(event));
        put(new Note(owner, to -> to.append(account, events), answer));
    }

    @Override
    public void events(String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer) {
        reader.ask(owner, () -> reader.events(account, cursor, limit), List.of(), answer);
    }

    @Override
    public long lastCursor(String account) {
        Streams.Stream stream = streams.known(account);
        return stream == null ? 0 : stream.durable();
    }

    @Override
    public void acknowledge(String account, String consumer, ConsumerPosition position) {
        byte[] key = Keys.consumer(account, consumer);
        byte[] octets = Encoding.position(position);
        put(new Note(null, to -> to.records.put(Table.CONSUMERS, key, octets), () -> {}));
    }

    @Override
    public void position(String account, String consumer, Executor owner, Consumer<@Nullable ConsumerPosition> answer) {
        reader.ask(owner, () -> reader.position(account, consumer), null, answer);
    }

    /** What was asked before is written and answered; what comes meanwhile may be dropped. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            if (writer != null && thread != null) {
                writer.close();
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
        reader.close();
        database.close();
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
        List<Lane> waiting = lanes.all();
        if (waiting.isEmpty()) {
            return;
        }
        Snapshot opened = database.takeSnapshot();
        reader.background().execute(() -> {
            try {
                for (Lane lane : waiting) {
                    lane.add(count(lane, opened));
                }
            } finally {
                database.release(opened);
            }
        });
    }

    private long count(Lane lane, Snapshot opened) {
        long count = 0;
        try (Scan scan = database.scan(Table.BACKLOG, lane.prefix(), Keys.after(lane.prefix()), opened)) {
            for (scan.first(); scan.isValid(); scan.next()) {
                count++;
            }
        }
        return count;
    }

    private static long usableBytes(FileStore disk) {
        try {
            return disk.getUsableSpace();
        } catch (IOException e) {
            return 0; // a disk that cannot say takes nothing more
        }
    }
}
