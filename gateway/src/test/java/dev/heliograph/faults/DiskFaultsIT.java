package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.GatewayProcess;
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

    /** Two sessions with a window of 50 each. */
    private static final int WINDOW = 100;

    private static final int DISK_FAILED = 9;

    @TempDir
    private Path directory;

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void powerLoss() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
            gateway.withEnvironment(machine.environment());
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            long lost = 0;
            for (int i = 0; i < POWER_LOSSES; i++) {
                Audit.awaitMore(traffic, 200 + random.nextInt(1_500));
                gateway.kill();
                lost += machine.loseUnsynced(random);
                gateway.start();
            }
            traffic.stop();
            assertThat(lost)
                    .as("octets that were not synced, or the shim does nothing")
                    .isPositive();
            Audit.of("power loss, " + POWER_LOSSES + " times", gateway, centre, (long) POWER_LOSSES * WINDOW, traffic);
            assertThat(gateway.stop()).isZero();
        }
    }

    /** The test of the test: on a disk that does not keep what it said it kept, the audit has to find messages missing. */
    @Test
    void auditFindsWhatALyingDiskLoses() throws Exception {
        try (MessageCentre centre = MessageCentre.behaving(
                        MessageCentre.ordinary().receiptMillis(30_000, 30_000).build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
            gateway.withEnvironment(machine.environment());
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            Audit.awaitMore(traffic, 500);
            machine.syncLies(true);
            Audit.awaitMore(traffic, 1_000);
            gateway.kill();
            traffic.stop();
            machine.syncLies(false);
            machine.loseUnsynced(random);
            gateway.start();
            int lost = Audit.unknown(gateway, traffic);
            assertThat(lost)
                    .as("accepted messages that the gateway does not know any more")
                    .isPositive();
            Audit.note("a disk that lies about its syncs (no gateway can help that): found missing", lost);
        }
    }

    @Test
    void syncFails() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
            gateway.withEnvironment(machine.environment());
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            Audit.awaitMore(traffic, 500);
            machine.syncFails(true);
            assertThat(gateway.awaitEnd()).as("exit code").isEqualTo(DISK_FAILED);
            machine.syncFails(false);
            machine.loseUnsynced(random);
            gateway.start();
            Audit.awaitMore(traffic, 500);
            Audit.of("fsync fails with EIO", gateway, centre, WINDOW, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    void noRoomForTheJournal() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
            gateway.withEnvironment(machine.environment());
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            Audit.awaitMore(traffic, 500);
            machine.noRoom(true);
            assertThat(gateway.awaitEnd()).as("exit code").isEqualTo(DISK_FAILED);
            machine.noRoom(false);
            gateway.start();
            Audit.awaitMore(traffic, 500);
            Audit.of("a write fails with ENOSPC", gateway, centre, WINDOW, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    void stalls() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
            gateway.withEnvironment(machine.environment());
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            for (int i = 0; i < 3; i++) {
                Audit.awaitMore(traffic, 300);
                machine.syncTakesMillis(2_000);
                await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
                machine.syncTakesMillis(0);
            }
            Audit.awaitMore(traffic, 300);
            Audit.of("disk stalled 2 s a sync, three times 5 s", gateway, centre, 0, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    /** A small file system of its own fills up: nothing more is accepted, what was accepted drains, and it goes on by itself when there is room. */
    @Test
    void fillsUp() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        Shell.run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", small.toString());
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(
                        "kill-1",
                        small,
                        centre.port(),
                        "rate: 2000/s",
                        "store: {freeMegabytesMin: 96, writesMegabytes: 16, cacheMegabytes: 16}\n")) {
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            Audit.awaitMore(traffic, 500);
            Path ballast = small.resolve("ballast");
            long free = Files.getFileStore(small).getUsableSpace();
            Shell.run("fallocate", "-l", Long.toString(free - (80L << 20)), ballast.toString());
            await().atMost(Duration.ofSeconds(30)).until(() -> traffic.refused.containsKey(503));
            assertThat(gateway.isAlive()).isTrue();
            Files.delete(ballast);
            int before = traffic.accepted.size();
            await().atMost(Duration.ofSeconds(30)).until(() -> traffic.accepted.size() > before + 200);
            Audit.of("disk full: refused 503, went on by itself", gateway, centre, 0, traffic.stop());
            assertThat(gateway.stop()).isZero();
        } finally {
            Shell.run("umount", "-l", small.toString());
        }
    }
}
