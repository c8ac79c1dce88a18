package dev.heliograph.throttle;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A node of its own: a Vert.x, an event loop, a lane on it that never has enough. */
final class TestNode implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final AtomicLong granted = new AtomicLong();
    final AtomicInteger strayThreads = new AtomicInteger();

    private final Context loop = vertx.getOrCreateContext();
    private final RedisLeases leases;
    private final RedisTokenBucket bucket;
    private boolean timerSet;

    TestNode(String name, RedisConfig config, Rate rate) throws Exception {
        leases = call(() -> new RedisLeases(vertx, name, config));
        bucket = call(() -> leases.bucket("channel:test", rate));
        call(() -> {
            bucket.onAvailable(this::run);
            run();
            return true;
        });
    }

    private void run() {
        if (Vertx.currentContext() != loop) {
            strayThreads.incrementAndGet();
        }
        long now = System.nanoTime();
        long wait = bucket.tryAcquire(1, now);
        for (; wait == 0; wait = bucket.tryAcquire(1, now)) {
            granted.incrementAndGet();
        }
        if (!timerSet) {
            timerSet = true;
            vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)), id -> {
                timerSet = false;
                run();
            });
        }
    }

    boolean isLocal() throws Exception {
        return call(bucket::isLocal);
    }

    long calls() throws Exception {
        return call(bucket::calls);
    }

    int nodes() throws Exception {
        return call(bucket::nodes);
    }

    <T> T call(Callable<T> task) throws Exception {
        var answer = new CompletableFuture<T>();
        loop.runOnContext(nothing -> {
            try {
                answer.complete(task.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        return answer.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        call(() -> {
            bucket.close();
            leases.close();
            return true;
        });
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
