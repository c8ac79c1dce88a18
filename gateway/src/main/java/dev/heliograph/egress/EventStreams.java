package dev.heliograph.egress;

import dev.heliograph.message.Event;
import dev.heliograph.store.ConsumerPosition;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of all accounts. The newest events of each are held in memory, so that consumers which keep up never touch the disk; the others read from the
 * store, at their own pace.
 */
public final class EventStreams implements EventSource {
    private final Store store;
    private final int tailMax;
    private final ConcurrentHashMap<String, EventStream> streams = new ConcurrentHashMap<>();
    private final LongAdder missed = new LongAdder();

    /** Streams that got events in the batch under way; touched by the store's writer only. */
    private final ArrayList<EventStream> touched = new ArrayList<>();

    /**
     * @param store where the events are
     * @param tailMax events of one account held in memory, a power of two
     */
    public EventStreams(Store store, int tailMax) {
        if (Integer.bitCount(tailMax) != 1) {
            throw new IllegalArgumentException("tailMax " + tailMax + " is not a power of two");
        }
        this.store = store;
        this.tailMax = tailMax;
    }

    /** Hears of a durable event; on the store's writer. */
    public void onEvent(String account, Event event) {
        EventStream stream = stream(account);
        if (stream.append(event)) {
            touched.add(stream);
        }
    }

    /** Wakes whoever waits for what came in this batch; on the store's writer. */
    public void onBatchEnd() {
        for (EventStream stream : touched) {
            stream.wake();
        }
        touched.clear();
    }

    @Override
    public void subscribe(
            String account, @Nullable String consumer, long after, Executor owner, Consumer<Subscription> opened) {
        EventStream stream = stream(account);
        if (consumer == null) {
            ConsumerPosition from = ConsumerPosition.at(after >= 0 ? after : stream.last());
            owner.execute(() -> opened.accept(open(account, null, from, after < 0, owner)));
        } else if (after >= 0) {
            begin(account, consumer, ConsumerPosition.at(after), false, owner, opened);
        } else {
            store.position(
                    account,
                    consumer,
                    owner,
                    stored -> {
                        if (stored != null) {
                            opened.accept(open(account, consumer, stored, true, owner));
                        } else {
                            begin(account, consumer, ConsumerPosition.at(stream.last()), true, owner, opened);
                        }
                    },
                    () -> subscribe(account, consumer, after, owner, opened));
        }
    }

    /** A place that is kept before it is used: what comes before its first acknowledgement must be found again after a crash. */
    private void begin(
            String account,
            String consumer,
            ConsumerPosition from,
            boolean resumed,
            Executor owner,
            Consumer<Subscription> opened) {
        store.acknowledge(
                account, consumer, from, owner, () -> opened.accept(open(account, consumer, from, resumed, owner)));
    }

    @Override
    public void page(
            String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed) {
        store.events(account, cursor, limit, owner, answer, failed);
    }

    @Override
    public void keep(String account, String name, long[] cursors, Executor owner, Runnable kept) {
        store.acknowledge(account, name, new ConsumerPosition(0, cursors), owner, kept);
    }

    @Override
    public void kept(String account, String name, Executor owner, Consumer<long[]> answer) {
        store.position(
                account,
                name,
                owner,
                kept -> answer.accept(kept == null ? new long[0] : kept.beyond()),
                () -> kept(account, name, owner, answer));
    }

    /** @return events that were cleaned away before the consumer that they were kept for came to read them */
    public LongAdder missed() {
        return missed;
    }

    private Subscription open(
            String account, @Nullable String consumer, ConsumerPosition from, boolean resumed, Executor owner) {
        EventStream stream = stream(account);
        StreamSubscription subscription =
                new StreamSubscription(store, stream, account, consumer, from, resumed, owner, missed);
        stream.join(subscription);
        return subscription;
    }

    private EventStream stream(String account) {
        EventStream stream = streams.get(account);
        return stream != null
                ? stream
                : streams.computeIfAbsent(account, name -> new EventStream(store.lastCursor(name), tailMax));
    }
}
