package dev.heliograph.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulation.Ledger.Violation;
import dev.heliograph.smpp.session.QuietLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Minutes of traffic with every fault we could think of in simulated time, one run a seed, each ending with the {@link Audit}. {@code -Dheliograph.seeds=N} runs
 * so many seeds, {@code -Dheliograph.firstSeed=F} from that one on, {@code -Dheliograph.simulation.messages=M} sets how many messages each has,
 * {@code -Dheliograph.seed=S} runs that one alone.
 */
class SimulationTest {
    private static final int FAILED_MAX = 3;

    /** Says it when a sync fails, which it does here all the time. */
    static final String STORE = "dev.heliograph.store";

    static final int MESSAGES = Integer.getInteger("heliograph.simulation.messages", 10_000);

    @Test
    void nothingIsLost() {
        Long one = Long.getLong("heliograph.seed");
        long first = one == null ? Long.getLong("heliograph.firstSeed", 1) : one;
        long last = one == null ? first + Long.getLong("heliograph.seeds", 20) - 1 : one;
        List<String> failures = new ArrayList<>();
        QuietLog.run(STORE, () -> failures.addAll(failures(first, last)));
        assertThat(failures).isEmpty();
    }

    /** As many seeds at once as there are processors. */
    private static List<String> failures(long first, long last) {
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong(first);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(() -> {
                for (long seed; (seed = next.getAndIncrement()) <= last && failures.size() < FAILED_MAX; ) {
                    String failure = run(seed);
                    if (failure != null) {
                        failures.add(failure);
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        threads.forEach(SimulationTest::join);
        return List.copyOf(failures);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String run(long seed) {
        try {
            Simulation run = new Simulation(seed, MESSAGES, Ledger.NOBODY, Bugs.NONE).run();
            return run.violations().isEmpty()
                    ? null
                    : describe(seed, run.violations().get(0));
        } catch (Throwable e) {
            java.io.StringWriter trace = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(trace));
            return "seed " + seed + " ended with " + trace + replay(seed);
        }
    }

    /** Runs it again, the same to the last bit, and this time keeps what happens to the message. */
    private static String describe(long seed, Violation violation) {
        Simulation again = new Simulation(seed, MESSAGES, violation.number(), Bugs.NONE).run();
        return "seed " + seed + " breaks the rule '" + violation.rule() + "', message " + violation.number() + ": "
                + violation.text() + "\n  " + String.join("\n  ", again.history()) + replay(seed);
    }

    private static String replay(long seed) {
        return "\n  replay: mvn test -Dtest=SimulationTest -Dheliograph.seed=" + seed
                + " -Dheliograph.simulation.messages=" + MESSAGES;
    }
}
