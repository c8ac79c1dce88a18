package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.simulator.SmscBehaviour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fails under load. */
@Tag("faults")
class DiskFaultsIT {
    private static final int POWER_LOSSES = Integer.getInteger("heliograph.powerLosses", 10);

    private static final int DISK_FAILED = 9;

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void powerLoss() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Traffic traffic = rig.load(500);
            long lost = 0;
            for (int i = 0; i < POWER_LOSSES; i++) {
                traffic.awaitMore(200 + random.nextInt(1_500));
                rig.gateway.kill();
                lost += rig.machine.loseUnsynced(random);
                rig.gateway.start();
            }
            traffic.stop();
            assertThat(lost)
                    .as("octets that were not synced, or the shim does nothing")
                    .isPositive();
            rig.audit("power loss, " + POWER_LOSSES + " times", (long) POWER_LOSSES * Rig.WINDOW, traffic);
        }
    }

    /** The test of the test: on a disk that does not keep what it said it kept, the audit has to find messages missing. */
    @Test
    void auditFindsWhatALyingDiskLoses() throws Exception {
        SmscBehaviour late =
                MessageCentre.ordinary().receiptMillis(30_000, 30_000).build();
        try (Rig rig = Rig.in(directory, late, "rate: 1000/s", "")) {
            Traffic traffic = rig.load(500);
            traffic.awaitMore(500);
            rig.machine.syncLies(true);
            traffic.awaitMore(1_000);
            rig.gateway.kill();
            traffic.stop();
            rig.machine.syncLies(false);
            rig.machine.loseUnsynced(random);
            rig.gateway.start();
            int lost = Audit.unknown(rig.gateway, traffic);
            assertThat(lost)
                    .as("accepted messages that the gateway does not know any more")
                    .isPositive();
            Audit.note("a disk that lies about its syncs (no gateway can help that): found missing", lost);
        }
    }

    @Test
    void syncFails() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Traffic traffic = rig.load(500);
            traffic.awaitMore(500);
            rig.machine.syncFails(true);
            assertThat(rig.gateway.awaitEnd()).as("exit code").isEqualTo(DISK_FAILED);
            rig.machine.syncFails(false);
            rig.machine.loseUnsynced(random);
            rig.gateway.start();
            traffic.awaitMore(500);
            rig.audit("fsync fails with EIO", Rig.WINDOW, traffic.stop());
        }
    }

    @Test
    void noRoomForTheJournal() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Traffic traffic = rig.load(500);
            traffic.awaitMore(500);
            rig.machine.noRoom(true);
            assertThat(rig.gateway.awaitEnd()).as("exit code").isEqualTo(DISK_FAILED);
            rig.machine.noRoom(false);
            rig.gateway.start();
            traffic.awaitMore(500);
            rig.audit("a write fails with ENOSPC", Rig.WINDOW, traffic.stop());
        }
    }

    @Test
    void stalls() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Traffic traffic = rig.load(500);
            for (int i = 0; i < 3; i++) {
                traffic.awaitMore(300);
                rig.machine.syncTakesMillis(2_000);
                Rig.pause(5);
                rig.machine.syncTakesMillis(0);
            }
            traffic.awaitMore(300);
            rig.audit("disk stalled 2 s a sync, three times 5 s", 0, traffic.stop());
        }
    }

    /** A small file system of its own fills up: nothing more is accepted, what was accepted drains, and it goes on by itself when there is room. */
    @Test
    void fillsUp() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        Shell.run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", small.toString());
        String tight = "store: {freeMegabytesMin: 96, writesMegabytes: 16, cacheMegabytes: 16}\n";
        try (Rig rig = Rig.in(small, MessageCentre.ordinary().build(), "rate: 2000/s", tight)) {
            Traffic traffic = rig.load(500);
            traffic.awaitMore(500);
            Path ballast = small.resolve("ballast");
            long free = Files.getFileStore(small).getUsableSpace();
            Shell.run("fallocate", "-l", Long.toString(free - (80L << 20)), ballast.toString());
            await().atMost(Duration.ofSeconds(30)).until(() -> traffic.refused.containsKey(503));
            assertThat(rig.gateway.isAlive()).isTrue();
            Files.delete(ballast);
            traffic.awaitAccepted(200, 30);
            rig.audit("disk full: refused 503, went on by itself", 0, traffic.stop());
        } finally {
            Shell.run("umount", "-l", small.toString());
        }
    }
}
