package dev.heliograph.loadtest;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * What one stretch of load on a gateway of our own showed.
 *
 * @param flows in the order of their specifications
 * @param residentMebibytes of the gateway, at its end
 * @param cpuNanos that the gateway used, from the opening of the sessions until everything had come back
 * @param finished what the gateway brought to its end meanwhile
 * @param lost accepted without a final receipt
 * @param twice final receipts beyond a message's first
 */
record Stage(
        List<Sample> samples,
        List<Flow> flows,
        long residentMebibytes,
        long cpuNanos,
        Finished finished,
        long lost,
        long twice) {
    private static final int DRAIN_SECONDS = 20;
    private static final long MESSAGES_MAX = 20_000_000;

    /**
     * Runs it; blocks.
     *
     * @param patienceMillis how long a message waits for room in a window before it counts as missed
     * @param out progress, a line a second and flow
     */
    static Stage run(
            Vertx vertx,
            Subject subject,
            String name,
            List<FlowSpec> specs,
            int seconds,
            long patienceMillis,
            PrintWriter out)
            throws java.io.IOException, InterruptedException, ExecutionException {
        long runNanos = TimeUnit.SECONDS.toNanos(seconds);
        long patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        List<Flow> flows = new ArrayList<>();
        for (FlowSpec spec : specs) {
            SmppWire wire = new SmppWire(vertx, "127.0.0.1", subject.smppPort(), spec);
            flows.add(new Flow(spec, wire, runNanos, patienceNanos, MESSAGES_MAX));
        }
        long cpuBefore = subject.cpuNanos();
        Run run = new Run(vertx, flows, runNanos, DRAIN_SECONDS, out);
        Finished finished = new Finished(subject);
        try (finished) {
            run.start().toCompletionStage().toCompletableFuture().get();
        }
        long cpu = subject.cpuNanos() - cpuBefore;
        long lost = flows.stream().mapToLong(flow -> flow.ledger().missing()).sum();
        long twice =
                flows.stream().mapToLong(flow -> flow.ledger().duplicates()).sum();
        if (lost + twice > 0) {
            out.printf(Locale.ROOT, "audit of %s: without a final receipt %,d, ended twice %,d%n", name, lost, twice);
        }
        return new Stage(run.samples(), flows, subject.residentMebibytes(), cpu, finished, lost, twice);
    }

    /** @return a figure's sum over the seconds behind {@code after} up to {@code until} */
    long sum(int after, int until, ToLongFunction<Sample> figure) {
        return samples.stream()
                .filter(sample -> sample.second() > after && sample.second() <= until)
                .mapToLong(figure)
                .sum();
    }

    Histogram latencies(int after, int until, Predicate<Sample> which, Function<Sample, Histogram> latency) {
        Histogram all = new Histogram(3);
        samples.stream()
                .filter(sample -> sample.second() > after && sample.second() <= until)
                .filter(which)
                .forEach(sample -> all.add(latency.apply(sample)));
        return all;
    }

    /** @return of the first flow */
    boolean isFirst(Sample sample) {
        return sample.flow() == flows.get(0);
    }
}
