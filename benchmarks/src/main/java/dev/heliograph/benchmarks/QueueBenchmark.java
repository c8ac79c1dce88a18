package dev.heliograph.benchmarks;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import dev.heliograph.queue.BoundedInbox;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 1,024 elements through a queue from one owner to another, uncontended: what an element costs, with its share of the wake-up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(QueueBenchmark.BATCH)
public class QueueBenchmark {
    static final int BATCH = 1_024;
    private static final int CAPACITY = 65_536;

    private final Object element = new Object();
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private long handled;
    private final BoundedInbox<Object> inbox = new BoundedInbox<>(CAPACITY, BATCH, loop::add, each -> handled++);
    private final Queue<Object> arrayBlocking = new ArrayBlockingQueue<>(CAPACITY);
    private final Queue<Object> linkedBlocking = new LinkedBlockingQueue<>(CAPACITY);
    private final Queue<Object> concurrentLinked = new ConcurrentLinkedQueue<>();
    private final RingBuffer<Object[]> ring = RingBuffer.createMultiProducer(() -> new Object[1], CAPACITY);
    private final Sequence read = new Sequence();

    public QueueBenchmark() {
        ring.addGatingSequences(read);
    }

    @Benchmark
    public long heliograph() {
        for (int i = 0; i < BATCH; i++) {
            inbox.offer(element);
        }
        for (Runnable task; (task = loop.poll()) != null; ) {
            task.run();
        }
        return handled;
    }

    @Benchmark
    public long disruptor() {
        for (int i = 0; i < BATCH; i++) {
            long at = ring.next();
            ring.get(at)[0] = element;
            ring.publish(at);
        }
        long from = read.get();
        long to = from;
        while (ring.isAvailable(to + 1) && to - from < BATCH) {
            to++;
            handled += ring.get(to)[0] == element ? 1 : 0;
        }
        read.set(to);
        return handled;
    }

    @Benchmark
    public long arrayBlockingQueue() {
        return through(arrayBlocking);
    }

    @Benchmark
    public long linkedBlockingQueue() {
        return through(linkedBlocking);
    }

    @Benchmark
    public long concurrentLinkedQueue() {
        return through(concurrentLinked);
    }

    private long through(Queue<Object> queue) {
        for (int i = 0; i < BATCH; i++) {
            queue.offer(element);
        }
        while (queue.poll() != null) {
            handled++;
        }
        return handled;
    }
}
