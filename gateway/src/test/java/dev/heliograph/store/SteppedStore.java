package dev.heliograph.store;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/** A store without threads: it does what it is asked when the test says so, and its clock stands until the test moves it. */
final class SteppedStore implements AutoCloseable {
    final AtomicLong now = new AtomicLong(Samples.NOW);
    final StoreFixture.Heard heard = new StoreFixture.Heard();
    private final StoreOptions options;
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private Disk disk;
    private DiskStore store;

    SteppedStore(StoreOptions options) {
        this.options = options;
        open(Database.open(options));
    }

    /** On a disk of the test, which no crash takes away. */
    SteppedStore(Disk disk) {
        this.options = StoreFixture.options(Path.of("no-directory"));
        open(disk);
    }

    private void open(Disk opened) {
        disk = opened;
        store = DiskStore.openThreadless(opened, options, StoreMemory.DEFAULT, now::get, reads::add);
        store.listen(heard);
        run();
    }

    DiskStore store() {
        return store;
    }

    Disk disk() {
        return disk;
    }

    /** Does all that there is to do. */
    void run() {
        boolean more = true;
        while (more) {
            more = store.turn();
            for (Runnable read = reads.poll(); read != null; read = reads.poll()) {
                read.run();
                more = true;
            }
        }
    }

    /** Moves the clock and does what comes of it. */
    void after(long millis) {
        now.addAndGet(millis);
        run();
    }

    /** Forgets the store as a crash does, and opens another on what the disk holds. */
    void crash() {
        reads.clear();
        disk.close();
        heard.clear();
        open(Database.open(options));
    }

    @Override
    public void close() {
        store.close();
    }
}
