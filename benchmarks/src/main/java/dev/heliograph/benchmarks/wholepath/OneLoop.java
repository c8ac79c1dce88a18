package dev.heliograph.benchmarks.wholepath;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Vert.x as clients and servers of a whole path need it: one event loop, so that each takes one processor; and how the main thread waits for it. */
final class OneLoop {
    private OneLoop() {}

    static Vertx open() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1));
    }

    /** Blocks until it is closed. */
    static void close(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static <T> T get(Future<T> future) throws InterruptedException {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    /** @throws IllegalStateException with the cause when it failed */
    static <T> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
