package dev.heliograph.benchmarks;

import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.RedisConfig;
import dev.heliograph.throttle.RedisLeases;
import dev.heliograph.throttle.RedisTokenBucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.RedisClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
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

/**
 * A permit of one hot key in a real Redis, with so many demands under way at once: leased, as a lane takes them (one demand after another, however many are wanted);
 * by our script with a call a permit; by Bucket4j. The rate is ten million a second, which is the most that a {@link Rate} may say: a lane cannot do
 * better than 100 ns here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class RedisBucketBenchmark {
    private static final int LEASED = 1 << 20;
    private static final int ONE_BY_ONE = 4_096;
    private static final int BUCKET4J = 512;
    private static final String PER_SECOND = Double.toString(Rate.PER_SECOND_MAX);
    private static final int BURST = 100_000;

    @Param({"1", "16", "128"})
    private int inFlight;

    @Benchmark
    @OperationsPerInvocation(LEASED)
    public void heliographLeased(Leased leased) {
        leased.take(LEASED);
    }

    @Benchmark
    @OperationsPerInvocation(ONE_BY_ONE)
    public void heliographOneByOne(OneByOne calls) {
        together(ONE_BY_ONE, calls::permit);
    }

    @Benchmark
    @OperationsPerInvocation(BUCKET4J)
    public void bucket4j(Bucket4j calls) {
        together(BUCKET4J, calls::permit);
    }

    /** Asks {@code count} times, {@code inFlight} at once, and waits for all. */
    private void together(int count, Supplier<CompletableFuture<?>> permit) {
        AtomicLong left = new AtomicLong(count);
        CompletableFuture<?>[] chains = new CompletableFuture<?>[inFlight];
        for (int i = 0; i < inFlight; i++) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            chains[i] = end;
            next(left, permit, end);
        }
        CompletableFuture.allOf(chains).join();
    }

    private static void next(AtomicLong left, Supplier<CompletableFuture<?>> permit, CompletableFuture<Void> end) {
        if (left.getAndDecrement() <= 0) {
            end.complete(null);
            return;
        }
        permit.get().whenComplete((granted, failure) -> {
            if (failure == null) {
                next(left, permit, end);
            } else {
                end.completeExceptionally(failure);
            }
        });
    }

    private static Vertx oneLoop() {
        return Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** A lane's bucket, on its loop. */
    @State(Scope.Benchmark)
    public static class Leased {
        /** As many as a lane takes with one reading of the clock. */
        private static final int TURN = 256;

        private RealRedis redis;
        private Vertx vertx;
        private Context loop;
        private RedisLeases leases;
        private RedisTokenBucket bucket;
        private long left;
        private long wakeTimer = -1;
        private Runnable whenTaken;

        @Setup
        public void open() throws IOException {
            redis = new RealRedis();
            vertx = oneLoop();
            loop = vertx.getOrCreateContext();
            // A deadline that is never missed: the local share must not help.
            RedisConfig config = new RedisConfig(
                    redis.uri(), RedisConfig.Mode.SINGLE, "none", "bench", 5_000, 25, 10_000, 1, 3, 250);
            onLoop(() -> {
                leases = new RedisLeases(vertx, "bench", config);
                bucket = leases.bucket("channel:hot", new Rate(Rate.PER_SECOND_MAX, BURST));
                bucket.onAvailable(this::turn);
            });
        }

        private void onLoop(Runnable task) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.runOnContext(go -> {
                task.run();
                done.complete(null);
            });
            done.join();
        }

        void take(int permits) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            loop.runOnContext(go -> {
                left = permits;
                whenTaken = () -> done.complete(null);
                turn();
            });
            done.join();
            if (bucket.isLocal()) {
                throw new IllegalStateException("Redis did not answer: the local share has been measured");
            }
        }

        private void turn() {
            vertx.cancelTimer(wakeTimer);
            while (left > 0) {
                long now = System.nanoTime();
                for (int i = 0; i < TURN && left > 0; i++) {
                    long wait = bucket.tryAcquire(1, now);
                    if (wait > 0) {
                        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait + 999_999));
                        wakeTimer = vertx.setTimer(millis, due -> turn());
                        return;
                    }
                    left--;
                }
            }
            Runnable taken = whenTaken;
            whenTaken = () -> {};
            taken.run();
        }

        @TearDown
        public void close() throws IOException {
            onLoop(() -> {
                bucket.close();
                leases.close();
            });
            get(vertx.close());
            redis.close();
        }
    }

    /** The script that leases permits, asked for one at a time. */
    @State(Scope.Benchmark)
    public static class OneByOne {
        private RealRedis redis;
        private Vertx vertx;
        private RedisConnection connection;
        private String digest;

        @Setup
        public void open() throws IOException {
            redis = new RealRedis();
            vertx = oneLoop();
            connection = get(Redis.createClient(vertx, redis.uri()).connect());
            try (InputStream script = RedisLeases.class.getResourceAsStream("lease.lua")) {
                String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
                digest = get(connection.send(Request.cmd(Command.SCRIPT, "LOAD", text)))
                        .toString();
            }
        }

        CompletableFuture<?> permit() {
            Request request = Request.cmd(Command.EVALSHA)
                    .arg(digest)
                    .arg(3)
                    .arg("{hot}:permits")
                    .arg("{hot}:alive")
                    .arg("{hot}:asking")
                    .arg("bench")
                    .arg(1) // wanted
                    .arg(1) // needed
                    .arg(0) // given back
                    .arg(PER_SECOND)
                    .arg(BURST)
                    .arg(25_000) // a lease, microseconds
                    .arg(10_000_000); // forgotten after, microseconds
            return connection.send(request).toCompletionStage().toCompletableFuture();
        }

        @TearDown
        public void close() throws IOException {
            get(connection.close());
            get(vertx.close());
            redis.close();
        }
    }

    /** Compare-and-set of a bucket's state, through lettuce. */
    @State(Scope.Benchmark)
    public static class Bucket4j {
        private RealRedis redis;
        private RedisClient client;
        private AsyncBucketProxy bucket;

        @Setup
        public void open() throws IOException {
            redis = new RealRedis();
            client = RedisClient.create(redis.uri());
            BucketConfiguration configuration = BucketConfiguration.builder()
                    .addLimit(limit ->
                            limit.capacity(BURST).refillGreedy((long) Rate.PER_SECOND_MAX, Duration.ofSeconds(1)))
                    .build();
            bucket = Bucket4jLettuce.casBasedBuilder(
                            client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)))
                    .build()
                    .asAsync()
                    .builder()
                    .build("hot", () -> CompletableFuture.completedFuture(configuration));
        }

        CompletableFuture<?> permit() {
            return bucket.tryConsume(1);
        }

        @TearDown
        public void close() throws IOException {
            client.shutdown();
            redis.close();
        }
    }
}
