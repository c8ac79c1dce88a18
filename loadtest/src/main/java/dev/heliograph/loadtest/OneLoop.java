package dev.heliograph.loadtest;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** Vert.x as a load program needs it: one event loop, so that it takes one processor and its counts are one thread's. */
public final class OneLoop {
    private OneLoop() {}

    public static Vertx open() {
        return Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1));
    }

    /** Blocks until it is closed. */
    public static void close(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
