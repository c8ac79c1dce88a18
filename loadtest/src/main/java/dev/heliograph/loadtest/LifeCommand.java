package dev.heliograph.loadtest;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the whole life of a message costs a gateway, and how many it does in a second. */
@Command(
        name = "life",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Starts a gateway of its own, warms it up, and sends as fast as its windows allow (closed loop): submit_sm accepted durably,",
            "routed, throttled, submitted to a stand-in message centre, receipt matched, deliver_sm back.",
            "The processor time is the gateway's alone. About a minute. Nothing else should run meanwhile."
        })
final class LifeCommand implements Callable<Integer> {
    private static final String SYSTEM = "system=flood,password=flood,";

    @Option(
            names = "--shapes",
            paramLabel = "SxW",
            split = ",",
            defaultValue = "1x1,1x100,4x100,20x50",
            description = "Sessions and window of each run (${DEFAULT-VALUE}).")
    private List<String> shapes = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long each run is (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long is sent before, as fast as can be (${DEFAULT-VALUE}).")
    private int warmSeconds;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());

    @Override
    public Integer call() throws Exception {
        Vertx vertx = OneLoop.open();
        try (Subject subject = gateway.start("", Subject.Setting.DEFAULT)) {
            out.println("-- warm-up");
            run(vertx, subject, "20x50", warmSeconds);
            List<String> rows = new ArrayList<>();
            boolean clean = true;
            for (String shape : shapes) {
                out.println("-- " + shape);
                Stage stage = run(vertx, subject, shape, seconds);
                rows.add(row(shape, stage));
                clean &= stage.lost() + stage.twice() == 0;
            }
            out.println();
            out.println(
                    "| sessions x window | finished/s | told of/s | CPU us a message | accepted after, ms: p50, p99, p99.9 | receipt after, ms: p50, p99 | lost, twice |");
            out.println("| --- | ---: | ---: | ---: | --- | --- | --- |");
            rows.forEach(out::println);
            return clean ? 0 : 1;
        } finally {
            OneLoop.close(vertx);
        }
    }

    private Stage run(Vertx vertx, Subject subject, String shape, int length) throws Exception {
        String[] parts = shape.split("x", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("--shapes: found '" + shape + "'; allowed: sessions x window, as 4x100");
        }
        FlowSpec spec = FlowSpec.parse(SYSTEM + "sessions=" + parts[0] + ",window=" + parts[1] + ",rate=max");
        return Stage.run(vertx, subject, shape, List.of(spec), length, TimeUnit.SECONDS.toMillis(length), out);
    }

    private String row(String shape, Stage stage) {
        Tally tally = stage.flows().get(0).tally();
        long ended = stage.flows().get(0).ledger().endedCount();
        double rate = stage.sum(1, seconds, Sample::receipts) / (double) Math.max(1, seconds - 1);
        Histogram accept = stage.latencies(1, seconds, any -> true, Sample::service);
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.1f | %.2f, %.2f, %.2f | %.2f, %.2f | %d, %d |",
                shape,
                stage.finished().perSecond(1, seconds),
                rate,
                stage.cpuNanos() / 1e3 / Math.max(1, ended),
                accept.getValueAtPercentile(50) / 1e6,
                accept.getValueAtPercentile(99) / 1e6,
                accept.getValueAtPercentile(99.9) / 1e6,
                tally.endToEnd.getValueAtPercentile(50) / 1e6,
                tally.endToEnd.getValueAtPercentile(99) / 1e6,
                stage.lost(),
                stage.twice());
    }
}
