package dev.heliograph.ingress.http;

import dev.heliograph.egress.EventStreams;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageState;
import dev.heliograph.store.DiskStore;
import dev.heliograph.store.Queued;
import dev.heliograph.store.QuietListener;
import dev.heliograph.store.StoreOptions;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The real streams over the real store, in a directory of the test. */
final class StoredEvents implements AutoCloseable, QuietListener {
    static final long NOW = 1_795_341_600_000L;
    private static final int TAIL_MAX = 64;

    final EventStreams streams;
    private final DiskStore store;

    StoredEvents(Path directory) {
        StoreOptions options = new StoreOptions(directory, 1, 100_000, 4_096, true, 72, 0, 16L << 20, 16L << 20);
        store = DiskStore.open(options, () -> NOW);
        streams = new EventStreams(store, TAIL_MAX);
        store.start(this);
    }

    static Event receipt(int number, String reference) {
        return new Event.Receipt(
                0,
                number,
                reference,
                Address.alphanumeric("Demo"),
                Address.international("393331234567"),
                "sms-main",
                MessageState.DELIVERED,
                false,
                1,
                NOW,
                NOW,
                null,
                1,
                "",
                Door.HTTP,
                null);
    }

    static Event inbound(String text) {
        return new Event.Inbound(
                0,
                "sms-main",
                Address.international("393331234567"),
                new Address("12345", 3, 0),
                new Content.Text(text),
                text,
                NOW);
    }

    /** Appends receipts with the references {@code first} to {@code last}; returns once they are on disk. */
    void receipts(String account, int first, int last) {
        CountDownLatch stored = new CountDownLatch(last - first + 1);
        for (int i = first; i <= last; i++) {
            store.append(account, receipt(i, "r" + i), Runnable::run, stored::countDown);
        }
        await(stored);
    }

    void append(String account, Event event) {
        CountDownLatch stored = new CountDownLatch(1);
        store.append(account, event, Runnable::run, stored::countDown);
        await(stored);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the store does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return false;
    }

    @Override
    public void onEvent(String account, Event event) {
        streams.onEvent(account, event);
    }

    @Override
    public void onBatchEnd() {
        streams.onBatchEnd();
    }

    @Override
    public void close() {
        store.close();
    }
}
