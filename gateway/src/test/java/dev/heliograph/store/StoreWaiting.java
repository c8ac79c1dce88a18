package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Measures what very many waiting messages cost: takes them in while nobody reads, opens the store again, and drains it. Run by hand: the directory, how many.
 */
final class StoreWaiting {
    private static final int MILLION = 1_000_000;
    private static final int PAGE = 1_000;
    private static final int IN_FLIGHT = 4_096;

    private final StoreOptions options;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final Message message =
            Samples.message("Your parcel 4711 leaves the depot at 10:40 and will be with you before noon.");
    private long since = System.nanoTime();

    private StoreWaiting(Path directory) {
        options = StoreOptions.in(directory, 1);
    }

    public static void main(String[] args) throws Exception {
        StoreWaiting waiting = new StoreWaiting(Path.of(args[0]));
        int count = Integer.parseInt(args[1]);
        waiting.fill(count);
        waiting.drain(count);
        waiting.loop.shutdown();
    }

    private void fill(int count) throws Exception {
        try (DiskStore store = DiskStore.open(options, System::currentTimeMillis)) {
            store.start(new Refusing());
            Semaphore room = new Semaphore(IN_FLIGHT);
            for (int i = 1; i <= count; i++) {
                room.acquire();
                while (!store.accept(message, null, loop, answer -> room.release())) {
                    Thread.onSpinWait();
                }
                if (i % MILLION == 0) {
                    report("accepted", i);
                }
            }
            room.acquire(IN_FLIGHT);
            if (store.backlogSize(CHANNEL) != count) {
                throw new IllegalStateException(store.backlogSize(CHANNEL) + " wait instead of " + count);
            }
        }
    }

    private void drain(int count) throws Exception {
        since = System.nanoTime();
        try (DiskStore store = DiskStore.open(options, System::currentTimeMillis)) {
            store.start(new Refusing());
            System.out.printf("opened in %d ms%n", (System.nanoTime() - since) / MILLION);
            long after = 0;
            int drained = 0;
            while (drained < count) {
                List<Queued> page = page(store, after);
                if (drained == 0) {
                    System.out.printf("first page after %d ms%n", (System.nanoTime() - since) / MILLION);
                    since = System.nanoTime();
                }
                CountDownLatch settled = new CountDownLatch(page.size());
                for (Queued queued : page) {
                    store.settle(
                            queued.message(),
                            Samples.status(MessageState.DELIVERED),
                            List.of(Samples.receipt(queued.message(), MessageState.DELIVERED)),
                            loop,
                            settled::countDown);
                    after = queued.position();
                }
                settled.await();
                drained += page.size();
                if (drained / MILLION > (drained - page.size()) / MILLION) {
                    report("drained", drained);
                }
            }
        }
    }

    private List<Queued> page(DiskStore store, long after) throws Exception {
        CompletableFuture<List<Queued>> page = new CompletableFuture<>();
        store.backlog(
                CHANNEL,
                Priority.TRANSACTIONAL,
                after,
                PAGE,
                loop,
                page::complete,
                () -> page.completeExceptionally(new StoreException("unreadable")));
        return page.get();
    }

    private void report(String what, int count) throws IOException {
        long now = System.nanoTime();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%,d %s, %,.0f/s, heap %,d MiB, %s%n",
                count,
                what,
                MILLION / ((now - since) / 1e9),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                resident());
        since = System.nanoTime();
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("VmRSS unknown")
                .replaceAll("\\s+", " ");
    }

    /** A lane without room. */
    private static final class Refusing extends StoreFixture.Silent {
        @Override
        public boolean onAccepted(String channel, Queued queued) {
            return false;
        }
    }
}
