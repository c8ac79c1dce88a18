package dev.heliograph.store;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one story of the tables of a repaired store, of which each may lack something. What was told decides: a message whose end its account was told of has ended, one that a provider has
 * given an id was sent, whatever its status says or lacks. Then every message that still waits gets a place to wait in, and none that does not wait keeps one.
 */
final class Reconciliation {
    private static final int BATCH_RECORDS = 1_000;
    private static final byte[] FIRST = {};
    private static final byte[] END = {(byte) 0xFF, (byte) 0xFF};

    private final Database fresh;
    private final BatchBuffer batch;
    /** States that this batch holds. */
    private final Map<Long, MessageStatus> unwritten = new HashMap<>();

    private final long nowMillis;
    private final long keptFromMillis;
    private long restored;
    private long waitingAgain;

    /** @param keptFromMillis no place is made for messages that were accepted before: they have ended and were cleaned away */
    Reconciliation(Database fresh, long nowMillis, long keptFromMillis) {
        this.fresh = fresh;
        this.batch = new BatchBuffer(fresh.tableNumbers());
        this.nowMillis = nowMillis;
        this.keptFromMillis = keptFromMillis;
    }

    void run() {
        each(Table.EVENTS, this::believeEvent);
        each(Table.CORRELATIONS, this::believeProvider);
        each(Table.BACKLOG, this::leaveBacklog);
        each(Table.SCHEDULE, this::leaveSchedule);
        each(Table.MESSAGES, this::takePlace);
        each(Table.CONSUMERS, this::numberOn);
    }

    /** @return states that follow from what was told */
    long restored() {
        return restored;
    }

    /** @return messages that wait where they had no place any more */
    long waitingAgain() {
        return waitingAgain;
    }

    private void each(Table table, DamagedStore.RecordVisitor visitor) {
        try (Scan scan = fresh.scan(table, FIRST, END)) {
            for (scan.first(); scan.isValid(); scan.next()) {
                visitor.record(scan.key(), scan.value());
                if (batch.count() >= BATCH_RECORDS) {
                    flush();
                }
            }
        }
        flush();
    }

    private void flush() {
        if (batch.count() > 0) {
            fresh.commit(batch);
            batch.clear();
            unwritten.clear();
        }
    }

    private void believeEvent(byte[] key, byte[] value) {
        if (!(Streams.read(Keys.lastLong(key), value) instanceof Event.Receipt receipt)
                || receipt.late()
                || !receipt.state().isFinal()) {
            return;
        }
        byte[] id = Keys.id(receipt.message());
        MessageStatus before = status(id);
        if (fresh.get(Table.MESSAGES, id) == null
                || (before != null && before.state().isFinal())) {
            return;
        }
        List<Attempt> attempts = before == null ? List.of() : before.attempts();
        put(id, new MessageStatus(receipt.state(), receipt.atMillis(), attempts, receipt.error()));
    }

    private void put(byte[] id, MessageStatus status) {
        restored++;
        unwritten.put(Keys.lastLong(id), status);
        batch.put(Table.STATUS, id, StatusCodec.writeDeadline(0, new RecordWriter(12)), Encoding.status(status));
    }

    private void believeProvider(byte[] key, byte[] value) {
        byte[] id = value;
        byte[] octets = fresh.get(Table.MESSAGES, id);
        MessageStatus before = status(id);
        if (octets == null || (before != null && !isMadeHere(before))) {
            return;
        }
        RecordReader in = new RecordReader(key, Integer.BYTES);
        String channel = in.text();
        Attempt.Part part = new Attempt.Part(in.text(), MessageState.SENT, 0);
        long atMillis = before == null ? MessageCodec.acceptedAtMillis(octets) : before.atMillis();
        List<Attempt.Part> parts = new ArrayList<>();
        if (before != null) {
            parts.addAll(before.attempts().get(0).parts());
        }
        parts.add(part);
        Attempt attempt = new Attempt(1, channel, MessageState.SENT, atMillis, 0, List.copyOf(parts), null);
        put(id, new MessageStatus(MessageState.SENT, atMillis, List.of(attempt), null));
    }

