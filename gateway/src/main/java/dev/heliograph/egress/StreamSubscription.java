package dev.heliograph.egress;

import dev.heliograph.message.Event;
import dev.heliograph.store.ConsumerPosition;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One consumer's place in one stream; owned by the loop that opened it, but for {@link #wakeIfWaiting}. */
final class StreamSubscription implements EventSource.Subscription {
    private final Store store;
    private final EventStream stream;
    private final String account;
    private final @Nullable String consumer;
    private final Executor owner;
    private final Acknowledgements acknowledgements;
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private long position;
    private boolean closed;
    private boolean saving;

    StreamSubscription(
            Store store,
            EventStream stream,
            String account,
            @Nullable String consumer,
            ConsumerPosition from,
            Executor owner) {
        this.store = store;
        this.stream = stream;
        this.account = account;
        this.consumer = consumer;
        this.owner = owner;
        this.acknowledgements = new Acknowledgements(from);
        this.position = from.cursor();
    }

    @Override
    public void fetch(int max, Consumer<List<Event>> answer) {
        if (closed || position >= stream.last()) {
            answer.accept(List.of());
            return;
        }
        ArrayList<Event> events = new ArrayList<>();
        stream.read(position, max, events);
        if (events.isEmpty()) {
            store.events(account, position, max, owner, read -> deliver(read, answer));
        } else {
            deliver(events, answer);
        }
    }

    private void deliver(List<Event> events, Consumer<List<Event>> answer) {
        if (closed || events.isEmpty()) {
            answer.accept(List.of());
            return;
        }
        long first = events.get(0).cursor();
        if (first > position + 1) {
            acknowledgements.skip(position, first - 1);
        }
        position = events.get(events.size() - 1).cursor();
        answer.accept(acknowledgements.without(events));
    }

    @Override
    public void onAvailable(Runnable wake) {
        waiting.set(wake);
        if (position < stream.last()) {
            wakeIfWaiting();
        }
    }

    /** Any thread. */
    void wakeIfWaiting() {
        if (waiting.get() != null) {
            Runnable wake = waiting.getAndSet(null);
            if (wake != null) {
                owner.execute(wake);
            }
        }
    }

    @Override
    public void acknowledge(long cursor) {
        if (acknowledgements.add(cursor)) {
            save();
        }
    }

    @Override
    public void acknowledgeUpTo(long cursor) {
        if (acknowledgements.addUpTo(Math.min(cursor, stream.last()))) {
            save();
        }
    }

    /** Once a turn of the loop, however many acknowledgements came in it. */
    private void save() {
        String name = consumer;
        if (name == null || saving || closed) {
            return;
        }
        saving = true;
        owner.execute(() -> {
            saving = false;
            store.acknowledge(account, name, acknowledgements.position());
        });
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        closed = true;
        waiting.set(null);
        stream.leave(this);
    }
}
