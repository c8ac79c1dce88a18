package dev.heliograph.benchmarks.wholepath;

import dev.heliograph.benchmarks.RealRedis;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.RedisConfig;
import dev.heliograph.throttle.RedisLeases;
import dev.heliograph.throttle.RedisTokenBucket;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * {@value #NODES} nodes that all want more than there is of one rate of {@value #PER_SECOND} a second: how near they come to it together, and with how many calls to Redis. One event loop plays
 * them all, each with a connection of its own; the time is that loop's.
 */
public final class SharedRate {
    private static final int NODES = 4;
    private static final int PER_SECOND = 10_000;
    private static final int BURST = 500;
    private static final int WARM_SECONDS = 3;
    private static final int SECONDS = 10;

    private final Vertx vertx = OneLoop.open();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private List<Node> nodes = List.of();

    private SharedRate() {}

    /** Measures; about a quarter of a minute. */
    public static List<Measurement> run() throws IOException, InterruptedException {
        SharedRate run = new SharedRate();
        try (RealRedis redis = new RealRedis()) {
            RedisConfig config = RedisConfig.of(redis.uri());
            run.nodes = run.onLoop(() -> IntStream.range(0, NODES)
                    .mapToObj(number -> run.new Node("gw-" + number, config))
                    .toList());
            TimeUnit.SECONDS.sleep(WARM_SECONDS);
            return List.of(run.measure());
        } finally {
            run.onLoop(() -> {
                run.nodes.forEach(Node::close);
                return true;
            });
            EventsToSockets.await(run.vertx.close());
        }
    }

    /** What was seen until now. */
    private record Seen(long granted, long calls, long cpuNanos, long atNanos, boolean local) {}

    private Measurement measure() throws InterruptedException {
        Seen from = onLoop(this::seen);
        TimeUnit.SECONDS.sleep(SECONDS);
        Seen to = onLoop(this::seen);
        double seconds = (to.atNanos - from.atNanos) / 1e9;
        double granted = to.granted - from.granted;
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("permits/s", granted / seconds);
        more.put("% off the rate", 100 * Math.abs(granted / seconds / PER_SECOND - 1));
        more.put("Redis calls/s", (to.calls - from.calls) / seconds);
        if (to.local) {
            throw new IllegalStateException("Redis did not answer: local shares have been measured");
        }
        return new Measurement(
                SharedRate.class,
                "heliographFourNodes",
                PER_SECOND + "/s",
                new double[] {(to.cpuNanos - from.cpuNanos) / granted},
                Double.NaN,
                more);
    }

    private Seen seen() {
        return new Seen(
                nodes.stream().mapToLong(node -> node.granted).sum(),
                nodes.stream().mapToLong(node -> node.bucket.calls()).sum(),
                threads.getCurrentThreadCpuTime(),
                System.nanoTime(),
                nodes.stream().anyMatch(node -> node.bucket.isLocal()));
    }

    /** A lane that is never satisfied. */
    private final class Node {
        private final RedisLeases leases;
        private final RedisTokenBucket bucket;
        private long granted;
        private long timer = -1;
        private boolean closed;

        Node(String name, RedisConfig config) {
            leases = new RedisLeases(vertx, name, config);
            bucket = leases.bucket("channel:shared", new Rate(PER_SECOND, BURST));
            bucket.onAvailable(this::turn);
            turn();
        }

        private void turn() {
            vertx.cancelTimer(timer);
            long now = System.nanoTime();
            long wait = 0;
            while (!closed && wait == 0) {
                wait = bucket.tryAcquire(1, now);
                granted += wait == 0 ? 1 : 0;
            }
            if (!closed) {
                timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait + 999_999)), due -> turn());
            }
        }

        void close() {
            closed = true;
            vertx.cancelTimer(timer);
            bucket.close();
            leases.close();
        }
    }

    private <T> T onLoop(Supplier<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        vertx.runOnContext(go -> done.complete(task.get()));
        return done.join();
    }
}