    /** Another segment of it has been met before. */
    private static boolean isMadeHere(MessageStatus status) {
        return status.state() == MessageState.SENT
                && status.attempts().size() == 1
                && status.attempts().get(0).endedAtMillis() == 0
                && status.atMillis() == status.attempts().get(0).startedAtMillis();
    }

    private @Nullable MessageStatus status(byte[] id) {
        MessageStatus status = unwritten.get(Keys.lastLong(id));
        byte[] octets = status == null ? fresh.get(Table.STATUS, id) : null;
        return octets == null ? status : StatusCodec.read(octets);
    }

    private MessageState state(byte[] id) {
        byte[] octets = fresh.get(Table.STATUS, id);
        return octets == null ? MessageState.ACCEPTED : StatusCodec.head(octets).state();
    }

    private void leaveBacklog(byte[] key, byte[] value) {
        Records.Standing standing = Records.standing(key, value);
        byte[] id = Keys.id(standing.id());
        MessageState state = state(id);
        boolean hasLeftItsFirst =
                state == MessageState.SENT && value.length == 0 && fresh.get(Table.PLACES, id) == null;
        if (state.isFinal() || hasLeftItsFirst) {
            batch.singleDelete(Table.BACKLOG, key);
        }
    }

    private void leaveSchedule(byte[] key, byte[] value) {
        if (state(Keys.id(Keys.lastLong(key))).isFinal()) {
            batch.delete(Table.SCHEDULE, key);
        }
    }

    /** Every message that no provider was given and that has not ended waits somewhere. */
    private void takePlace(byte[] id, byte[] octets) {
        MessageState state = state(id);
        if (state != MessageState.ACCEPTED && state != MessageState.QUEUED) {
            return;
        }
        Message message = MessageCodec.read(Keys.lastLong(id), octets);
        byte[] place = fresh.get(Table.PLACES, id);
        if (place == null) {
            takeFirstPlace(message);
            return;
        }
        Places.Place where = Places.read(place);
        if (where instanceof Places.Waiting waiting) {
            byte[] lane = Keys.lanePrefix(waiting.channel(), message.priority());
            restore(
                    Table.BACKLOG,
                    Keys.backlog(lane, waiting.position()),
                    Records.standingValue(waiting.position(), message.id()));
        } else if (where instanceof Places.Scheduled scheduled) {
            restore(Table.SCHEDULE, Keys.due(scheduled.dueMillis(), message.id()), FIRST);
        }
    }

    private void takeFirstPlace(Message message) {
        byte[] lane = Keys.lanePrefix(Backlog.firstChannel(message), message.priority());
        byte[] key = Keys.backlog(lane, message.id());
        if (message.acceptedAtMillis() < keptFromMillis || fresh.get(Table.BACKLOG, key) != null) {
            return;
        }
        if (message.sendAtMillis() > nowMillis) {
            restore(Table.SCHEDULE, Keys.due(message.sendAtMillis(), message.id()), FIRST);
            batch.put(Table.PLACES, Keys.id(message.id()), Places.record(new Places.Scheduled(message.sendAtMillis())));
        } else {
            restore(Table.BACKLOG, key, FIRST);
        }
    }

    private void restore(Table table, byte[] key, byte[] value) {
        if (fresh.get(table, key) == null) {
            waitingAgain++;
            batch.put(table, key, value);
        }
    }

    /** No new event gets a cursor that a consumer is done with: it would never see it. */
    private void numberOn(byte[] key, byte[] value) {
        String account = new RecordReader(key).text();
        ConsumerPosition position = SmallCodecs.readPosition(value);
        long done = position.cursor();
        for (long cursor : position.beyond()) {
            done = Math.max(done, cursor);
        }
        byte[] prefix = Keys.accountPrefix(account);
        long newest = 0;
        try (Scan own = fresh.scan(Table.EVENTS, prefix, Keys.after(prefix))) {
            newest = own.last().isValid() ? Keys.lastLong(own.key()) : 0;
        }
        byte[] numbered = fresh.get(Table.META, Keys.numbered(account));
        long known = numbered == null ? 0 : new RecordReader(numbered).varint();
        if (done > Math.max(newest, known)) {
            batch.put(
                    Table.META,
                    Keys.numbered(account),
                    new RecordWriter(10).varint(done).toOctets());
            flush();
        }
    }
}
