package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A store in a directory of the test, with a clock that stands until it is moved and a listener that keeps what it hears. Answers run where they come. Registered as an
 * extension it makes the directory itself, and every test finds a new store open.
 */
final class StoreFixture implements AutoCloseable, BeforeEachCallback, AfterEachCallback {
    static final long SECONDS = 10;

    final AtomicLong now = new AtomicLong(Samples.NOW);
    final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE);
    final Heard heard = new Heard();
    private Path directory;
    private UnaryOperator<Disk> between = UnaryOperator.identity();
    private StoreOptions options;
    private DiskStore store;

    StoreFixture(Path directory) {
        in(directory);
    }

    /** In a directory that comes and goes with each test. */
    StoreFixture() {}

    private void in(Path where) {
        directory = where;
        options = options(where);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        in(Files.createTempDirectory("store"));
        open();
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        close();
        StoreRepair.deleteTree(directory);
    }

    static StoreOptions options(Path directory) {
        return new StoreOptions(directory, 3, 10_000, 256, true, 72, 0, 16L << 20, 16L << 20);
    }

    StoreFixture with(StoreOptions other) {
        options = other;
        return this;
    }

    /** Puts something between the store and the disk. */
    StoreFixture withDisk(UnaryOperator<Disk> other) {
        between = other;
        return this;
    }

    StoreFixture open() {
        openUnstarted();
        store.start(heard);
        return this;
    }

    DiskStore openUnstarted() {
        Disk disk = new ForwardingDisk(Database.open(options)) {
            @Override
            public long usableBytes() {
                return usableBytes.get();
            }
        };
        store = DiskStore.open(between.apply(disk), options, now::get);
        return store;
    }

    DiskStore store() {
        return store;
    }

    Path directory() {
        return directory;
    }

    StoreFixture reopen() {
        store.close();
        heard.clear();
        return open();
    }

    /** The database itself, while no store has it. */
    void tamper(Consumer<Database> with) {
        store.close();
        try (Database database = Database.open(options)) {
            with.accept(database);
        }
    }

    @Override
    public void close() {
        if (store != null) {
            store.close();
        }
    }

    // ---- calls that wait for their answer

    <T> T ask(Consumer<Consumer<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call.accept(answer::complete);
        return get(answer);
    }

    void run(Consumer<Runnable> call) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        call.accept(() -> answer.complete(null));
        get(answer);
    }

    Accepted offer(Message message, Idempotency idempotency) {
        return ask(answer -> {
            if (!store.accept(message, idempotency, Runnable::run, answer)) {
                throw new AssertionError("refused");
            }
        });
    }

    Message accept(Message message) {
        return ((Accepted.Stored) offer(message, null)).message();
    }

    Found find(long id) {
        return ask(answer -> store.find(id, Runnable::run, answer, StoreFixture::unreadable));
    }

    List<Event> events(String account, long after, int limit) {
        return ask(answer -> store.events(account, after, limit, Runnable::run, answer, StoreFixture::unreadable));
    }

    List<Queued> backlog(String channel, dev.heliograph.message.Priority priority, long after, int limit) {
        return ask(answer ->
                store.backlog(channel, priority, after, limit, Runnable::run, answer, StoreFixture::unreadable));
    }

    List<Queued> catchUp(String channel, dev.heliograph.message.Priority priority, long after, int limit) {
        return ask(answer -> store.catchUp(channel, priority, after, limit, Runnable::run, answer));
    }

    /** Returns when the writer has gone through everything that was asked before, and has told it. */
    void flush() {
        run(answer -> store.append(
                "nobody",
                Samples.receipt(Samples.message(""), dev.heliograph.message.MessageState.DELIVERED),
                Runnable::run,
                answer));
        run(answer -> store.append(
                "nobody",
                Samples.receipt(Samples.message(""), dev.heliograph.message.MessageState.DELIVERED),
                Runnable::run,
                answer));
    }

    static void unreadable() {
        throw new AssertionError("the disk could not tell");
    }

    static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Takes everything and forgets it, the end of the disk too. */
    static class Silent implements QuietListener {
        @Override
        public void onFatal(Throwable cause) {}
    }

    /** Keeps what it hears; takes messages as long as {@code takes} says so. */
    static final class Heard implements QuietListener {
        final BlockingQueue<Queued> messages = new LinkedBlockingQueue<>();
        final BlockingQueue<Queued> deadlines = new LinkedBlockingQueue<>();
        final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        final CompletableFuture<Throwable> fatal = new CompletableFuture<>();
        final AtomicLong fatals = new AtomicLong();
        volatile java.util.function.BiPredicate<String, Queued> takes = (channel, queued) -> true;

        @Override
        public boolean onAccepted(String channel, Queued queued) {
            boolean taken = takes.test(channel, queued);
            if (taken) {
                messages.add(queued);
            }
            return taken;
        }

        @Override
        public void onEvent(String account, Event event) {
            events.add(event);
        }

        @Override
        public void onDeadline(Queued queued) {
            deadlines.add(queued);
        }

        @Override
        public void onFatal(Throwable cause) {
            fatals.incrementAndGet();
            fatal.complete(cause);
        }

        Queued message() throws InterruptedException {
            Queued queued = messages.poll(SECONDS, TimeUnit.SECONDS);
            if (queued == null) {
                throw new AssertionError("no message");
            }
            return queued;
        }

        List<String> texts() {
            List<Queued> all = new ArrayList<>();
            messages.drainTo(all);
            return all.stream().map(queued -> Samples.text(queued.message())).toList();
        }

        void clear() {
            messages.clear();
            deadlines.clear();
            events.clear();
        }
    }
}
