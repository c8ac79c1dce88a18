package dev.heliograph.loadtest;

import static dev.heliograph.loadtest.gatling.smpp.SmppDsl.smpp;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.rampUsers;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import dev.heliograph.loadtest.gatling.smpp.SmppProtocol;
import dev.heliograph.simulator.SmscBehaviour;
import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.OpenInjectionStep;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.javaapi.core.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gateway and a stand-in message centre of its own, on this machine only, under one of the profiles: {@code mvn -q -pl loadtest gatling:test -Dprofile=steady -Drate=500}.
 * What can be set is in {@link Settings} and README.md.
 */
public class ProfileSimulation extends Simulation {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final int JOURNAL_SECONDS = 4;
    private static final int JOURNAL_MIN = 20_000;
    private static final int UNMATCHED_FRAMES_MAX = 100_000;
    private static final int SESSIONS_MAX = 10_000;
    /** Beyond the run and the waiting for receipts; then Gatling stops whatever is still there. */
    private static final int GRACE_SECONDS = 60;

    private final Settings settings = Settings.read();
    private final Content content = new Content(settings);
    private final Subject subject = subject();
    private final Audit audit = new Audit(settings, content, subject);
    private final Doors doors = new Doors(settings, content, audit);
    private @Nullable Verdict verdict;

    public ProfileSimulation() {
        List<PopulationBuilder> populations = new ArrayList<>();
        if (settings.consumers() > 0) {
            populations.add(doors.consumers().injectOpen(atOnceUsers(settings.consumers())));
        }
        if (settings.profile() == Profile.BINDS) {
            Duration every = Duration.ofMillis(1_000L * settings.binds() / settings.rate());
            populations.add(doors.bound(every)
                    .injectOpen(rampUsers(settings.binds())
                            .during(Duration.ofSeconds(Math.max(1, settings.seconds() / 3)))));
        } else {
            settings.doors()
                    .keySet()
                    .forEach(door -> populations.add(doors.scenarioOf(door).injectOpen(steps(door))));
        }
        populations.add(scenario("audit")
                .exec(AuditAction.of(audit, settings, found -> verdict = found))
                .injectOpen(atOnceUsers(1)));
        setUp(populations)
                .protocols(protocols())
                .assertions(assertions())
                .maxDuration(Duration.ofSeconds(settings.seconds() + settings.drainSeconds() + GRACE_SECONDS));
    }

    private Subject subject() {
        SmscBehaviour behaviour = SmscBehaviour.builder()
                .answerMillis(settings.rttMillis(), settings.rttMillis())
                .build();
        try {
            return new Subject(
                    List.of(settings.gatewayOpts().split(" ")),
                    settings.gatewayCpus(),
                    new Subject.Setting(
                            settings.onDisk() ? null : MEMORY,
                            """
                            esme: {smpp: {systemId: esme, password: esme, binds: %d, window: 1000}}
                            app: {apiKeys: [%s]}
                            """.formatted(SESSIONS_MAX, Doors.API_KEY),
                            1,
                            1,
                            behaviour,
                            Math.max(JOURNAL_MIN, settings.peak() * JOURNAL_SECONDS)));
        } catch (IOException e) {
            throw new IllegalStateException("the gateway could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<ProtocolBuilder> protocols() {
        SmppProtocol esme = smpp("127.0.0.1", subject.smppPort())
                .credentials("esme", "esme")
                .window(settings.window())
                .patience(Duration.ofMillis(settings.patienceMillis()))
                .shared(
                        settings.profile() == Profile.BINDS || !settings.doors().containsKey(Door.SMPP)
                                ? 0
                                : settings.sessions())
                .listener(audit);
        String address = "127.0.0.1:" + subject.httpPort();
        return List.of(
                esme,
                http.baseUrl("http://" + address)
                        .wsBaseUrl("ws://" + address)
                        .disableWarmUp()
                        .disableCaching()
                        .authorizationHeader("Bearer " + Doors.API_KEY)
                        .shareConnections()
                        .maxConnectionsPerHost(settings.window())
                        .wsUnmatchedInboundMessageBufferSize(UNMATCHED_FRAMES_MAX)
                        .wsAutoReplyTextFrame(frame -> {
                            audit.frame(frame);
                            return null;
                        }));
    }

    private OpenInjectionStep[] steps(Door door) {
        double users = settings.rate() * settings.share(door) / doors.messages(door);
        Duration all = Duration.ofSeconds(settings.seconds());
        return switch (settings.profile()) {
            case RAMP ->
                new OpenInjectionStep[] {rampUsersPerSec(users / 10).to(users).during(all)};
            case OVERLOAD ->
                settings.factors().stream()
                        .map(factor ->
                                constantUsersPerSec(users * factor).during(Duration.ofSeconds(settings.stepSeconds())))
                        .toArray(OpenInjectionStep[]::new);
            default -> new OpenInjectionStep[] {constantUsersPerSec(users).during(all)};
        };
    }

    private List<Assertion> assertions() {
        List<Assertion> assertions = new ArrayList<>();
        for (String rule : rules()) {
            assertions.add(details(rule).successfulRequests().count().is(1L));
        }
        if (settings.profile() != Profile.OVERLOAD) {
            for (Door door : settings.doors().keySet()) {
                String request = door == Door.SMPP ? "submit_sm" : "POST /v1/messages, " + door.text();
                assertions.add(details(request).failedRequests().count().is(0L));
                assertions.add(details(request).responseTime().percentile(99).lte(settings.p99Millis()));
            }
        }
        return assertions;
    }

    private List<String> rules() {
        return List.copyOf(Verdict.names(settings));
    }

    @Override
    public void after() {
        audit.close();
        try {
            if (verdict != null) {
                verdict.print(settings, System.out);
                Path report = newestReport();
                if (report != null) {
                    verdict.write(settings, report);
                    System.out.println(
                            "  beside the report: " + report.toAbsolutePath() + "/{audit.txt,seconds.csv,*.hgrm}");
                }
            }
            subject.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gatling does not tell a simulation where its report will be; it has made the directory when the run began. */
    private static @Nullable Path newestReport() throws IOException {
        for (Path results : List.of(Path.of("target/gatling"), Path.of("loadtest/target/gatling"))) {
            if (Files.isDirectory(results)) {
                try (Stream<Path> reports = Files.list(results)) {
                    return reports.filter(path -> path.getFileName().toString().startsWith("profilesimulation"))
                            .max(Comparator.comparing(path -> path.getFileName().toString()))
                            .orElse(null);
                }
            }
        }
        return null;
    }
}
