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
 * Messages of 300 octets of JSON accepted over HTTP: by the gateway, read, authenticated, validated, routed, written and synced before they are answered; by a bare server of Vert.x,
 * which reads the JSON, answers with an id and forgets; and by a floor that looks at nothing. A request a message, requests one behind the other, and lines of NDJSON streams. Each in
 * a process of its own, the same load on each, in turns.
 */
public final class AcceptOverHttp {
    private static final Duration WARM = Duration.ofSeconds(12);
    /** Where most of the code is the same as before. */
    private static final Duration WARM_AGAIN = Duration.ofSeconds(3);

    private static final Duration LENGTH = Duration.ofSeconds(4);

    /** How messages come. */
    private enum Way {
        SINGLE("64 connections", 64, 1),
        PIPELINED("16 x 16 pipelined", 16, 16),
        LINES("NDJSON, 4 x 1024", 4, 1_024);

        private final String text;
        private final int connections;
        private final int window;

        Way(String text, int connections, int window) {
            this.text = text;
            this.connections = connections;
            this.window = window;
        }

        LoopClients clients(Vertx vertx, int port) {
            return this == LINES ? new LineLoad(vertx, port, window) : new RequestLoad(vertx, port, window);
        }
    }

    private enum Subject {
        heliographDurable,
        vertxUndurable,
        bareVertx;

        List<String> program(Path directory, int port) throws IOException {
            return switch (this) {
                case heliographDurable -> GatewayProgram.of(directory, ServerProcess.freePort(), port);
                case vertxUndurable -> List.of(PeerVertx.class.getName(), Integer.toString(port), "json");
                case bareVertx -> List.of(PeerVertx.class.getName(), Integer.toString(port), "bare");
            };
        }
    }

    private final Map<Way, Map<Subject, List<Seen>>> seen = new LinkedHashMap<>();

    private AcceptOverHttp() {}

    /** Measures; about four minutes. */
    public static List<Measurement> run(int turns) throws IOException, InterruptedException {
        AcceptOverHttp run = new AcceptOverHttp();
        Processors.LOAD.take();
        for (int turn = 0; turn < turns; turn++) {
            for (Subject subject : Subject.values()) {
                run.measure(subject);
            }
        }
        List<Measurement> all = new ArrayList<>();
        run.seen.forEach((way, subjects) -> subjects.forEach(
                (subject, each) -> all.add(Seen.measurement(AcceptOverHttp.class, subject.name(), way.text, each))));
        return all;
    }

    private void measure(Subject subject) throws IOException, InterruptedException {
        Path directory = WorkDirectory.make("http");
        int port = ServerProcess.freePort();
        Vertx vertx = OneLoop.open();
        try (ServerProcess server = new ServerProcess(subject.program(directory, port))) {
            server.awaitPort(port);
            for (Way way : Way.values()) {
                try (LoopClients clients = way.clients(vertx, port)) {
                    clients.open(way.connections);
                    Seen now = Seen.of(clients, server, way == Way.PIPELINED ? WARM_AGAIN : WARM, LENGTH);
                    seen.computeIfAbsent(way, none -> new LinkedHashMap<>())
                            .computeIfAbsent(subject, none -> new ArrayList<>())
                            .add(now);
                    System.out.printf(
                            "# %s, %s: %,.0f/s, %.2f us of processor, %.2f of it the compiler, %,.0f octets a message, %.1f %% refused%n",
                            subject,
                            way.text,
                            now.perSecond(),
                            now.cpuNanos() / 1e3,
                            now.compilerNanos() / 1e3,
                            now.octets(),
                            100 * now.refused());
                }
            }
        } finally {
            OneLoop.close(vertx);
            WorkDirectory.delete(directory);
        }
    }
}
