package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the writer is putting together: records for one sync, and what is to be told after it. Commands see the writer's state through it. */
final class Batch {
    final BatchBuffer records;
    final Disk disk;
    final Records reads;
    private final Ids ids;
    final Deadlines deadlines;
    final Backlog backlog;
    final SeenKeys seenKeys;
    final StoreCounts counts;
    private final Streams streams;
    private final List<Told> told = new ArrayList<>();
    private final List<Happened> happened = new ArrayList<>();
    private final List<Queued> overdue = new ArrayList<>();
    private final List<CatchUp> catchUps = new ArrayList<>();
    private final Set<Long> amended = new HashSet<>();
    private final RecordWriter statusHead = new RecordWriter(12);
    private boolean changing;
    private long nowMillis;
    private boolean diskFull;

    Batch(
            Disk disk,
            Records reads,
            Ids ids,
            Deadlines deadlines,
            Backlog backlog,
            SeenKeys seenKeys,
            Streams streams,
            StoreCounts counts) {
        this.disk = disk;
        this.records = new BatchBuffer(disk.tableNumbers());
        this.reads = reads;
        this.ids = ids;
        this.deadlines = deadlines;
        this.backlog = backlog;
        this.seenKeys = seenKeys;
        this.streams = streams;
        this.counts = counts;
    }

    /** A message that its lane is to hear of. */
    private record Told(Lane lane, Queued queued) {}

    /** An event that its account's consumers are to hear of. */
    private record Happened(Streams.Stream stream, Event event) {}

    void begin(long now, boolean full, int idsAtMost) {
        nowMillis = now;
        diskFull = full;
        records.clear();
        told.clear();
        happened.clear();
        overdue.clear();
        catchUps.clear();
        amended.clear();
        changing = false;
        ids.reserve(records, idsAtMost);
    }

    /** @return the next number, for an id or a position */
    long nextId() {
        long id = ids.next();
        deadlines.makeRoom(records, id);
        return id;
    }

    /** Gives back what was reserved and not used, when the store is closed. */
    void releaseIds() {
        ids.release(records);
    }

    long nowMillis() {
        return nowMillis;
    }

    boolean isDiskFull() {
        return diskFull;
    }

    /** A message is in its lane's backlog from this batch on. */
    void tell(Lane lane, long position, Message message, MessageStatus status) {
        told.add(new Told(lane, new Queued(position, message, status)));
    }

    void putStatus(long id, long deadlineMillis, byte[] status) {
        records.put(Table.STATUS, Keys.id(id), StatusCodec.writeDeadline(deadlineMillis, statusHead.reset()), status);
    }

    /** A message that has ended is forgotten. */
    void dropMessage(long id) {
        records.delete(Table.MESSAGES, Keys.id(id));
        records.delete(Table.STATUS, Keys.id(id));
    }

    void append(String account, List<Encoding.EncodedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Streams.Stream stream = streams.of(account);
        for (Encoding.EncodedEvent event : events) {
            happened.add(new Happened(stream, streams.append(records, stream, event, nowMillis)));
        }
    }

    /** The listener is to hear that these have not ended in time. */
    void overdue(List<Queued> late) {
        overdue.addAll(late);
    }

    void catchUp(CatchUp command) {
        catchUps.add(command);
    }

    List<CatchUp> catchUps() {
        return catchUps;
    }

    /** An amendment has read and changed this message. */
    void amended(long id) {
        amended.add(id);
    }

    /** @return whether an amendment of this message would read what this batch has not written yet */
    boolean mayHaveChanged(long id) {
        return changing || amended.contains(id);
    }

    /** A command that may have changed some message was applied. */
    void changed() {
        changing = true;
    }

    /**
     * Applies a command. What it throws ends the store: its records and what is remembered of them might differ, and whoever waits for the answer would wait for ever,
     * so a restart from what is on the disk is the only safe way on.
     */
    void apply(Command command) {
        counts.commands().increment();
        command.apply(this);
    }

    /** The batch is on the disk: the state follows. */
    void written() {
        seenKeys.written();
        backlog.written();
        deadlines.written();
        for (Happened one : happened) {
            one.stream.setDurable(one.event.cursor());
        }
    }

    /** Tells the listener of every message whose lane has no others waiting on the disk. */
    void tellMessages(StoreListener listener) {
        for (int i = 0; i < told.size(); i++) {
            Told one = told.get(i);
            if (!one.lane.isSpilled() && !listener.onAccepted(one.lane.channel(), one.queued)) {
                one.lane.setSpilled(true);
            }
        }
    }

    void tellEvents(StoreListener listener) {
        if (happened.isEmpty()) {
            return;
        }
        for (int i = 0; i < happened.size(); i++) {
            Happened one = happened.get(i);
            listener.onEvent(one.stream.account(), one.event);
        }
        listener.onBatchEnd();
    }

    void tellDeadlines(StoreListener listener) {
        overdue.forEach(listener::onDeadline);
    }
}
