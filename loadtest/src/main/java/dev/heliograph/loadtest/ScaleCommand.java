package dev.heliograph.loadtest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a message costs when there is much of everything. */
@Command(
        name = "scale",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Starts a gateway of its own for each point: with 1 account, channel, bind or WebSocket, and with many. All points of an axis",
            "have the same rate (open loop), so that what is compared is the processor time of a message, that of the JVM's compiler apart.",
            "Memory is that of the heap in use after a collection and what the process has beside it, with everything open and idle;",
            "the kernel's own is not in it.",
            "  binds: one account with 1 and with N binds, all of which send. accounts: N accounts with a bind each, beside one with N binds.",
            "  channels: 1 and N, each with a session of its own and its share of the recipients by a route of its own.",
            "  sockets: 1 and N accounts that send over HTTP and hear of it by a WebSocket each.",
            "Goals: cost within 1.5 times, 20 KB a bind and a socket. About a minute and a half an axis; nothing else should run meanwhile.",
            "Needs descriptors for the largest of them, in this program and in the gateway (ulimit -n). Linux only.",
            "Exit status 0 if the goals are met."
        })
final class ScaleCommand implements Callable<Integer> {
    /** What a gateway or this program opens besides. */
    private static final int DESCRIPTORS_BESIDES = 500;

    private static final int MANY_MAX = 10_000;
    private static final int CHANNELS_MAX = 1_000;
    private static final double COST_MAX = 1.5;
    private static final double KIB_EACH_MAX = 20;
    private static final double KIB = 1_024;
    private static final double MIB = KIB * KIB;
    /** Room for ten thousand accounts: an account that binds has some 70 KB from the start. */
    private static final String JVM_OPTIONS =
            "-Xms2g -Xmx2g -XX:+AlwaysPreTouch -XX:-UseDynamicNumberOfCompilerThreads";

    /** What is varied. */
    enum Axis {
        accounts,
        channels,
        binds,
        sockets
    }

    @Option(
            names = "--axes",
            paramLabel = "AXIS",
            split = ",",
            defaultValue = "binds,accounts,channels,sockets",
            description = "Some of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private List<Axis> axes = List.of();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most 10,000 (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--channels",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most 1,000, as there are so many recipients (${DEFAULT-VALUE}).")
    private int channels;

    @Option(
            names = "--binds",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most 10,000 (${DEFAULT-VALUE}).")
    private int binds;

    @Option(
            names = "--sockets",
            paramLabel = "N",
            defaultValue = "5000",
            description = "At most 10,000 (${DEFAULT-VALUE}).")
    private int sockets;

    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "5000",
            description = "Messages a second, 1 to 100,000 (${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "15",
            description = "How many seconds are sent at that rate before it is looked at (${DEFAULT-VALUE}).")
    private int warmSeconds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long is looked at it (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--idle",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many seconds everything is open and idle before, 4 or more (${DEFAULT-VALUE}).")
    private int idleSeconds;

    @Mixin
    private final ResultFile result = new ResultFile();

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());

    @Override
    public Integer call() throws Exception {
        check();
        Vertx vertx = OneLoop.open();
        List<ScalePoint.Seen> seen = new ArrayList<>();
        ScalePoint.Plan plan = new ScalePoint.Plan(idleSeconds, warmSeconds, seconds, rate);
        try {
            for (Axis axis : axes) {
                for (ScalePoint point : points(axis)) {
                    out.println("-- " + text(point));
                    seen.add(point.measure(vertx, gateway, JVM_OPTIONS, plan, out));
                }
            }
        } finally {
            OneLoop.close(vertx);
        }
        result.write(() -> json(seen));
        return told(seen) ? 0 : 1;
    }

    private List<ScalePoint> points(Axis axis) {
        String name = axis.name();
        return switch (axis) {
            case binds -> List.of(new ScalePoint(name, 1, 1, 1, 0), new ScalePoint(name, 1, 1, binds, 0));
            case accounts ->
                List.of(new ScalePoint(name, 1, 1, accounts, 0), new ScalePoint(name, accounts, 1, accounts, 0));
            case channels -> List.of(new ScalePoint(name, 1, 1, 1, 0), new ScalePoint(name, 1, channels, 1, 0));
            case sockets -> List.of(new ScalePoint(name, 1, 1, 0, 1), new ScalePoint(name, sockets, 1, 0, sockets));
        };
    }

