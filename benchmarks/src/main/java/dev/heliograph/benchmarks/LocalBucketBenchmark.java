package dev.heliograph.benchmarks;

import com.google.common.util.concurrent.RateLimiter;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.OwnedTokenBucket;
import dev.heliograph.throttle.Rate;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A grant from a bucket that never runs dry: ours with the time read once a batch, as a lane does it, and with the clock read each time; beside three well-known ones
 * and the bare clock, which every bucket that asks for the time itself must pay for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LocalBucketBenchmark {
    private static final long BATCH_NANOS = 200;
    private final Rate rate = new Rate(Rate.PER_SECOND_MAX, Rate.BURST_MAX);
    private final OwnedTokenBucket owned = OwnedTokenBucket.full(rate, System.nanoTime());
    private final LocalTokenBucket shared = LocalTokenBucket.full(rate, System.nanoTime());
    private final Bucket bucket4j = Bucket.builder()
            .addLimit(limit -> limit.capacity(1_000_000_000L).refillGreedy(1_000_000_000L, Duration.ofSeconds(1)))
            .build();
    private final RateLimiter guava = RateLimiter.create(1e9);
    private final io.github.resilience4j.ratelimiter.RateLimiter resilience4j =
            io.github.resilience4j.ratelimiter.RateLimiter.of(
                    "peer",
                    RateLimiterConfig.custom()
                            .limitForPeriod(1_000_000_000)
                            .limitRefreshPeriod(Duration.ofSeconds(1))
                            .timeoutDuration(Duration.ZERO)
                            .build());
    private long batchNanos = System.nanoTime();

    @Benchmark
    public long heliographOwnedTimePassedIn() {
        batchNanos += BATCH_NANOS;
        return owned.tryAcquire(1, batchNanos);
    }

    @Benchmark
    public long heliographSharedTimePassedIn() {
        batchNanos += BATCH_NANOS;
        return shared.tryAcquire(1, batchNanos);
    }

    @Benchmark
    public long heliographClockRead() {
        return shared.tryAcquire(1, System.nanoTime());
    }

    @Benchmark
    public boolean bucket4j() {
        return bucket4j.tryConsume(1);
    }

    @Benchmark
    public boolean guava() {
        return guava.tryAcquire();
    }

    @Benchmark
    public boolean resilience4j() {
        return resilience4j.acquirePermission();
    }

    @Benchmark
    public long bareClock() {
        return System.nanoTime();
    }
}
