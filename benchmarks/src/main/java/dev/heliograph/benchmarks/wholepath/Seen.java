package dev.heliograph.benchmarks.wholepath;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one turn showed.
 *
 * @param cpuNanos of the server, a message that was accepted
 * @param compilerNanos the compiler's part of it: the less, the longer a server has run
 * @param octets allocated by the server, the same
 * @param perSecond messages accepted
 * @param refused of what was answered, 0 to 1
 * @param latencies from the write to the answer, in nanoseconds
 */
record Seen(
        double cpuNanos, double compilerNanos, double octets, double perSecond, double refused, Histogram latencies) {
    private static final double PER_CENT = 100;

    /** Clients that send as fast as their windows allow. */
    interface Load extends AutoCloseable {
        /** @return accepted so far */
        long run(Duration length) throws InterruptedException;

        /** @return refused so far */
        default long refused() throws InterruptedException {
            return 0;
        }

        /** @return of the last run */
        Histogram latencies();

        @Override
        void close() throws InterruptedException;
    }

    /** One turn, after a time of the same that is not looked at. */
    static Seen of(Load clients, ServerProcess server, Duration warm, Duration length)
            throws IOException, InterruptedException {
        long before = clients.run(warm);
        long refusedBefore = clients.refused();
        ServerProcess.Reading from = server.read();
        long begin = System.nanoTime();
        long messages = Math.max(1, clients.run(length) - before);
        double seconds = (System.nanoTime() - begin) / 1e9;
        ServerProcess.Reading to = server.read();
        long refused = clients.refused() - refusedBefore;
        return new Seen(
                (to.cpuNanos() - from.cpuNanos()) / (double) messages,
                (to.compilerNanos() - from.compilerNanos()) / (double) messages,
                (to.octets() - from.octets()) / (double) messages,
                messages / seconds,
                refused / (double) (refused + messages),
                clients.latencies());
    }

    /** @return of several turns */
    static Measurement measurement(Class<?> by, String subject, String load, List<Seen> turns) {
        Histogram latencies = turns.get(0).latencies.copy();
        turns.stream().skip(1).forEach(turn -> latencies.add(turn.latencies));
        Map<String, Double> more = new LinkedHashMap<>();
        more.put("messages/s", mean(turns.stream().mapToDouble(Seen::perSecond).toArray()));
        more.put("p50 ms", latencies.getValueAtPercentile(50) / 1e6);
        more.put("p99 ms", latencies.getValueAtPercentile(99) / 1e6);
        more.put(
                "us of it the compiler",
                mean(turns.stream().mapToDouble(Seen::compilerNanos).toArray()) / 1e3);
        double refused = mean(turns.stream().mapToDouble(Seen::refused).toArray());
        if (refused > 0) {
            more.put("% refused", PER_CENT * refused);
        }
        return new Measurement(
                by,
                subject,
                load,
                turns.stream().mapToDouble(Seen::cpuNanos).toArray(),
                mean(turns.stream().mapToDouble(Seen::octets).toArray()),
                more);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
