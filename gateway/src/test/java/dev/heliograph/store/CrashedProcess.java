package dev.heliograph.store;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A process that takes messages as fast as it can until it is killed. It writes a line for each answer: {@code A id} accepted, {@code S id} sent, {@code D id}
 * delivered. What it was answered must be found afterwards.
 */
final class CrashedProcess {
    private static final int IN_FLIGHT = 512;

    private final DiskStore store;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final PrintStream out;
    private final Semaphore room = new Semaphore(IN_FLIGHT);

    private CrashedProcess(DiskStore store, PrintStream out) {
        this.store = store;
        this.out = out;
    }

    public static void main(String[] args) throws InterruptedException, IOException {
        DiskStore store = DiskStore.open(StoreFixture.options(Path.of(args[0])), System::currentTimeMillis);
        store.start(new StoreFixture.Silent());
        // Unbuffered enough: a line is written before the next command of its message is given.
        new CrashedProcess(store, new PrintStream(System.out, true, StandardCharsets.US_ASCII)).run();
    }

    private void run() throws InterruptedException {
        for (int i = 0; ; i++) {
            room.acquire();
            Idempotency key = i % 4 == 0 ? new Idempotency("k" + System.nanoTime(), i, i) : null;
            if (!store.accept(Samples.message("m" + i), key, loop, this::accepted)) {
                room.release();
            }
        }
    }

    private void accepted(Accepted answer) {
        Message message = ((Accepted.Stored) answer).message();
        out.println("A " + message.id());
        if (message.id() % 3 == 0) {
            room.release(); // this one goes on waiting
            return;
        }
        String providerId = "p" + message.id();
        store.sent(
                message,
                Samples.sent(Samples.CHANNEL, providerId),
                Samples.CHANNEL,
                List.of(providerId),
                Long.MAX_VALUE,
                List.of(),
                loop,
                () -> sent(message));
    }

    private void sent(Message message) {
        out.println("S " + message.id());
        store.settle(
                message,
                Samples.status(MessageState.DELIVERED),
                List.of(Samples.receipt(message, MessageState.DELIVERED)),
                loop,
                () -> {
                    out.println("D " + message.id());
                    room.release();
                });
    }
}
