package dev.heliograph.store;

import dev.heliograph.message.Message;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a message in, unless it was taken in before or the disk is full. */
final class Accept extends Command {
    private static final Accepted CONFLICT = new Accepted.Conflict();
    private static final Accepted UNREADABLE = new Accepted.Unreadable();
    private static final Accepted FULL = new Accepted.Full();

    private final Message message;
    private final byte[] octets;
    private final @Nullable Idempotency idempotency;
    private final Consumer<Accepted> answer;
    private @Nullable Accepted accepted;

    Accept(Message message, @Nullable Idempotency idempotency, Executor owner, Consumer<Accepted> answer) {
        super(owner);
        this.message = message;
        this.octets = Encoding.message(message);
        this.idempotency = idempotency;
        this.answer = answer;
    }

    @Override
    void apply(Batch batch) {
        accepted = decide(batch);
    }

    private Accepted decide(Batch batch) {
        if (idempotency != null) {
            SmallCodecs.Seen seen;
            try {
                seen = batch.seenKeys.find(message.account(), idempotency.key(), batch.nowMillis());
            } catch (StoreException e) {
                batch.reads.unreadable(e);
                return UNREADABLE;
            }
            if (seen != null) {
                batch.counts.duplicates().increment();
                return matches(seen, idempotency) ? new Accepted.Duplicate(seen.id(), seen.segments()) : CONFLICT;
            }
        }
        if (batch.isDiskFull()) {
            batch.counts.refusedFull().increment();
            return FULL;
        }
        return new Accepted.Stored(store(batch));
    }

    private Message store(Batch batch) {
        batch.changed();
        Message stored = message.withId(batch.nextId());
        batch.records.put(Table.MESSAGES, Keys.id(stored.id()), octets);
        if (idempotency != null) {
            SmallCodecs.Seen seen = new SmallCodecs.Seen(
                    idempotency.bodyHashHigh(),
                    idempotency.bodyHashLow(),
                    stored.id(),
                    stored.segments(),
                    batch.nowMillis());
            batch.seenKeys.put(batch.records, stored.account(), idempotency.key(), seen);
        }
        if (stored.sendAtMillis() > batch.nowMillis()) {
            batch.backlog.schedule(batch.records, stored);
        } else {
            Lane lane = batch.backlog.enter(batch.records, stored);
            batch.tell(lane, stored.id(), stored, Records.accepted(stored));
        }
        batch.deadlines.open(stored.id(), stored.firstDeadlineMillis());
        batch.counts.accepted().increment();
        return stored;
    }

    private static boolean matches(SmallCodecs.Seen seen, Idempotency idempotency) {
        return seen.bodyHashHigh() == idempotency.bodyHashHigh() && seen.bodyHashLow() == idempotency.bodyHashLow();
    }

    @Override
    void answer() {
        if (accepted != null) {
            answer.accept(accepted);
        }
    }
}
