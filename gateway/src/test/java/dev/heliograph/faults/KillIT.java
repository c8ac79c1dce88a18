package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.boot.GatewayProcess;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of traffic over both doors, again and again: every message that was answered arrives, ends once, and no more than a window of them is doubled
 * by a kill. {@code -Dheliograph.kills=N} for more than a few.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("heliograph.kills", 3);

    @TempDir
    private Path directory;

    @Test
    void whatWasAnsweredArrives() throws Exception {
        SplittableRandom random = new SplittableRandom(42);
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 400);
            for (int kill = 0; kill < KILLS; kill++) {
                // Not a time but a number of submissions, so that every kill hits traffic, however slow the machine.
                traffic.awaitMore(100 + random.nextInt(900));
                gateway.kill();
                gateway.start();
            }
            traffic.stop();
            assertThat(traffic.accepted).as("answered under load").hasSizeGreaterThan(50 * KILLS);
            Audit.of("kill -9, " + KILLS + " times", gateway, centre, (long) KILLS * Rig.WINDOW, traffic);
            assertThat(gateway.stop()).isZero();
        }
    }
}
