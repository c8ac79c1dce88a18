package dev.heliograph.loadtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
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

/** Whether a gateway takes more and more when it works for long. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Starts a gateway of its own, sees what it does at most (closed loop), offers 70 %% of that (open loop) in parts of equal length,",
            "and looks after each, at rest and with all garbage collected, what it has: live heap, memory beside the heap, descriptors, store.",
            "The first part counts as settling. Half an hour; the store keeps every message for its retention, about half a kilobyte each.",
            "Nothing else should run meanwhile.",
            "Exit status 0 if nothing grows from the second part to the last, the store no more than its messages, and nothing was lost or ended twice."
        })
final class SoakCommand implements Callable<Integer> {
    private static final String FLOW =
            "system=flood,password=flood,sessions=20,window=50,otp=1,transactional=2,bulk=3,rate=";
    private static final String JVM_OPTIONS = "-XX:+AlwaysPreTouch";
    private static final int WARM_SECONDS = 30;
    private static final double MEBI = 1 << 20;
    /** Of the live heap, of what is resident and of the store's octets a message, from the second part to the last; below it is what caches do. */
    private static final double GROWTH_MAX = 1.05;

    private static final long DESCRIPTORS_MAX = 5;

    @Option(
            names = "--capacity",
            paramLabel = "RATE",
            defaultValue = "0",
            description =
                    "What the gateway does at most, messages a second, if it is known; by default the second half of the warming up tells.")
    private long capacity;

    @Option(
            names = "--share",
            paramLabel = "N",
            defaultValue = "0.7",
            description = "How much of that is offered (${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--parts",
            paramLabel = "N",
            defaultValue = "6",
            description = "In how many parts, 3 or more (${DEFAULT-VALUE}).")
    private int parts;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "300",
            description = "How long each is (${DEFAULT-VALUE}).")
    private int seconds;

    @Mixin
    private final ResultFile result = new ResultFile();

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());

    /** What the gateway had after a part. */
    private record Part(
            int number,
            long accepted,
            long refused,
            double p99Millis,
            double cpuMicros,
            double liveMebibytes,
            double residentMebibytes,
            long descriptors,
            long storeMebibytes,
            double storeOctetsAMessage,
            long lost,
            long twice) {}

    @Override
    public Integer call() throws Exception {
        if (spec != null && (parts < 3 || seconds < 2 || share <= 0 || capacity < 0)) {
            throw new ParameterException(
                    spec.commandLine(), "--parts is 3 or more, --seconds 2 or more, --share above 0");
        }
        Vertx vertx = OneLoop.open();
        try (Subject subject = gateway.start(JVM_OPTIONS, Subject.Setting.DEFAULT)) {
            out.println("-- warm-up");
            Stage warm = stage(vertx, subject, "max", WARM_SECONDS);
            long most = capacity > 0 ? capacity : (long) warm.finished().perSecond(WARM_SECONDS / 2, WARM_SECONDS);
            long rate = Math.max(1, (long) (most * share));
            List<Part> seen = new ArrayList<>();
            long stored = warm.flows().get(0).tally().accepted;
            for (int i = 1; i <= parts; i++) {
                out.printf(Locale.ROOT, "-- part %d of %d: %,d/s of %,d/s%n", i, parts, rate, most);
                Stage stage = stage(vertx, subject, Long.toString(rate), seconds);
                stored += stage.flows().get(0).tally().accepted;
                seen.add(part(i, stage, stored, subject));
            }
            return told(rate, most, seen) ? 0 : 1;
        } finally {
            OneLoop.close(vertx);
        }
    }

    private Stage stage(Vertx vertx, Subject subject, String rate, int length) throws Exception {
        return Stage.run(
                vertx, subject, rate, List.of(FlowSpec.parse(FLOW + rate)), length, TimeUnit.SECONDS.toMillis(30), out);
    }

    private Part part(int number, Stage stage, long stored, Subject subject) throws IOException, InterruptedException {
        Tally tally = stage.flows().get(0).tally();
        Histogram accept = stage.latencies(0, seconds, any -> true, Sample::accept);
        Footprint has = subject.footprint();
        long storeMebibytes = subject.storeMebibytes();
        return new Part(
                number,
                tally.accepted,
                tally.refused + tally.missed,
                accept.getValueAtPercentile(99) / 1e6,
                stage.cpuNanos() / 1e3 / Math.max(1, tally.accepted),
                has.liveBytes() / MEBI,
                has.residentBytes() / MEBI,
                subject.descriptors(),
                storeMebibytes,
                storeMebibytes * MEBI / Math.max(1, stored),
                stage.lost(),
                stage.twice());
    }

    private boolean told(long rate, long most, List<Part> seen) throws IOException {
        out.printf(Locale.ROOT, "%n%,d/s offered, of %,d/s at most%n%n", rate, most);
        out.println(
                "| part | accepted | refused | p99 of accepted, ms | CPU us a message | live heap, MiB | resident, MiB | descriptors | store, MiB | octets a message | lost, twice |");
        out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        for (Part part : seen) {
            out.printf(
                    Locale.ROOT,
                    "| %d | %,d | %,d | %.1f | %.1f | %.1f | %.0f | %d | %,d | %.0f | %d, %d |%n",
                    part.number,
                    part.accepted,
                    part.refused,
                    part.p99Millis,
                    part.cpuMicros,
                    part.liveMebibytes,
                    part.residentMebibytes,
                    part.descriptors,
                    part.storeMebibytes,
                    part.storeOctetsAMessage,
                    part.lost,
                    part.twice);
        }
        Part second = seen.get(1);
        Part last = seen.get(seen.size() - 1);
        boolean holds = last.liveMebibytes <= GROWTH_MAX * second.liveMebibytes
                && last.residentMebibytes <= GROWTH_MAX * second.residentMebibytes
                && last.storeOctetsAMessage <= GROWTH_MAX * second.storeOctetsAMessage
                && last.descriptors <= second.descriptors + DESCRIPTORS_MAX
                && seen.stream().allMatch(part -> part.lost + part.twice == 0);
        out.println(
                holds
                        ? "\nnothing grows, and the store no more than its messages"
                        : "\nsomething grows, or the audit is not clean");
        result.write(() -> json(rate, most, seen));
        return holds;
    }

    private ObjectNode json(long rate, long most, List<Part> seen) {
        ObjectNode report =
                JsonNodeFactory.instance.objectNode().put("rate", rate).put("most", most);
        ArrayNode rows = report.put("partSeconds", seconds).putArray("parts");
        for (Part part : seen) {
            rows.addObject()
                    .put("accepted", part.accepted)
                    .put("refused", part.refused)
                    .put("acceptP99Millis", part.p99Millis)
                    .put("cpuMicrosAMessage", part.cpuMicros)
                    .put("liveMebibytes", part.liveMebibytes)
                    .put("residentMebibytes", part.residentMebibytes)
                    .put("descriptors", part.descriptors)
                    .put("storeMebibytes", part.storeMebibytes)
                    .put("storeOctetsAMessage", part.storeOctetsAMessage)
                    .put("lost", part.lost)
                    .put("twice", part.twice);
        }
        return report;
    }
}
