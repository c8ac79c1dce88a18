package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Measures full lives a second: accepted, sent with a provider id, settled with an event. Run by hand: the directory, messages in flight, seconds.
 *
 * <p>One event loop gives all commands, as a node with one busy connection does.
 */
final class StoreThroughput {
    private static final String TEXT =
            "Your parcel 4711 leaves the depot at 10:40 and will be with you before noon. To change the day or the place, answer this message with CHANGE.";

    private final DiskStore store;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final Semaphore room;
    private final AtomicLong lives = new AtomicLong();
    private final MessageStatus settled = Samples.status(MessageState.DELIVERED);
    private final Message message = Samples.message(TEXT);

    private StoreThroughput(DiskStore store, int inFlight) {
        this.store = store;
        this.room = new Semaphore(inFlight);
    }

    public static void main(String[] args) throws InterruptedException {
        int inFlight = Integer.parseInt(args[1]);
        StoreOptions options = StoreOptions.in(Path.of(args[0]), 1);
        try (DiskStore store = DiskStore.open(options, System::currentTimeMillis)) {
            store.start(new StoreFixture.Silent());
            StoreThroughput throughput = new StoreThroughput(store, inFlight);
            throughput.run(Long.parseLong(args[2])); // warm-up
            throughput.run(Long.parseLong(args[2]));
            throughput.loop.shutdown();
        }
    }

    private void run(long seconds) throws InterruptedException {
        long livesBefore = lives.get();
        long batchesBefore = store.counts().batches().sum();
        double cpuBefore = cpuSeconds();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            room.acquire(64);
            loop.execute(() -> {
                for (int i = 0; i < 64; i++) {
                    live();
                }
            });
        }
        long count = lives.get() - livesBefore;
        long batches = store.counts().batches().sum() - batchesBefore;
        double took = (System.nanoTime() - start) / 1e9;
        double cpu = cpuSeconds() - cpuBefore;
        Histogram sync = store.counts().syncNanos().getIntervalHistogram();
        System.out.printf(
                "%,.0f lives/s, %.2f us CPU each, %,d batches, %,.0f commands a batch, batch written in p50 %.2f ms, p99 %.2f ms, max %.1f ms%n",
                count / took,
                cpu * 1e6 / count,
                batches,
                3.0 * count / batches,
                sync.getValueAtPercentile(50) / 1e6,
                sync.getValueAtPercentile(99) / 1e6,
                sync.getMaxValue() / 1e6);
    }

    private void live() {
        if (!store.accept(message, null, loop, this::accepted)) {
            room.release();
        }
    }

    private void accepted(Accepted answer) {
        Message stored = ((Accepted.Stored) answer).message();
        String providerId = Long.toHexString(stored.id());
        store.sent(
                stored,
                Samples.sent(CHANNEL, providerId),
                CHANNEL,
                List.of(providerId),
                Long.MAX_VALUE,
                List.of(),
                loop,
                () -> sent(stored));
    }

    private void sent(Message stored) {
        Event receipt = Samples.receipt(stored, MessageState.DELIVERED);
        store.settle(stored, settled, List.of(receipt), loop, () -> {
            lives.incrementAndGet();
            room.release();
        });
    }

    private static double cpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }
}
