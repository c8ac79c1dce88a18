package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import java.util.List;
import java.util.concurrent.Executor;

/** A message has come further: its new status, what follows from it, and the events that tell about it. */
abstract class Change extends Command {
    private final long id;
    private final byte[] status;
    private final Runnable answer;

    private Change(long id, MessageStatus status, Executor owner, Runnable answer) {
        super(owner);
        this.id = id;
        this.status = Encoding.status(status);
        this.answer = answer;
    }

    @Override
    void apply(Batch batch) {
        batch.changed();
        batch.records.put(Table.STATUS, Keys.id(id), status);
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
    }

    /** A provider has taken it: it waits no longer, and the provider's ids lead back to it. */
    static final class Sent extends Change {
        private final Message message;
        private final String channel;
        private final List<String> providerIds;
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
            this.events = Encoding.events(events);
        }

        @Override
        void apply(Batch batch) {
            batch.backlog.leave(batch.records, message, true);
            super.apply(batch);
            int day = Keys.dayOf(batch.nowMillis());
            for (String providerId : providerIds) {
                batch.records.put(
                        Table.CORRELATIONS, Keys.correlation(day, channel, providerId), Keys.id(message.id()));
            }
            batch.append(message.account(), events);
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
            if (isFinal) {
                batch.backlog.leave(batch.records, message, false);
            }
            super.apply(batch);
            batch.append(message.account(), events);
        }
    }

    /** It goes to the end of a backlog. */
    static final class Requeued extends Change {
        private final Message message;
        private final String toChannel;
        private final MessageStatus status;
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
            this.status = status;
            this.events = Encoding.events(events);
        }

        @Override
        void apply(Batch batch) {
            batch.backlog.leave(batch.records, message, false);
            super.apply(batch);
            long position = batch.ids.next();
            Lane lane = batch.backlog.enter(batch.records, message, toChannel, position);
            batch.tell(lane, position, message, status);
            batch.append(message.account(), events);
        }
    }
}
