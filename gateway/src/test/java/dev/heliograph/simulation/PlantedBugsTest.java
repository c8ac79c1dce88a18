package dev.heliograph.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulation.Ledger.Violation;
import dev.heliograph.smpp.session.QuietLog;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An audit that never finds anything proves nothing: each of these bugs it must find, within few seeds, by a rule that names it. */
class PlantedBugsTest {
    private static final int SEEDS_MAX = 40;
    private static final int MESSAGES = 2_000;

    @ParameterizedTest
    @EnumSource
    void isFound(PlantedBug bug) {
        QuietLog.run(SimulationTest.STORE, () -> find(bug));
    }

    private static void find(PlantedBug bug) {
        for (long seed = 1; seed <= SEEDS_MAX; seed++) {
            List<Violation> found = new Simulation(seed, MESSAGES, Ledger.NOBODY, bug.plant())
                    .run()
                    .violations();
            if (!found.isEmpty()) {
                assertThat(bug.rules())
                        .as("seed %d: %s", seed, found)
                        .contains(found.get(0).rule());
                return;
            }
        }
        throw new AssertionError(bug + " was not found in " + SEEDS_MAX + " seeds");
    }
}
