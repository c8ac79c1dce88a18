package dev.heliograph.loadtest;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What becomes of a gateway at 2, 5 and 10 times what it can do. */
@Command(
        name = "overload",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Starts a gateway of its own, finds C, the highest open-loop rate at which 99 %% are accepted within the goal,",
            "coming down from what it does at most, then offers 2, 5 and 10 times C and says what came of it.",
            "About eight minutes. Nothing else should run meanwhile.",
            "One account stays at a tenth of C, the other one floods; a sixth are one-time codes, half are campaigns."
        })
final class OverloadCommand implements Callable<Integer> {
    private static final List<Bounds> BOUNDS = List.of(
            new Bounds(2, 95, 1.5, 10, 98, 5), new Bounds(5, 90, 2, 15, 95, 10), new Bounds(10, 85, 3, 20, 90, 15));

    /**
     * What is to hold under a flood.
     *
     * @param factor how many times C is offered
     * @param goodput at least, % of C
     * @param p99 of what is accepted, at most, times that at 0.8 C
     * @param memory at most, % over that at C
     * @param share of what the calm account offers that is accepted, at least, %
     * @param recovery seconds after the flood, at most
     */
    private record Bounds(int factor, int goodput, double p99, int memory, int share, int recovery) {}

    private static final String JVM_OPTIONS = "-XX:+AlwaysPreTouch";

    private static final double CALM = 0.1;
    /** What the calm account is measured by while the gateway warms up, messages a second. */
    private static final long WARM_CALM = 1_000;

    private static final double BASE = 0.8;
    private static final double AFTER = 0.7;
    /** Of what is done while more is offered: where the search begins, for some of it is refused then. */
    private static final double ABOVE = 1.5;
    /** From one rate of the search to the next. */
    private static final double DECLINE = 0.9;

    private static final int STEPS_MAX = 16;
    private static final int PROBE_SECONDS = 6;

    private static final int CONFIRM_SECONDS = 20;
    /** Compiled code first, or C would be that of a gateway that has just started. */
    private static final int WARM_SECONDS = 45;

    private static final int BASE_SECONDS = 30;
    /** As long as a flood that a customer would speak of; its first second is measured too. */
    private static final int FLOOD_SECONDS = 60;

    private static final int AFTER_SECONDS = 16;
    private static final double ACCEPTED_MIN = 0.99;

    @Option(
            names = "--goal",
            paramLabel = "MS",
            defaultValue = "50",
            description = "99 %% are to be accepted within this (${DEFAULT-VALUE}).")
    private long goalMillis;

