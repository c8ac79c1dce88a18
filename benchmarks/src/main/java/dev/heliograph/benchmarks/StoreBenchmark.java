package dev.heliograph.benchmarks;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.store.Accepted;
import dev.heliograph.store.DiskStore;
import dev.heliograph.store.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * What a message costs on stable storage, with so many of them handed over at once and all of them waited for: taken in (its record, its place in the backlog, its
 * deadline), and its whole life (taken in, sent with a provider id, ended with an event). Beside one record of {@value #RECORD_OCTETS} octets a message in
 * RocksDB, and in a preallocated file, which is what the disk itself asks. Every one of them is synced before it is answered.
 *
 * <p>The store takes what is there when its writer comes round: what is handed over at once may be written in two or three batches.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(StoreBenchmark.MESSAGES)
public class StoreBenchmark {
    static final int MESSAGES = 1_024;
    private static final int RECORD_OCTETS = 300;

    @Param({"1", "64", "1024"})
    private int batch;

    @Benchmark
    public void heliographTakenIn(OpenStore open) throws InterruptedException {
        open.run(batch, open::takeIn);
    }

    @Benchmark
    public void heliographWholeLife(OpenStore open) throws InterruptedException {
        open.run(batch, open::live);
    }

    @Benchmark
    public void rocksdb(OpenRocks open) throws RocksDBException {
        for (int at = 0; at < MESSAGES; at += batch) {
            open.write(batch);
        }
    }

    @Benchmark
    public void bareFile(OpenFile open) throws IOException {
        for (int at = 0; at < MESSAGES; at += batch) {
            open.write(batch);
        }
    }

    /** The gateway's store in a directory of its own, asked from one loop as a node with one busy connection asks it. */
    @State(Scope.Benchmark)
    public static class OpenStore {
        private final Message message = Samples.message();
        private final Semaphore done = new Semaphore(0);
        private Path directory;
        private ExecutorService loop;
        private DiskStore store;

        @Setup
        public void open() throws IOException {
            directory = WorkDirectory.make("store");
            loop = Executors.newSingleThreadExecutor();
            store = DiskStore.open(StoreOptions.in(directory, 1), System::currentTimeMillis);
            store.start(new QuietListener());
        }

        void run(int batch, Runnable each) throws InterruptedException {
            for (int at = 0; at < MESSAGES; at += batch) {
                loop.execute(() -> {
                    for (int i = 0; i < batch; i++) {
                        each.run();
                    }
                });
                done.acquire(batch);
            }
        }

        void takeIn() {
            accept(answer -> done.release());
        }

        void live() {
            accept(this::sent);
        }

        private void accept(java.util.function.Consumer<Accepted> answer) {
            if (!store.accept(message, null, loop, answer)) {
                throw new IllegalStateException("the store is full");
            }
        }

        private void sent(Accepted answer) {
            Message stored = ((Accepted.Stored) answer).message();
            String providerId = Long.toHexString(stored.id());
            Attempt.Part part = new Attempt.Part(providerId, MessageState.SENT, 0);
            long now = stored.acceptedAtMillis();
            Attempt attempt = new Attempt(1, Samples.CHANNEL, MessageState.SENT, now, 0, List.of(part), null);
            store.sent(
                    stored,
                    new MessageStatus(MessageState.SENT, now, List.of(attempt), null),
                    Samples.CHANNEL,
                    List.of(providerId),
                    stored.expiresAtMillis(),
                    List.of(),
                    loop,
                    () -> ended(stored));
        }

        private void ended(Message stored) {
            Event receipt = Samples.delivered(0, stored);
            store.settle(
                    stored,
                    new MessageStatus(MessageState.DELIVERED, stored.acceptedAtMillis(), List.of(), null),
                    List.of(receipt),
                    loop,
                    done::release);
        }

        @TearDown
        public void close() throws IOException {
            store.close();
            loop.shutdown();
            WorkDirectory.delete(directory);
        }
    }

    /** RocksDB as it comes. */
    @State(Scope.Benchmark)
    public static class OpenRocks {
        private final byte[] value = new byte[RECORD_OCTETS];
        private final ByteBuffer key = ByteBuffer.allocate(Long.BYTES);
        private final Options options = new Options().setCreateIfMissing(true);
        private final WriteOptions synced = new WriteOptions().setSync(true);
        private final WriteBatch batch = new WriteBatch();
        private Path directory;
        private RocksDB database;
        private long next;

        @Setup
        public void open() throws IOException, RocksDBException {
            directory = WorkDirectory.make("rocksdb");
            database = RocksDB.open(options, directory.toString());
        }

        void write(int records) throws RocksDBException {
            batch.clear();
            for (int i = 0; i < records; i++) {
                batch.put(key.putLong(0, next++).array(), value);
            }
            database.write(synced, batch);
        }

        @TearDown
        public void close() throws IOException {
            batch.close();
            database.close();
            synced.close();
            options.close();
            WorkDirectory.delete(directory);
        }
    }

    /** A file whose blocks are there already, written round and round, fdatasync behind each batch. */
    @State(Scope.Benchmark)
    public static class OpenFile {
        private static final int FILE_OCTETS = 64 << 20;
        private final ByteBuffer records = ByteBuffer.allocateDirect(RECORD_OCTETS * MESSAGES);
        private Path directory;
        private FileChannel file;
        private long at;

        @Setup
        public void open() throws IOException {
            directory = WorkDirectory.make("file");
            file = FileChannel.open(
                    directory.resolve("journal"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
            while (file.position() < FILE_OCTETS) {
                file.write(zeros.clear());
            }
            file.force(true);
        }

        void write(int count) throws IOException {
            records.clear().limit(count * RECORD_OCTETS);
            at = at + records.limit() > FILE_OCTETS ? 0 : at;
            while (records.hasRemaining()) {
                at += file.write(records, at);
            }
            file.force(false);
        }

        @TearDown
        public void close() throws IOException {
            file.close();
            WorkDirectory.delete(directory);
        }
    }
}
