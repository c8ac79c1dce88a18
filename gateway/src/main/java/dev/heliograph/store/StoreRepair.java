package dev.heliograph.store;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies what can be read of a damaged store into a fresh one, which takes its place; the damaged one is kept under another name. Nothing is guessed: a record that its
 * codec refuses is left out and counted. Only what says where a message waits is made anew where it is missing, so that no message that can be read is forgotten.
 */
public final class StoreRepair {
    private static final int BATCH_RECORDS = 1_000;
    private static final long ID_BLOCK = 1 << 20;
    private static final String WORK = "repaired";

    private final StoreOptions options;
    private final LongSupplier clock;
    private final Map<Table, Loss> losses = new EnumMap<>(Table.class);
    private long newestCounter;
    private long waitingAgain;

    private StoreRepair(StoreOptions options, LongSupplier clock) {
        this.options = options;
        this.clock = clock;
    }

    /**
     * What became of one table.
     *
     * @param copied records
     * @param damaged records that are not what was written
     * @param gaps places where records are missing, nobody knows how many
     */
    public record Loss(String table, long copied, long damaged, long gaps) {
        public boolean isNone() {
            return damaged == 0 && gaps == 0;
        }
    }

    /**
     * @param kept where the damaged store is now
     * @param waitingAgain messages whose place in a backlog was lost and made anew
     * @param losses table by table
     */
    public record Report(Path kept, long waitingAgain, java.util.List<Loss> losses) {
        public boolean isLossless() {
            return losses.stream().allMatch(Loss::isNone);
        }
    }

    /**
     * Repairs the store of a directory; no process may have it open. Blocks for as long as copying takes, and needs room for the copy.
     *
     * @throws StoreException when the directory cannot be used, is in use, or holds nothing that can be opened at all
     */
    public static Report run(StoreOptions options, LongSupplier clock) {
        try (DirectoryLock lock = DirectoryLock.take(options.directory())) {
            return new StoreRepair(options, clock).run();
        } catch (IOException e) {
            throw new StoreException("cannot repair the store in " + options.directory() + ": " + e, e);
        }
    }

    private Report run() throws IOException {
        Path directory = options.directory();
        Path work = directory.resolve(WORK);
        DamagedStore.deleteTree(work);
        try (DamagedStore damaged = DamagedStore.open(options);
                Database fresh = Database.open(options.in(work))) {
            Identity.check(fresh, options);
            for (Table table : Table.values()) {
                if (table != Table.META) {
                    copy(damaged, fresh, table);
                }
            }
            restoreWaiting(fresh);
            BatchBuffer last = new BatchBuffer(fresh.tableNumbers());
            last.put(
                    Table.META,
                    Keys.RESERVED,
                    new RecordWriter(10).varint(newestCounter + ID_BLOCK).toOctets());
            fresh.commit(last);
        }
        Path kept = directory.resolve("store.damaged-" + clock.getAsLong());
        Files.move(directory.resolve(Database.SUBDIRECTORY), kept);
        Files.move(work.resolve(Database.SUBDIRECTORY), directory.resolve(Database.SUBDIRECTORY));
        DamagedStore.deleteTree(work);
        return new Report(kept, waitingAgain, java.util.List.copyOf(losses.values()));
    }

    private void copy(DamagedStore damaged, Database fresh, Table table) {
        BatchBuffer batch = new BatchBuffer(fresh.tableNumbers());
        long[] counts = new long[2];
        long gaps = damaged.forEach(table, (key, value) -> {
            if (!isGood(fresh, table, key, value)) {
                counts[1]++;
                return;
            }
            counts[0]++;
            batch.put(table, key, value);
            if (batch.count() >= BATCH_RECORDS) {
                fresh.commit(batch);
                batch.clear();
            }
        });
        if (batch.count() > 0) {
            fresh.commit(batch);
        }
        losses.put(table, new Loss(table.label(), counts[0], counts[1], gaps));
    }

    private boolean isGood(Database fresh, Table table, byte[] key, byte[] value) {
        try {
            switch (table) {
                case MESSAGES ->
                    note(MessageCodec.read(Keys.lastLong(key), value).id());
                case STATUS -> StatusCodec.read(value);
                case EVENTS -> Streams.read(Keys.lastLong(key), value);
                case CONSUMERS -> SmallCodecs.readPosition(value);
                case PARKED -> SmallCodecs.readParked(value);
                case IDEMPOTENCY -> SmallCodecs.readSeen(value);
                case PLACES -> Places.read(value);
                case CORRELATIONS -> new RecordReader(value).fixed64();
                case BACKLOG -> {
                    Records.Standing standing = Records.standing(key, value);
                    note(standing.position());
                    return fresh.get(Table.MESSAGES, Keys.id(standing.id())) != null;
                }
                case SCHEDULE -> {
                    return fresh.get(Table.MESSAGES, Keys.id(Keys.lastLong(key))) != null;
                }
                default -> Keys.lastLong(key);
            }
            return true;
        } catch (DamagedRecordException e) {
            return false;
        }
    }

    private void note(long id) {
        newestCounter = Math.max(newestCounter, MessageId.counter(id));
    }

    /** Every message that no provider was given and that has not ended waits somewhere. */
    private void restoreWaiting(Database fresh) {
        BatchBuffer batch = new BatchBuffer(fresh.tableNumbers());
        try (Scan scan = fresh.scan(Table.MESSAGES, Keys.id(0), Keys.id(-1))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                long id = Keys.lastLong(scan.key());
                byte[] status = fresh.get(Table.STATUS, scan.key());
                if (isWaiting(status) && fresh.get(Table.PLACES, scan.key()) == null) {
                    restore(fresh, batch, MessageCodec.read(id, scan.value()));
                }
                if (batch.count() >= BATCH_RECORDS) {
                    fresh.commit(batch);
                    batch.clear();
                }
            }
        }
        if (batch.count() > 0) {
            fresh.commit(batch);
        }
    }

    private static boolean isWaiting(byte @Nullable [] status) {
        MessageState state = status == null
                ? MessageState.ACCEPTED
                : StatusCodec.head(status).state();
        return state == MessageState.ACCEPTED || state == MessageState.QUEUED;
    }

    private void restore(Database fresh, BatchBuffer batch, Message message) {
        byte[] prefix = Keys.lanePrefix(Backlog.firstChannel(message), message.priority());
        byte[] key = Keys.backlog(prefix, message.id());
        if (fresh.get(Table.BACKLOG, key) != null) {
            return;
        }
        waitingAgain++;
        if (message.sendAtMillis() > clock.getAsLong()) {
            batch.put(Table.SCHEDULE, Keys.due(message.sendAtMillis(), message.id()), new byte[0]);
            batch.put(Table.PLACES, Keys.id(message.id()), Places.record(new Places.Scheduled(message.sendAtMillis())));
        } else {
            batch.put(Table.BACKLOG, key, new byte[0]);
        }
    }
}