    @Option(
            names = "--from",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Where the search for C begins, messages a second; by default what the gateway does at most.")
    private long from;

    @Option(names = "--capacity", paramLabel = "RATE", defaultValue = "0", description = "C, if it is known already.")
    private long capacity;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long the flooding client waits for room in its windows (${DEFAULT-VALUE}).")
    private long patienceMillis;

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--factors",
            paramLabel = "N",
            split = ",",
            defaultValue = "2,5,10",
            description = "How many times C is offered: some of 2, 5 and 10 (${DEFAULT-VALUE}).")
    private List<Integer> factors = List.of();

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());

    @Override
    public Integer call() throws Exception {
        List<Bounds> asked =
                BOUNDS.stream().filter(each -> factors.contains(each.factor)).toList();
        if (spec != null && (asked.isEmpty() || asked.size() < factors.size())) {
            throw new ParameterException(
                    spec.commandLine(), "--factors: found " + factors + "; allowed: some of 2, 5, 10");
        }
        Vertx vertx = OneLoop.open();
        try (Subject subject = gateway.start(JVM_OPTIONS, Subject.Setting.DEFAULT)) {
            Stage warm = stage(vertx, subject, "warm-up", WARM_CALM, "max", WARM_SECONDS);
            long c = capacity > 0
                    ? capacity
                    : search(
                            vertx,
                            subject,
                            from > 0
                                    ? from
                                    : (long) (ABOVE * warm.finished().perSecond(WARM_SECONDS / 2, WARM_SECONDS)));
            if (c == 0) {
                out.println("C was not found: begin lower with --from");
                return 1;
            }
            out.printf(Locale.ROOT, "%nC = %,d/s (p99 of accepted <= %d ms)%n%n", c, goalMillis);
            Stage base = stage(vertx, subject, "0.8 C", c, rate(c * (BASE - CALM)), BASE_SECONDS);
            Stage full = stage(vertx, subject, "C", c, rate(c * (1 - CALM)), BASE_SECONDS);
            List<Stage> stages = new ArrayList<>();
            for (Bounds bounds : asked) {
                String steps = rate(c * (bounds.factor - CALM)) + "x" + FLOOD_SECONDS + "+" + rate(c * (AFTER - CALM));
                stages.add(stage(vertx, subject, bounds.factor + " C", c, steps, FLOOD_SECONDS + AFTER_SECONDS));
            }
            return table(c, base, full, asked, stages) ? 0 : 1;
        } finally {
            OneLoop.close(vertx);
        }
    }

    private static String rate(double perSecond) {
        return Long.toString(Math.max(1, Math.round(perSecond)));
    }

    /** Downwards, because a moment's trouble of the machine on the way up would be taken for the end; and not by a quick moment of it either. */
    private long search(Vertx vertx, Subject subject, long begin) throws Exception {
        double rate = begin;
        for (int i = 0; i < STEPS_MAX; i++, rate *= DECLINE) {
            if (holds(vertx, subject, rate, PROBE_SECONDS) && holds(vertx, subject, rate, CONFIRM_SECONDS)) {
                return (long) rate;
            }
        }
        return 0;
    }

    private boolean holds(Vertx vertx, Subject subject, double rate, int seconds) throws Exception {
        Stage stage = stage(vertx, subject, "search", (long) rate, rate(rate * (1 - CALM)), seconds);
        Histogram accept = stage.latencies(1, seconds, sample -> true, Sample::accept);
        double accepted = stage.sum(0, seconds, Sample::accepted);
        return accept.getValueAtPercentile(99) <= TimeUnit.MILLISECONDS.toNanos(goalMillis)
                && accepted >= ACCEPTED_MIN * rate * (seconds - 1);
    }

    /** One run of both accounts, the calm one first. */
    private Stage stage(Vertx vertx, Subject subject, String name, long c, String floodRate, int seconds)
            throws IOException, InterruptedException, ExecutionException {
        out.printf("-- %s: calm %s/s, flood %s/s%n", name, rate(c * CALM), floodRate);
        FlowSpec calm = FlowSpec.parse(
                "system=calm,password=calm,sessions=2,window=100,otp=1,transactional=2,bulk=3,rate=" + rate(c * CALM));
        FlowSpec flood = FlowSpec.parse(
                "system=flood,password=flood,sessions=20,window=500,otp=1,transactional=2,bulk=3,rate=" + floodRate);
        return Stage.run(vertx, subject, name, List.of(calm, flood), seconds, patienceMillis, out);
    }

    /** @return seconds after the flood until a second passes without a refusal and within twice the usual p99; -1 when none does */
    private static int recovery(Stage stage, long p99Nanos) {
        for (int second = FLOOD_SECONDS + 1; second <= FLOOD_SECONDS + AFTER_SECONDS; second++) {
            long refused = stage.sum(second - 1, second, sample -> sample.refused() + sample.missed());
            long p99 = stage.latencies(second - 1, second, sample -> true, Sample::accept)
                    .getValueAtPercentile(99);
            if (refused == 0 && p99 <= 2 * p99Nanos) {
                return second - FLOOD_SECONDS;
            }
        }
        return -1;
    }

    private boolean table(long c, Stage base, Stage full, List<Bounds> asked, List<Stage> stages) {
        long basePlanned =
                base.latencies(1, BASE_SECONDS, base::isFirst, Sample::accept).getValueAtPercentile(99);
        long baseService =
                base.latencies(1, BASE_SECONDS, any -> true, Sample::service).getValueAtPercentile(99);
        out.printf(
                Locale.ROOT,
                "%nC %,d/s; at 0.8 C p99 of accepted %.1f ms; at C %d MiB resident%n%n",
                c,
                baseService / 1e6,
                full.residentMebibytes());
        out.println(
                "| | offered/s | goodput, % of C | told of, % of C | p99 of accepted, x 0.8 C | the calm one's, x 0.8 C | memory, % over C | share of the calm one, % | recovered after, s |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        boolean all = true;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Bounds bounds = asked.get(i);
            double goodput = 100.0 * stage.finished().perSecond(1, FLOOD_SECONDS) / c;
            double told = 100.0 * stage.sum(1, FLOOD_SECONDS, Sample::receipts) / (FLOOD_SECONDS - 1) / c;
            double service = ratio(stage.latencies(1, FLOOD_SECONDS, any -> true, Sample::service), baseService);
            double calm = ratio(stage.latencies(1, FLOOD_SECONDS, stage::isFirst, Sample::accept), basePlanned);
            double memory = full.residentMebibytes() == 0
                    ? 0
                    : 100.0 * stage.residentMebibytes() / full.residentMebibytes() - 100;
            long due =
                    stage.sum(0, FLOOD_SECONDS, sample -> stage.isFirst(sample) ? sample.sent() + sample.missed() : 0);
            long taken = stage.sum(0, FLOOD_SECONDS, sample -> stage.isFirst(sample) ? sample.accepted() : 0);
            double share = 100.0 * taken / Math.max(1, due);
            int recovery = recovery(stage, basePlanned);
            out.printf(
                    Locale.ROOT,
                    "| %d C | %,d | %.0f (>= %d) | %.0f | %.1f (<= %.1f) | %.1f | %+.0f (<= %d) | %.1f (>= %d) | %d (<= %d) |%n",
                    bounds.factor,
                    stage.sum(1, FLOOD_SECONDS, sample -> sample.sent() + sample.missed()) / (FLOOD_SECONDS - 1),
                    goodput,
                    bounds.goodput,
                    told,
                    service,
                    bounds.p99,
                    calm,
                    memory,
                    bounds.memory,
                    share,
                    bounds.share,
                    recovery,
                    bounds.recovery);
            all &= goodput >= bounds.goodput
                    && service <= bounds.p99
                    && memory <= bounds.memory
                    && share >= bounds.share
                    && recovery >= 0
                    && recovery <= bounds.recovery
                    && stage.lost() + stage.twice() == 0;
        }
        out.println(all ? "every bound of the table holds" : "not every bound of the table holds");
        return all;
    }

    private static double ratio(Histogram latencies, long baseNanos) {
        return latencies.getValueAtPercentile(99) / (double) Math.max(1, baseNanos);
    }
}
