package dev.heliograph.loadtest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the two load commands have in common. */
abstract class LoadCommand implements Callable<Integer> {
    private static final int SECONDS_MAX = 3_600;
    private static final long MESSAGES_MAX = 50_000_000;
    private static final int CLEAN = 0;
    private static final int NOT_CLEAN = 1;

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where the gateway is (${DEFAULT-VALUE}).")
    private String host = "";

    @Option(
            names = "--i-know-this-is-not-loopback",
            description = "Allow a --host that is another machine. Only ever one of your own.")
    private boolean elsewhere;

    @Option(
            names = "--flow",
            paramLabel = "KEY=VALUE,...",
            description = {
                "One account and what it does; repeatable. Keys, with their defaults:",
                "system=demo, password=demo, sessions=4, window=100, version=5.0 (or 3.4), receipts=true,",
                "rate=max (closed loop), 500 (open loop, a second) or 500x10+2000x5 (steps of so many seconds),",
                "otp=0, transactional=1, bulk=0 (weights of the priorities)."
            })
    private List<String> flowTexts = List.of();

    @Option(names = "--seconds", defaultValue = "10", description = "How long to send, 1 to 3600 (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--messages",
            defaultValue = "2000000",
            description = "Messages a flow at most, up to 50 million; 30 octets of memory each (${DEFAULT-VALUE}).")
    private long messages;

    @Option(
            names = "--patience",
            paramLabel = "MS",
            defaultValue = "60000",
            description = "Open loop: how long a message waits for room in a window before it counts as missed"
                    + " (${DEFAULT-VALUE}).")
    private long patienceMillis;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long receipts are waited for at the end (${DEFAULT-VALUE}).")
    private int drainSeconds;

    @Mixin
    private final ResultFile result = new ResultFile();

    abstract int port();

    abstract Wire wire(Vertx vertx, String host, FlowSpec flow);

    /** @return as given on the command line, or changed for what this wire can do */
    FlowSpec adapted(FlowSpec flow) {
        return flow;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkBounds();
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        Vertx vertx = OneLoop.open();
        try {
            List<Flow> flows = flows(vertx);
            Run run = new Run(vertx, flows, TimeUnit.SECONDS.toNanos(seconds), drainSeconds, out);
            await(run.start());
            Report.print(flows, run.seconds(), out);
            result.write(() -> Report.json(flows, run.seconds()));
            return Report.isClean(flows) ? CLEAN : NOT_CLEAN;
        } finally {
            await(vertx.close());
        }
    }

    private List<Flow> flows(Vertx vertx) {
        List<Flow> flows = new ArrayList<>();
        for (String text : flowTexts.isEmpty() ? List.of("system=demo") : flowTexts) {
            try {
                FlowSpec flow = adapted(FlowSpec.parse(text));
                flows.add(new Flow(
                        flow,
                        wire(vertx, host, flow),
                        TimeUnit.SECONDS.toNanos(seconds),
                        TimeUnit.MILLISECONDS.toNanos(patienceMillis),
                        messages));
            } catch (IllegalArgumentException wrong) {
                throw usage("--flow " + text + ": " + wrong.getMessage());
            }
        }
        return flows;
    }

    private void checkBounds() throws UnknownHostException {
        if (!elsewhere && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw usage("--host: found '" + host + "'; allowed: an address of this machine's loopback interface");
        }
        if (seconds < 1 || seconds > SECONDS_MAX || messages < 1 || messages > MESSAGES_MAX) {
            throw usage("--seconds is 1 to " + SECONDS_MAX + ", --messages 1 to " + MESSAGES_MAX);
        }
        if (patienceMillis < 0 || drainSeconds < 0) {
            throw usage("--patience and --drain must not be negative");
        }
    }

    private ParameterException usage(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec");
        }
        return new ParameterException(spec.commandLine(), message);
    }

    private static void await(Future<?> future) throws InterruptedException {
        try {
            future.toCompletionStage().toCompletableFuture().get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** Over SMPP. */
    @Command(
            name = "smpp",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            description = {
                "Load over SMPP: submits, receives the receipts, audits that each accepted message ended once.",
                "Exit status: 0 clean, 1 messages lost or ended twice, or the run failed, 2 wrong use."
            })
    static final class Smpp extends LoadCommand {
        @Option(names = "--port", defaultValue = "2775", description = "Of the SMPP door (${DEFAULT-VALUE}).")
        private int port;

        @Override
        int port() {
            return port;
        }

        @Override
        Wire wire(Vertx vertx, String host, FlowSpec flow) {
            return new SmppWire(vertx, host, port, flow);
        }
    }

    /** Over HTTP. */
    @Command(
            name = "http",
            mixinStandardHelpOptions = true,
            usageHelpAutoWidth = true,
            description = {
                "Load over HTTP: one message a request, 'sessions' connections, the API key as 'password'.",
                "Receipts are not read: only acceptance is measured."
            })
    static final class Http extends LoadCommand {
        @Option(names = "--port", defaultValue = "8080", description = "Of the HTTP door (${DEFAULT-VALUE}).")
        private int port;

        @Override
        int port() {
            return port;
        }

        @Override
        FlowSpec adapted(FlowSpec flow) {
            return new FlowSpec(
                    flow.system(),
                    flow.password(),
                    flow.sessions(),
                    1,
                    flow.rate(),
                    flow.weights(),
                    false,
                    flow.version());
        }

        @Override
        Wire wire(Vertx vertx, String host, FlowSpec flow) {
            return new HttpWire(vertx, host, port, flow);
        }
    }
}
