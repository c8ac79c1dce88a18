package dev.heliograph.loadtest;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * A gateway with so much of everything, under a rate that does not depend on it.
 *
 * @param axis what is varied
 * @param accounts all of them send, in turn
 * @param channels each gets its share
 * @param binds over all accounts; 0 when messages come over HTTP
 * @param sockets WebSockets, each of an account of its own that sends over HTTP; 0 when messages come over SMPP
 */
record ScalePoint(String axis, int accounts, int channels, int binds, int sockets) {
    private static final String PASSWORD = "scale";
    private static final int HTTP_CONNECTIONS = 64;
    /** Until everything that opening has thrown away may be collected. */
    private static final int CALMING_SECONDS = 2;

    private static final int DRAIN_SECONDS = 20;
    private static final int PATIENCE_SECONDS = 10;
    private static final int WINDOW = 1_000;
    private static final long MESSAGES_MAX = 10_000_000;

    /**
     * How long and how much.
     *
     * @param idleSeconds with everything open and a message a second
     * @param warmSeconds at the rate, before it is looked at
     * @param rate messages a second
     */
    record Plan(int idleSeconds, int warmSeconds, int seconds, int rate) {}

    /**
     * What was seen.
     *
     * @param rest after the start, with nothing open
     * @param idle with everything open
     * @param idleShare processor time with everything open and a message a second, of one core, without the compiler
     * @param cpuMicros of the gateway a message, without the compiler
     * @param compilerMicros of the compiler, the same
     * @param accept from when it was due, in nanoseconds
     */
    record Seen(
            ScalePoint point,
            double readySeconds,
            Footprint rest,
            Footprint idle,
            double idleShare,
            double cpuMicros,
            double compilerMicros,
            long accepted,
            long refused,
            long lost,
            long twice,
            Histogram accept) {
        /** @return octets of memory for each bind or socket */
        double octetsEach() {
            return idle.eachSince(rest, Math.max(point.binds, point.sockets));
        }
    }

    Seen measure(Vertx vertx, GatewayOptions gateway, String jvmOptions, Plan plan, PrintWriter out)
            throws IOException, InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        Subject.Setting setting =
                Subject.Setting.DEFAULT.withAccounts(accountLines()).withChannels(channels, 1);
        try (Subject subject = gateway.start(jvmOptions, setting)) {
            double ready = (System.nanoTime() - begin) / 1e9;
            Footprint rest = subject.footprint();
            int idleAndWarm = plan.idleSeconds + plan.warmSeconds;
            long runNanos = TimeUnit.SECONDS.toNanos(idleAndWarm + plan.seconds + 1L);
            FlowSpec spec = flow(plan);
            Wire wire = wire(vertx, subject, spec);
            Flow flow = new Flow(spec, wire, runNanos, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), MESSAGES_MAX);
            Run run = new Run(vertx, List.of(flow), runNanos, DRAIN_SECONDS, out);
            Future<Void> done = run.start();
            get(run.opened());
            long opened = System.nanoTime();
            sleepUntil(opened, CALMING_SECONDS);
            Footprint idle = subject.footprint();
            long idleBegin = System.nanoTime();
            ProcessorTime idleCpu = subject.processorTime();
            sleepUntil(opened, plan.idleSeconds);
            double idleShare =
                    subject.processorTime().since(idleCpu).workNanos() / (double) (System.nanoTime() - idleBegin);
            sleepUntil(opened, idleAndWarm);
            ProcessorTime begun = subject.processorTime();
            sleepUntil(opened, idleAndWarm + plan.seconds);
            ProcessorTime used = subject.processorTime().since(begun);
            get(done);
            long accepted = 0;
            Histogram accept = new Histogram(3);
            for (Sample sample : run.samples()) {
                if (sample.second() > idleAndWarm && sample.second() <= idleAndWarm + plan.seconds) {
                    accepted += sample.accepted();
                    accept.add(sample.accept());
                }
            }
            return new Seen(
                    this,
                    ready,
                    rest,
                    idle,
                    idleShare,
                    used.workNanos() / 1e3 / Math.max(1, accepted),
                    used.compilerNanos() / 1e3 / Math.max(1, accepted),
                    accepted,
                    flow.tally().refused + flow.tally().missed,
                    flow.ledger().missing(),
                    flow.ledger().duplicates(),
                    accept);
        }
    }

    private static void get(Future<Void> future) throws InterruptedException, ExecutionException {
        future.toCompletionStage().toCompletableFuture().get();
    }

    private static void sleepUntil(long begin, int seconds) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(begin + TimeUnit.SECONDS.toNanos(seconds) - System.nanoTime());
    }

    private FlowSpec flow(Plan plan) {
        // In steps, as long as code is not compiled yet: what is refused meanwhile would be missing from the warming
        // up.
        int step = Math.max(1, plan.warmSeconds / 4);
        String rate = "1x%d+%dx%d+%dx%d+%d"
                .formatted(
                        plan.idleSeconds,
                        Math.max(1, plan.rate / 10),
                        step,
                        Math.max(1, plan.rate / 3),
                        step,
                        plan.rate);
        String sessions = sockets > 0 ? HTTP_CONNECTIONS + ",window=1" : binds + ",window=" + WINDOW;
        return FlowSpec.parse(
                "system=" + name(0) + ",password=" + PASSWORD + ",sessions=" + sessions + ",rate=" + rate);
    }

    private Wire wire(Vertx vertx, Subject subject, FlowSpec spec) {
        List<String> names =
                IntStream.range(0, accounts).mapToObj(ScalePoint::name).toList();
        return sockets > 0
                ? new SocketWire(vertx, "127.0.0.1", subject.httpPort(), spec, names)
                : new SmppWire(vertx, "127.0.0.1", subject.smppPort(), spec, names);
    }

    /** An account's name, its system_id, and its API key. */
    private static String name(int number) {
        return "a" + number;
    }

    private String accountLines() {
        if (sockets > 0) {
            return IntStream.range(0, accounts)
                    .mapToObj(i -> "%s: {apiKeys: ['sha256:%s']}\n".formatted(name(i), sha256(name(i))))
                    .collect(Collectors.joining());
        }
        // With the cost that hashes have by default ten thousand binds would take minutes; it is not what is measured.
        String hash = Password.hash(PASSWORD)
                .addRandomSalt(16)
                .with(Argon2Function.getInstance(8, 1, 1, 32, Argon2.ID))
                .getResult();
        int each = (binds + accounts - 1) / accounts;
        return IntStream.range(0, accounts)
                .mapToObj(i -> "%1$s: {smpp: {systemId: %1$s, password: '%2$s', binds: %3$d, window: %4$d}}\n"
                        .formatted(name(i), hash, each, WINDOW))
                .collect(Collectors.joining());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
