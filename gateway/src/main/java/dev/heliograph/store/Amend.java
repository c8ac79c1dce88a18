package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cancels or replaces a message, if no provider has it. What it decides by must be on the disk, so it begins a batch or follows only other amendments. */
final class Amend extends Command {
    private final long id;
    private final @Nullable Message replacement;
    private final byte @Nullable [] replacementOctets;
    private final MessageStatus status;
    private final byte[] statusOctets;
    private final List<Encoding.EncodedEvent> events;
    private final Consumer<Amended> answer;
    private Amended amended = Amended.UNKNOWN;

    Amend(
            long id,
            @Nullable Message replacement,
            MessageStatus status,
            @Nullable Event event,
            Executor owner,
            Consumer<Amended> answer) {
        super(owner);
        this.id = id;
        this.replacement = replacement;
        this.replacementOctets = replacement == null ? null : Encoding.message(replacement);
        this.status = status;
        this.statusOctets = Encoding.status(status);
        this.events = event == null ? List.of() : List.of(Encoding.event(event));
        this.answer = answer;
    }

    @Override
    boolean mustFollow(Batch batch) {
        return batch.mayHaveChanged(id);
    }

    @Override
    void apply(Batch batch) {
        amended = decide(batch);
    }

    private Amended decide(Batch batch) {
        Found found;
        try {
            found = batch.reads.find(id);
        } catch (StoreException e) {
            batch.reads.unreadable(e);
            return e.isDamagedRecord() ? Amended.UNKNOWN : Amended.UNREADABLE;
        }
        if (found == null) {
            return Amended.UNKNOWN;
        }
        MessageState state = found.status().state();
        if (state == MessageState.SENT || state.isFinal()) {
            return Amended.TOO_LATE;
        }
        batch.amended(id);
        if (replacement == null || replacementOctets == null) {
            batch.backlog.leave(batch.records, found.message(), false);
            batch.deadlines.end(id, new StatusCodec.Head(status, 0));
        } else {
            StatusCodec.Head head = new StatusCodec.Head(status, 0);
            batch.deadlines.move(batch.records, id, head, replacement.firstDeadlineMillis());
            replace(batch, found.message(), replacement, replacementOctets);
        }
        batch.putStatus(id, 0, statusOctets);
        batch.append(found.message().account(), events);
        return Amended.DONE;
    }

    /** With the same time it keeps its place; with another one it leaves that and comes anew, as any message does when it is due. */
    private void replace(Batch batch, Message old, Message next, byte[] octets) {
        batch.records.put(Table.MESSAGES, Keys.id(id), octets);
        if (next.sendAtMillis() == old.sendAtMillis()) {
            return;
        }
        String channel = batch.backlog.channelOf(old);
        batch.backlog.leave(batch.records, old, false);
        if (next.sendAtMillis() > batch.nowMillis()) {
            batch.backlog.schedule(batch.records, next);
        } else {
            long position = batch.nextId();
            Lane lane = batch.backlog.enter(
                    batch.records, next, channel == null ? Backlog.firstChannel(next) : channel, position);
            batch.tell(lane, position, next, status);
        }
    }

    @Override
    void answer() {
        answer.accept(amended);
    }
}
