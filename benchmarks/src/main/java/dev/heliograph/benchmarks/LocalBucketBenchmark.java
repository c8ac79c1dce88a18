package dev.heliograph.benchmarks;

import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
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

/** A grant from a local bucket: with the time read once a batch, as a lane does it, and with the clock read each time; beside the bare clock. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LocalBucketBenchmark {
    private final LocalTokenBucket bucket =
            LocalTokenBucket.full(new Rate(Rate.PER_SECOND_MAX, Rate.BURST_MAX), System.nanoTime());
    private long batchNanos = System.nanoTime();

    @Benchmark
    public long timePassedIn() {
        batchNanos += 200;
        return bucket.tryAcquire(1, batchNanos);
    }

    @Benchmark
    public long clockRead() {
        return bucket.tryAcquire(1, System.nanoTime());
    }

    @Benchmark
    public long bareClock() {
        return System.nanoTime();
    }
}
