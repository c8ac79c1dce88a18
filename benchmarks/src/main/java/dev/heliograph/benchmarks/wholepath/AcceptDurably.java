package dev.heliograph.benchmarks.wholepath;

import dev.heliograph.benchmarks.WorkDirectory;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * submit_sm accepted: by the gateway, decoded, authenticated, validated, routed, written and synced before it is answered; by bare servers of other stacks, which answer with an
 * id and forget; and by a floor that looks at nothing. Each in a process of its own, the same load on each, in turns. The gateway's channel has nobody behind it, so that what
 * is accepted stays where it is: what follows acceptance is measured by {@code loadtest/load life}.
 */
public final class AcceptDurably {
    private static final Duration WARM = Duration.ofSeconds(7);
    private static final Duration LENGTH = Duration.ofSeconds(4);

    /** How many sessions, and how many submissions of each may be unanswered. */
    private record Load(int sessions, int window) {
        String text() {
            return sessions + " x " + window;
        }
    }

    private static final List<Load> LOADS = List.of(new Load(4, 100), new Load(20, 50));

    private enum Subject {
        heliographDurable,
        jsmppUndurable,
        cloudhopperUndurable,
        bareFrames;

        List<String> program(Path directory, int port) throws IOException {
            return switch (this) {
                case heliographDurable -> GatewayProgram.of(directory, port, ServerProcess.freePort());
                case jsmppUndurable -> List.of(PeerJsmpp.class.getName(), Integer.toString(port));
                case cloudhopperUndurable -> List.of(PeerCloudhopper.class.getName(), Integer.toString(port));
                case bareFrames -> List.of(BareFrames.class.getName(), Integer.toString(port));
            };
        }
    }

    private final Map<Subject, Map<Load, List<Seen>>> seen = new LinkedHashMap<>();

    private AcceptDurably() {}

    /** Measures; about two minutes. */
    public static List<Measurement> run(int turns) throws IOException, InterruptedException {
        AcceptDurably run = new AcceptDurably();
        Processors.LOAD.take();
        for (int turn = 0; turn < turns; turn++) {
            for (Subject subject : Subject.values()) {
                run.measure(subject);
            }
        }
        return run.measurements();
    }

    private void measure(Subject subject) throws IOException, InterruptedException {
        Path directory = WorkDirectory.make("accept");
        int port = ServerProcess.freePort();
        Vertx vertx = OneLoop.open();
        try (ServerProcess server = new ServerProcess(subject.program(directory, port))) {
            server.awaitPort(port);
            boolean warm = false;
            for (Load load : LOADS) {
                Seen now = measure(vertx, server, port, load, warm ? Duration.ofSeconds(1) : WARM);
                warm = true;
                seen.computeIfAbsent(subject, none -> new LinkedHashMap<>())
                        .computeIfAbsent(load, none -> new ArrayList<>())
                        .add(now);
                System.out.printf(
                        "# %s, %s: %,.0f/s, %.2f us of processor, %,.0f octets a message%n",
                        subject, load.text(), now.perSecond(), now.cpuNanos() / 1e3, now.octets());
            }
        } finally {
            OneLoop.close(vertx);
            WorkDirectory.delete(directory);
        }
    }

    private static Seen measure(Vertx vertx, ServerProcess server, int port, Load load, Duration warm)
            throws IOException, InterruptedException {
        try (SubmitLoad clients = new SubmitLoad(vertx, port, load.window)) {
            clients.bind(load.sessions);
            return Seen.of(clients, server, warm, LENGTH);
        }
    }

    private List<Measurement> measurements() {
        List<Measurement> all = new ArrayList<>();
        seen.forEach((subject, loads) -> loads.forEach(
                (load, each) -> all.add(Seen.measurement(AcceptDurably.class, subject.name(), load.text(), each))));
        return all;
    }
}
