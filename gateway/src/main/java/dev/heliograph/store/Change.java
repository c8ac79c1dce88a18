package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A message has come further: its new status, what follows from it, and the events that tell about it. */
abstract class Change extends Command {
    /** For changes that leave the deadline as it is. */
    static final long KEPT = -1;

    private final long id;
    private final MessageStatus next;
    private final byte[] octets;
    private final Runnable answer;

    private Change(long id, MessageStatus status, Executor owner, Runnable answer) {
        super(owner);
        this.id = id;
        this.next = status;
        this.octets = Encoding.status(status);
        this.answer = answer;
    }

    /**
     * Writes the new status, unless the message has ended: a final state stays. Then the change is counted and answered, and has no effect, so that whoever gave it
     * goes on.
     *
     * @param deadlineMillis the new deadline, or {@link #KEPT}
     * @return whether the status was written
     */
    boolean moved(Batch batch, long deadlineMillis) {
        return moved(batch, deadlineMillis, false);
    }

    /** @param ends whether the account is told of this change as of the end: then it has no effect on a message that has ended, not even where it would be progress */
    boolean moved(Batch batch, long deadlineMillis, boolean ends) {
        batch.changed();
        Deadlines deadlines = batch.deadlines;
        long deadline = deadlineMillis;
        if (deadlines.isOpen(id)) {
            deadline = deadlineMillis == KEPT ? deadlines.of(id) : deadlineMillis;
        } else {
            StatusCodec.Head before = recorded(batch);
            if (before != null
                    && before.state().isFinal()
                    && (ends || !before.state().mayBecome(next.state()))) {
                batch.counts.overtaken().increment();
                return false;
            }
            deadline = deadlineMillis == KEPT ? (before == null ? 0 : before.deadlineMillis()) : deadlineMillis;
        }
        StatusCodec.Head head = new StatusCodec.Head(next, deadline);
        if (next.state().isFinal()) {
            deadlines.end(id, head);
        } else if (deadlineMillis == KEPT) {
            deadlines.keep(id, head);
        } else {
            deadlines.move(batch.records, id, head, deadline);
        }
        batch.putStatus(id, deadline, octets);
        return true;
    }

    /** A status that is damaged must not hold its message for ever: it is counted, named, and written anew. */
    private StatusCodec.@Nullable Head recorded(Batch batch) {
        try {
            return batch.deadlines.recorded(id);
        } catch (StoreException e) {
            if (!e.isDamagedRecord()) {
                throw e;
            }
            batch.reads.unreadable(e);
            return null;
        }
    }

    @Override
    void answer() {
        answer.run();
    }

    /** An attempt is about to be written to the provider. */
    static final class Sending extends Change {
        Sending(long id, MessageStatus status, Executor owner, Runnable answer) {
            super(id, status, owner, answer);
        }

        @Override
        void apply(Batch batch) {
            moved(batch, KEPT);
        }
    }

    /** A provider has taken it: it waits no longer, and the provider's ids lead back to it. */
    static final class Sent extends Change {
        private final Message message;
        private final String channel;
        private final List<String> providerIds;
        private final long deadlineMillis;
        private final List<Encoding.EncodedEvent> events;

        Sent(
                Message message,
                MessageStatus status,
                String channel,
                List<String> providerIds,
                long deadlineMillis,
                List<Event> events,
                Executor owner,
                Runnable answer) {
            super(message.id(), status, owner, answer);
            this.message = message;
            this.channel = channel;
            this.providerIds = List.copyOf(providerIds);
            this.deadlineMillis = deadlineMillis;
            this.events = Encoding.events(events);
        }

        @Override
        void apply(Batch batch) {
            boolean moved = moved(batch, deadlineMillis);
            batch.backlog.leave(batch.records, message, moved);
            int day = Keys.dayOf(batch.nowMillis());
            for (String providerId : providerIds) {
                batch.records.put(
                        Table.CORRELATIONS, Keys.correlation(day, channel, providerId), Keys.id(message.id()));
            }
            if (moved) {
                batch.append(message.account(), events);
            }
        }
    }

    /** Its state has changed; a final one ends its waiting. */
    static final class Settled extends Change {
        private final Message message;
        private final boolean isFinal;
        private final List<Encoding.EncodedEvent> events;

        Settled(Message message, MessageStatus status, List<Event> events, Executor owner, Runnable answer) {
            super(message.id(), status, owner, answer);
            this.message = message;
            this.isFinal = status.state().isFinal();
            this.events = Encoding.events(events);
        }

        @Override
        void apply(Batch batch) {
            boolean moved = moved(batch, KEPT, Encoding.tellTheEnd(events));
            if (isFinal) {
                batch.backlog.leave(batch.records, message, false);
            }
            if (moved) {
                batch.append(message.account(), events);
            } else if (isFinal && message.route().size() > 1) {
                // Two of its channels have ended it: who comes second is told as late.
                batch.append(message.account(), Encoding.late(events));
            }
        }
    }

    /** It goes to the end of a backlog. */
    static final class Requeued extends Change {
        private final Message message;
        private final String toChannel;
        private final MessageStatus status;
        private final long deadlineMillis;
        private final List<Encoding.EncodedEvent> events;

        Requeued(
                Message message,
                String toChannel,
                MessageStatus status,
                long deadlineMillis,
                List<Event> events,
                Executor owner,
                Runnable answer) {
            super(message.id(), status, owner, answer);
            this.message = message;
            this.toChannel = toChannel;
            this.deadlineMillis = deadlineMillis;
            this.status = status;
            this.events = Encoding.events(events);
        }

        @Override
        void apply(Batch batch) {
            boolean moved = moved(batch, deadlineMillis);
            batch.backlog.leave(batch.records, message, false);
            if (!moved) {
                return;
            }
            long position = batch.nextId();
            Lane lane = batch.backlog.enter(batch.records, message, toChannel, position);
            batch.tell(lane, position, message, status);
            batch.append(message.account(), events);
        }
    }
}
