package dev.heliograph.store;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that read: two for what an answer waits for, one for what looks at very much. */
final class ReadThreads implements AutoCloseable {
    private static final int QUICK = 2;
    /** Questions that may wait, far more than the windows of all lanes and sessions can have under way. */
    private static final int QUESTIONS_MAX = 1 << 20;

    private static final long CLOSE_SECONDS = 30;

    private final ThreadPoolExecutor quick = pool("heliograph-store-read-", QUICK);
    private final ThreadPoolExecutor thorough = pool("heliograph-store-search-", 1);

    Executor quick() {
        return quick;
    }

    Executor thorough() {
        return thorough;
    }

    /** Lets what was asked be read; afterwards nothing touches the disk. */
    @Override
    public void close() {
        quick.shutdown();
        thorough.shutdown();
        try {
            if (!quick.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)
                    || !thorough.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a read of the store does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the store closes", e);
        }
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUESTIONS_MAX),
                task -> new Thread(task, name + number.incrementAndGet()),
                (task, pool) -> {
                    if (!pool.isShutdown()) {
                        throw new RejectedExecutionException(QUESTIONS_MAX + " questions wait for the store");
                    }
                });
    }
}
