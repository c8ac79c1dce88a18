package dev.heliograph.loadtest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long acceptance takes at half load, beside what the disk takes. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Starts a gateway of its own, sees what it does at most (closed loop), offers half of that (open loop), and tells how long",
            "a message waits for its answer, which comes once it is on the disk, beside a write and fdatasync of a preallocated file",
            "on the same disk, measured before and after. Goals: p50 within 3, p99 within 10, p99.9 within 30 of the disk's median.",
            "About a minute and a half. Nothing else should run meanwhile. Exit status 0 if the goals are met."
        })
final class LatencyCommand implements Callable<Integer> {
    private static final String FLOW = "system=flood,password=flood,sessions=20,window=50,rate=";
    private static final String JVM_OPTIONS = "-XX:+AlwaysPreTouch";
    private static final double HALF = 0.5;
    private static final double[] PERCENTILES = {50, 99, 99.9};
    private static final double[] GOALS = {3, 10, 30};
    /** Of the open loop, before it is looked at. */
    private static final int SETTLING_SECONDS = 2;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many seconds are sent first, as fast as can be (${DEFAULT-VALUE}).")
    private int warmSeconds;

    @Option(
            names = "--capacity",
            paramLabel = "RATE",
            defaultValue = "0",
            description =
                    "What the gateway does at most, messages a second, if it is known; by default the second half of the warming up tells.")
    private long capacity;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long half of that is offered (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--floor-seconds",
            paramLabel = "N",
            defaultValue = "4",
            description = "How long the disk is measured, each time (${DEFAULT-VALUE}).")
    private int floorSeconds;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "On the disk in question; by default the platform's temporary one.")
    private @Nullable Path directory;

    @Mixin
    private final ResultFile result = new ResultFile();

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
    private final Histogram syncs = new Histogram(3);
    private final Histogram paced = new Histogram(3);

    @Override
    public Integer call() throws Exception {
        if (spec != null && (warmSeconds < 2 || seconds <= SETTLING_SECONDS || floorSeconds < 1 || capacity < 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--warm is 2 or more, --seconds 3 or more, --floor-seconds 1 or more");
        }
        Path on = directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory;
        Vertx vertx = OneLoop.open();
        try (DiskFloor disk = new DiskFloor(on)) {
            out.println("-- the disk");
            disk.series(TimeUnit.SECONDS.toNanos(floorSeconds), syncs);
            Stage half;
            long rate;
            try (Subject subject = gateway.start(JVM_OPTIONS, Subject.Setting.DEFAULT.withParent(on))) {
                out.println("-- warm-up");
                Stage warm = stage(vertx, subject, "max", warmSeconds);
                long most = capacity > 0 ? capacity : (long) warm.finished().perSecond(warmSeconds / 2, warmSeconds);
                rate = Math.max(1, (long) (most * HALF));
                out.printf(Locale.ROOT, "-- half of %,d/s%n", most);
                half = stage(vertx, subject, Long.toString(rate), seconds);
            }
            out.println("-- the disk");
            disk.series(TimeUnit.SECONDS.toNanos(floorSeconds), syncs);
            disk.paced((double) rate, TimeUnit.SECONDS.toNanos(floorSeconds), paced);
            return told(rate, half) ? 0 : 1;
        } finally {
            OneLoop.close(vertx);
        }
    }

    private Stage stage(Vertx vertx, Subject subject, String rate, int length) throws Exception {
        List<FlowSpec> flow = List.of(FlowSpec.parse(FLOW + rate));
        return Stage.run(vertx, subject, rate, flow, length, TimeUnit.SECONDS.toMillis(length), out);
    }

    /** @return whether the goals are met, and nothing was lost or refused */
    private boolean told(long rate, Stage stage) throws IOException {
        Tally tally = stage.flows().get(0).tally();
        Histogram written = stage.latencies(SETTLING_SECONDS, seconds, any -> true, Sample::service);
        Histogram planned = stage.latencies(SETTLING_SECONDS, seconds, any -> true, Sample::accept);
        out.printf(
                Locale.ROOT,
                "%n%,d messages a second offered, %,d accepted in all, %,d refused, %,d missed, lost %d, twice %d; ms:%n%n",
                rate,
                tally.accepted,
                tally.refused,
                tally.missed,
                stage.lost(),
                stage.twice());
        out.println("| | p50 | p99 | p99.9 | x the disk's median |");
        out.println("| --- | ---: | ---: | ---: | --- |");
        row("the disk: one record, fdatasync", syncs);
        row("the disk: what falls due at this rate, from when it does", paced);
        row("accepted, from the write to the answer", written);
        row("accepted, from when it was due", planned);
        row("the load program: from due to the write", tally.late);
        row("receipt, from when it was due", tally.endToEnd);
        boolean met = stage.lost() + stage.twice() + tally.refused + tally.missed == 0;
        for (int i = 0; i < PERCENTILES.length; i++) {
            met &= times(written, PERCENTILES[i]) <= GOALS[i];
        }
        out.println(met ? "\nthe goals are met: 3, 10 and 30 times" : "\nthe goals, 3, 10 and 30 times, are not met");
        result.write(() -> json(rate, tally, stage, written, planned));
        return met;
    }

    private void row(String name, Histogram nanos) {
        out.printf(
                Locale.ROOT,
                "| %s | %.3f | %.3f | %.3f | %.1f, %.1f, %.1f |%n",
                name,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                times(nanos, 50),
                times(nanos, 99),
                times(nanos, 99.9));
    }

    private double times(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / (double) Math.max(1, syncs.getValueAtPercentile(50));
    }

    private ObjectNode json(long rate, Tally tally, Stage stage, Histogram written, Histogram planned) {
        ObjectNode report = JsonNodeFactory.instance.objectNode().put("rate", rate);
        report.put("accepted", tally.accepted).put("refused", tally.refused).put("missed", tally.missed);
        report.put("lost", stage.lost()).put("twice", stage.twice());
        Report.percentiles(report.putObject("syncNanos"), syncs);
        Report.percentiles(report.putObject("pacedSyncNanos"), paced);
        Report.percentiles(report.putObject("acceptFromWriteNanos"), written);
        Report.percentiles(report.putObject("acceptFromDueNanos"), planned);
        Report.percentiles(report.putObject("clientLateNanos"), tally.late);
        Report.percentiles(report.putObject("receiptFromDueNanos"), tally.endToEnd);
        return report;
    }
}
