package dev.heliograph.egress;

import dev.heliograph.message.Event;
import dev.heliograph.store.ConsumerPosition;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One consumer's place in one stream; owned by the loop that opened it, but for {@link #wakeIfWaiting}. */
final class StreamSubscription implements EventSource.Subscription {
    private static final Logger log = LoggerFactory.getLogger(StreamSubscription.class);

    private final Store store;
    private final EventStream stream;
    private final String account;
    private final @Nullable String consumer;
    private final Executor owner;
    private final LongAdder missed;
    private final Acknowledgements acknowledgements;
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private long position;
    private boolean resumed;
    private boolean closed;
    /** A position is on its way to the disk. */
    private boolean saving;

    /** Acknowledgements came since. */
    private boolean unsaved;

    /**
     * @param resumed whether everything behind {@code from} is owed to this consumer; otherwise it begins at the first event that is still there
     * @param missed counts events that were cleaned away before their consumer came to read them
     */
    StreamSubscription(
            Store store,
            EventStream stream,
            String account,
            @Nullable String consumer,
            ConsumerPosition from,
            boolean resumed,
            Executor owner,
            LongAdder missed) {
        this.store = store;
        this.stream = stream;
        this.account = account;
        this.consumer = consumer;
        this.owner = owner;
        this.acknowledgements = new Acknowledgements(from);
        this.position = from.cursor();
        this.resumed = resumed;
        this.missed = missed;
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
            store.events(account, position, max, owner, read -> deliver(read, answer), () -> fetch(max, answer));
        } else {
            deliver(events, answer);
        }
    }

    private void deliver(List<Event> events, Consumer<List<Event>> answer) {
        if (closed || events.isEmpty()) {
            answer.accept(List.of());
            return;
        }
        for (Event event : events) {
            if (event.cursor() > position + 1) {
                skipTo(event.cursor());
            }
            position = event.cursor();
            resumed = true;
        }
        answer.accept(acknowledgements.without(events));
    }

    private void skipTo(long first) {
        long lost = acknowledgements.skip(position, first - 1);
        if (lost > 0 && resumed && consumer != null) {
            missed.add(lost);
            log.warn("account {}: {} events were gone before consumer {} came to read them", account, lost, consumer);
        }
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

    /** One at a time, however many acknowledgements come meanwhile: a slow disk gets fewer and not more of them. */
    private void save() {
        if (consumer == null || closed) {
            return;
        }
        unsaved = true;
        if (!saving) {
            saving = true;
            owner.execute(this::saveNow);
        }
    }

    private void saveNow() {
        saving = unsaved;
        if (unsaved && consumer != null) {
            unsaved = false;
            store.acknowledge(account, consumer, acknowledgements.position(), owner, this::saveNow);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long behind() {
        return acknowledgements.openUpTo(stream.last());
    }

    @Override
    public void close() {
        closed = true;
        saveNow(); // before anybody who takes over asks for the position
        waiting.set(null);
        stream.leave(this);
    }
}
