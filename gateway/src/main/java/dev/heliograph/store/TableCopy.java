package dev.heliograph.store;

import dev.heliograph.message.MessageId;
import dev.heliograph.store.RepairReport.TableLoss;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copies tables out of a damaged store, leaves out what their codecs refuse, and counts. What other records speak of and is not there counts as missing: messages that have a status, events between
 * two that have their cursors.
 */
final class TableCopy {
    private static final int BATCH_RECORDS = 10_000;
    private static final int BATCH_OCTETS = 4 << 20;
    /** Messages that are known to be lost are told apart up to so many. */
    private static final int ABSENT_MAX = 1_000_000;

    private final Salvage damaged;
    private final Database fresh;
    private final long keptFromMillis;
    private final BatchBuffer batch;
    private final Map<Table, Counts> counts = new EnumMap<>(Table.class);
    private final Set<Long> absent = new HashSet<>();
    private byte[] lastEvent = {};
    private long newestCounter;

    private static final class Counts {
        private long copied;
        private long damaged;
        private long missing;
        private long gaps;
    }

    /** @param keptFromMillis what ended before may have been cleaned away in part */
    TableCopy(Salvage damaged, Database fresh, long keptFromMillis) {
        this.damaged = damaged;
        this.fresh = fresh;
        this.keptFromMillis = keptFromMillis;
        this.batch = new BatchBuffer(fresh.tableNumbers());
        for (Table table : Table.values()) {
            counts.put(table, new Counts());
        }
    }

    /** @param tables messages before what refers to them, as {@link Table} has them */
    void copy(List<Table> tables) {
        for (Table table : tables) {
            Counts of = of(table);
            of.gaps += damaged.forEach(table, (key, value) -> copy(table, key, value, of));
            flush();
        }
    }

    private void copy(Table table, byte[] key, byte[] value, Counts of) {
        try {
            if (isKept(table, key, value)) {
                of.copied += table == Table.PARKED && Parked.isTime(key) ? 0 : 1;
                batch.put(table, key, value);
                if (batch.count() >= BATCH_RECORDS || batch.octets() >= BATCH_OCTETS) {
                    flush();
                }
            }
        } catch (DamagedRecordException e) {
            of.damaged++;
        }
    }

    private void flush() {
        if (batch.count() > 0) {
            fresh.commit(batch);
            batch.clear();
        }
    }

    /** @throws DamagedRecordException when it is not what was written */
    private boolean isKept(Table table, byte[] key, byte[] value) {
        switch (table) {
            case MESSAGES -> readMessage(Keys.lastLong(key), value);
            case STATUS -> {
                return hasMessage(key, StatusCodec.read(value).atMillis());
            }
            case EVENTS -> follow(key, value);
            case CONSUMERS -> SmallCodecs.readPosition(value);
            case PARKED -> {
                if (!Parked.isTime(key)) {
                    SmallCodecs.readParked(value);
                }
            }
            case IDEMPOTENCY -> {
                SmallCodecs.Seen seen = SmallCodecs.readSeen(value);
                // Under the key of a lost message another must be accepted, not be told that it was.
                return isThere(Keys.id(seen.id())) || seen.atMillis() < keptFromMillis;
            }
            case PLACES -> {
                Places.read(value);
                return isThere(key);
            }
            case SHELVES -> Shelves.check(value);
            case CORRELATIONS -> new RecordReader(value).fixed64();
            case BACKLOG -> {
                Records.Standing standing = Records.standing(key, value);
                note(standing.position());
                return hasMessage(Keys.id(standing.id()), Long.MAX_VALUE);
            }
            case SCHEDULE -> {
                return hasMessage(Keys.id(Keys.lastLong(key)), Long.MAX_VALUE);
            }
            default -> Keys.lastLong(key);
        }
        return true;
    }

    private void readMessage(long id, byte[] value) {
        try {
            MessageCodec.read(id, value);
            note(id);
        } catch (DamagedRecordException e) {
            isNewlyAbsent(id);
            throw e;
        }
    }

    private boolean isNewlyAbsent(long id) {
        return absent.size() < ABSENT_MAX && absent.add(id);
    }

    private boolean isThere(byte[] id) {
        return fresh.get(Table.MESSAGES, id) != null;
    }

    /** A message of which something is known and that is not there is counted once. */
    private boolean hasMessage(byte[] id, long atMillis) {
        if (isThere(id)) {
            return true;
        }
        if (atMillis >= keptFromMillis && isNewlyAbsent(Keys.lastLong(id))) {
            of(Table.MESSAGES).missing++;
        }
        return false;
    }

    private void note(long id) {
        newestCounter = Math.max(newestCounter, MessageId.counter(id));
    }

    /** Cursors rise by one: those left out were lost. */
    private void follow(byte[] key, byte[] value) {
        long cursor = Keys.lastLong(key);
        byte[] account = Arrays.copyOf(key, key.length - Keys.LONG);
        boolean isNext = lastEvent.length == key.length
                && Arrays.equals(lastEvent, 0, account.length, account, 0, account.length);
        if (isNext) {
            of(Table.EVENTS).missing += cursor - Keys.lastLong(lastEvent) - 1;
        }
        lastEvent = key;
        Streams.read(cursor, value);
    }

    private Counts of(Table table) {
        Counts found = counts.get(table);
        if (found == null) {
            throw new IllegalStateException(table.label());
        }
        return found;
    }

    /** @return the newest counter of any id or position that was copied */
    long newestCounter() {
        return newestCounter;
    }

    List<TableLoss> losses() {
        return counts.entrySet().stream()
                .filter(entry -> entry.getKey() != Table.META)
                .map(entry -> {
                    Counts of = entry.getValue();
                    return new TableLoss(entry.getKey().label(), of.copied, of.damaged, of.missing, of.gaps);
                })
                .toList();
    }
}