    private void check() {
        String fault = "";
        if (Math.min(Math.min(accounts, binds), Math.min(channels, sockets)) < 1
                || Math.max(accounts, Math.max(binds, sockets)) > MANY_MAX
                || channels > CHANNELS_MAX) {
            fault = "--accounts, --binds and --sockets are 1 to " + MANY_MAX + ", --channels 1 to " + CHANNELS_MAX;
        } else if (rate < 1 || rate > 100_000 || warmSeconds < 1 || seconds < 1 || idleSeconds < 4) {
            fault = "--rate is 1 to 100,000, --warm and --seconds 1 or more, --idle 4 or more";
        } else if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            int needed = axes.stream()
                            .flatMap(axis -> points(axis).stream())
                            .mapToInt(point -> point.channels() + Math.max(point.binds(), point.sockets()))
                            .max()
                            .orElse(0)
                    + DESCRIPTORS_BESIDES;
            long allowed = system.getMaxFileDescriptorCount();
            if (allowed < needed) {
                fault = "a process may have " + allowed + " descriptors here and " + needed + " are needed: ulimit -n "
                        + needed + ", or fewer --binds, --accounts or --sockets";
            }
        }
        if (!fault.isEmpty() && spec != null) {
            throw new ParameterException(spec.commandLine(), fault);
        }
    }

    private static String text(ScalePoint point) {
        return String.format(
                Locale.ROOT,
                "%s: %,d account%s, %,d channel%s, %s",
                point.axis(),
                point.accounts(),
                point.accounts() == 1 ? "" : "s",
                point.channels(),
                point.channels() == 1 ? "" : "s",
                point.sockets() > 0
                        ? String.format(
                                Locale.ROOT, "%,d WebSocket%s", point.sockets(), point.sockets() == 1 ? "" : "s")
                        : String.format(Locale.ROOT, "%,d bind%s", point.binds(), point.binds() == 1 ? "" : "s"));
    }

    /** @return whether the goals are met, and nothing was lost */
    private boolean told(List<ScalePoint.Seen> seen) {
        out.printf(Locale.ROOT, "%n%,d messages a second, %d s warm%n%n", rate, warmSeconds);
        out.println(
                "| | CPU us a message | compiler, us | x the first | accepted after, ms: p50, p99 | idle, hundredths of a core | heap in use, MiB: at rest, all open | KiB each | ready after, s | refused, lost, twice |");
        out.println("| --- | ---: | ---: | ---: | --- | ---: | --- | ---: | ---: | --- |");
        boolean met = true;
        for (int i = 0; i < seen.size(); i++) {
            ScalePoint.Seen one = seen.get(i);
            boolean first = i % 2 == 0;
            double times = one.cpuMicros() / seen.get(first ? i : i - 1).cpuMicros();
            boolean many = Math.max(one.point().binds(), one.point().sockets()) >= 100;
            double each = one.octetsEach() / KIB;
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %s | %.2f, %.2f | %.1f | %.0f, %.0f | %s | %.1f | %,d, %,d, %,d |%n",
                    text(one.point()),
                    one.cpuMicros(),
                    one.compilerMicros(),
                    first ? "" : String.format(Locale.ROOT, "%.2f (<= %.1f)", times, COST_MAX),
                    one.accept().getValueAtPercentile(50) / 1e6,
                    one.accept().getValueAtPercentile(99) / 1e6,
                    100 * one.idleShare(),
                    one.rest().liveBytes() / MIB,
                    one.idle().liveBytes() / MIB,
                    many ? String.format(Locale.ROOT, "%.1f (<= %.0f)", each, KIB_EACH_MAX) : "",
                    one.readySeconds(),
                    one.refused(),
                    one.lost(),
                    one.twice());
            met &= times <= COST_MAX && (!many || each <= KIB_EACH_MAX) && one.lost() + one.twice() == 0;
        }
        out.println(met ? "\nthe goals are met" : "\nnot every goal is met");
        return met;
    }

    private ObjectNode json(List<ScalePoint.Seen> seen) {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("rate", rate)
                .put("idleSeconds", idleSeconds)
                .put("warmSeconds", warmSeconds)
                .put("seconds", seconds);
        for (ScalePoint.Seen one : seen) {
            ScalePoint point = one.point();
            ObjectNode node = report.withArray("points").addObject();
            node.put("axis", point.axis()).put("accounts", point.accounts()).put("channels", point.channels());
            node.put("binds", point.binds()).put("sockets", point.sockets());
            node.put("cpuMicrosAMessage", one.cpuMicros())
                    .put("compilerMicrosAMessage", one.compilerMicros())
                    .put("accepted", one.accepted());
            node.put("refused", one.refused()).put("lost", one.lost()).put("twice", one.twice());
            node.put("idleShareOfACore", one.idleShare()).put("readySeconds", one.readySeconds());
            node.put("heapBytesAtRest", one.rest().liveBytes())
                    .put("heapBytesOpen", one.idle().liveBytes());
            node.put("residentBytesAtRest", one.rest().residentBytes())
                    .put("residentBytesOpen", one.idle().residentBytes());
            node.put("bytesEach", one.octetsEach());
            Report.percentiles(node.putObject("acceptFromDueNanos"), one.accept());
        }
        return report;
    }
}
