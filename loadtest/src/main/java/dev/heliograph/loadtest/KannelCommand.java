package dev.heliograph.loadtest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The gateway beside Kannel, by one and the same program. */
@Command(
        name = "kannel",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        description = {
            "Starts a Kannel (apt-get install kannel) and a gateway of its own, each with a stand-in message centre behind it, sends both the",
            "same requests to /cgi-bin/sendsms, in turns, over connections that stay open, closed loop, each message with a dlr-url, and counts",
            "the delivery reports that are called in. Both are there all the time; the one whose turn it is not is idle. Kannel is set as fast",
            "as its user guide allows: no rate, no log, 500 unanswered submits a session; see loadtest/README.md for what is not equal.",
            "About four minutes. Nothing else should run meanwhile. Exit status 0 if the gateway finishes 20 times as many messages a",
            "second as Kannel and neither loses one or tells its end twice."
        })
final class KannelCommand implements Callable<Integer> {
    private static final int MESSAGES_MAX = 2_000_000;
    private static final int SECONDS_MAX = 600;
    private static final int TURNS_MAX = 20;
    private static final int CONNECTIONS_MAX = 1_000;
    private static final int SESSIONS_MAX = 100;
    private static final int CALLBACKS = 512;
    private static final double GOAL = 20;

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each has its turn, 1 to " + TURNS_MAX + " (${DEFAULT-VALUE}).")
    private int turns;

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Messages a turn, 1 to 2,000,000 (${DEFAULT-VALUE}).")
    private int messages;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long a turn sends at most, should the messages not be over by then, 1 to 600"
                    + " (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "30",
            description = "How many seconds are sent to each before, 1 to 600 (${DEFAULT-VALUE}).")
    private int warmSeconds;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "64",
            description = "Connections, each with one request at a time, 1 to 1,000 (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--dlr-mask",
            paramLabel = "MASK",
            defaultValue = "27",
            description = "Which reports are asked for; 27: taken by the message centre, and the end; 19: the end alone"
                    + " (${DEFAULT-VALUE}).")
    private int mask;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Without a report for so long, what is missing counts as lost (${DEFAULT-VALUE}).")
    private int drainSeconds;

    @Option(
            names = "--kannel-store",
            paramLabel = "FORM",
            defaultValue = "file",
            description = "Kannel's store: file, or spool, which is a file a message (${DEFAULT-VALUE}).")
    private KannelFile.Store store = KannelFile.Store.file;

    @Option(
            names = "--kannel-sessions",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Sessions of Kannel's to the message centre, 1 to 100; the gateway has four (${DEFAULT-VALUE}).")
    private int sessions;

    @Mixin
    private final ResultFile result = new ResultFile();

    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    private final PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());

    private interface Clock {
        long cpuNanos() throws IOException;
    }

    /** One of the two. */
    private record Side(String name, int port, Clock clock) {}

    /**
     * A turn of one side.
     *
     * @param cpuMicros of its processes, a message
     * @param ownMicros of this program, a message: its requests, the page for reports and the message centre
     */
    private record Seen(Side side, SendSms.Turn turn, double cpuMicros, double ownMicros) {}

    @Override
    public Integer call() throws Exception {
        check();
        SendSms.Plan plan = new SendSms.Plan(connections, messages, seconds, mask, drainSeconds);
        List<Seen> ofKannel = new ArrayList<>();
        List<Seen> ofGateway = new ArrayList<>();
        Vertx vertx = OneLoop.open();
        try (Kannel kannel = new Kannel(new Kannel.Setting(gateway.cpus(), store, sessions, CALLBACKS));
                Subject subject = gateway.start("", Subject.Setting.DEFAULT.withAccounts(account()))) {
            DlrPage page = new DlrPage(vertx);
            page.listen().toCompletionStage().toCompletableFuture().get();
            Side one = new Side("Kannel", kannel.httpPort(), kannel::cpuNanos);
            Side other = new Side("Heliograph", subject.httpPort(), subject::cpuNanos);
            SendSms.Plan warm = plan.withLength(MESSAGES_MAX, warmSeconds);
            out.println("-- warm-up");
            turn(vertx, page, one, warm);
            turn(vertx, page, other, warm);
            for (int i = 1; i <= turns; i++) {
                out.println("-- turn " + i);
                ofKannel.add(turn(vertx, page, one, plan));
                ofGateway.add(turn(vertx, page, other, plan));
            }
        } finally {
            OneLoop.close(vertx);
        }
        return told(ofKannel, ofGateway) ? 0 : 1;
    }

    private static String account() {
        return "%s: {apiKeys: [%s], callbacks: {window: %d, allowPrivate: true}}\n"
                .formatted(SendSms.USER, SendSms.PASSWORD, CALLBACKS);
    }

    private Seen turn(Vertx vertx, DlrPage page, Side side, SendSms.Plan plan) throws Exception {
        long cpuBefore = side.clock().cpuNanos();
        long ownBefore = ownNanos();
        SendSms.Turn turn = SendSms.run(vertx, page, side.port(), plan)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        double each = 1e3 * Math.max(1, turn.accepted());
        Seen seen = new Seen(side, turn, (side.clock().cpuNanos() - cpuBefore) / each, (ownNanos() - ownBefore) / each);
        out.println(row(seen));
        return seen;
    }

    private static long ownNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }

    private void check() {
        if (spec != null
                && (isOutside(turns, TURNS_MAX)
                        || isOutside(messages, MESSAGES_MAX)
                        || isOutside(seconds, SECONDS_MAX)
                        || isOutside(warmSeconds, SECONDS_MAX)
                        || isOutside(drainSeconds, SECONDS_MAX)
                        || isOutside(connections, CONNECTIONS_MAX)
                        || isOutside(sessions, SESSIONS_MAX)
                        || isOutside(mask, 31))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--turns is 1 to 20, --messages 1 to 2000000, --seconds, --warm and --drain 1 to 600, --connections 1 to 1000, --kannel-sessions 1 to 100, --dlr-mask 1 to 31");
        }
    }

    private static boolean isOutside(int value, int max) {
        return value < 1 || value > max;
    }

    private static String row(Seen seen) {
        SendSms.Turn turn = seen.turn();
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.2f, %.2f | %.1f | %.1f | %.2f | %,d, %,d, %,d, %,d |",
                seen.side().name(),
                turn.acceptedPerSecond(),
                turn.finishedPerSecond(),
                millis(turn, 50),
                millis(turn, 99),
                seen.cpuMicros(),
                seen.ownMicros(),
                turn.reports() / (double) Math.max(1, turn.accepted()),
                turn.accepted(),
                turn.refused(),
                turn.lost(),
                turn.twice());
    }

    private static double millis(SendSms.Turn turn, double percentile) {
        return turn.answers().getValueAtPercentile(percentile) / 1e6;
    }

    /** @return whether the goal is met, and nothing was lost or told twice */
    private boolean told(List<Seen> ofKannel, List<Seen> ofGateway) throws IOException {
        out.println();
        out.println(
                "| | accepted/s | finished/s | answer after, ms: p50, p99 | CPU us a message | this program's | reports a message | accepted, refused, lost, twice |");
        out.println("| --- | ---: | ---: | --- | ---: | ---: | ---: | --- |");
        boolean clean = true;
        for (int i = 0; i < ofKannel.size(); i++) {
            for (Seen seen : List.of(ofKannel.get(i), ofGateway.get(i))) {
                out.println(row(seen));
                clean &= seen.turn().lost() + seen.turn().twice() == 0;
            }
        }
        double finished = times(ofGateway, ofKannel, seen -> seen.turn().finishedPerSecond());
        out.printf(
                Locale.ROOT,
                "%nHeliograph beside Kannel, by the median turn: accepted/s %.1fx, finished/s %.1fx (goal %.0fx), CPU a message %.2fx, answer p50 %.2fx, p99 %.2fx%n",
                times(ofGateway, ofKannel, seen -> seen.turn().acceptedPerSecond()),
                finished,
                GOAL,
                times(ofGateway, ofKannel, Seen::cpuMicros),
                times(ofGateway, ofKannel, seen -> millis(seen.turn(), 50)),
                times(ofGateway, ofKannel, seen -> millis(seen.turn(), 99)));
        result.write(() -> json(ofKannel, ofGateway));
        return clean && finished >= GOAL;
    }

    private static double times(List<Seen> some, List<Seen> others, ToDoubleFunction<Seen> figure) {
        return median(some, figure) / Math.max(1e-9, median(others, figure));
    }

    private static double median(List<Seen> all, ToDoubleFunction<Seen> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private ObjectNode json(List<Seen> ofKannel, List<Seen> ofGateway) {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("connections", connections)
                .put("dlrMask", mask)
                .put("kannelStore", store.name())
                .put("kannelSessions", sessions);
        for (List<Seen> all : List.of(ofKannel, ofGateway)) {
            for (Seen seen : all) {
                SendSms.Turn turn = seen.turn();
                ObjectNode node = report.withArray("turns").addObject();
                node.put("of", seen.side().name())
                        .put("accepted", turn.accepted())
                        .put("refused", turn.refused());
                node.put("acceptedPerSecond", turn.acceptedPerSecond())
                        .put("finishedPerSecond", turn.finishedPerSecond());
                node.put("cpuMicrosAMessage", seen.cpuMicros()).put("ownMicrosAMessage", seen.ownMicros());
                node.put("reports", turn.reports()).put("lost", turn.lost()).put("twice", turn.twice());
                Report.percentiles(node.putObject("answerNanos"), turn.answers());
            }
        }
        return report;
    }
}
