package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.GatewayProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine itself misbehaves under load: time, memory, descriptors, processors. */
@Tag("faults")
class MachineFaultsIT {
    private static final int WINDOW = 100;
    private static final long HOUR_MILLIS = 3_600_000;

    @TempDir
    private Path directory;

    /** The sessions break while the process stands still; what was under way may be sent again. */
    @Test
    void pausedForThirtySeconds() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 500);
            Audit.awaitMore(traffic, 1_000);
            gateway.signal("STOP");
            pause(30);
            gateway.signal("CONT");
            int before = traffic.accepted.size();
            await().atMost(Duration.ofSeconds(60)).until(() -> traffic.accepted.size() > before + 200);
            Audit.of("process paused 30 s", gateway, centre, WINDOW, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    /** No mass expiry, no stall, no stamp that runs back by hours. */
    @Test
    void clockJumps() throws Exception {
        try (MessageCentre centre = MessageCentre.behaving(
                        MessageCentre.ordinary().receiptMillis(500, 3_000).build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
            gateway.withEnvironment(machine.environment());
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 300);
            for (long jump : new long[] {HOUR_MILLIS, 0, -HOUR_MILLIS, 0, 24 * HOUR_MILLIS, 0}) {
                Audit.awaitMore(traffic, 500);
                machine.wallClockMillis(jump);
                int before = traffic.accepted.size();
                await().atMost(Duration.ofSeconds(20)).until(() -> traffic.accepted.size() > before + 100);
            }
            Audit.of("clock +1 h, -1 h, +1 day under load", gateway, centre, 0, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    /** Strangers take every descriptor; who was there is served on, and afterwards everybody is. */
    @Test
    void descriptorsRunOut() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 1000/s")) {
            gateway.under("prlimit", "--nofile=700:700");
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 300);
            Audit.awaitMore(traffic, 500);
            List<Socket> strangers = new ArrayList<>();
            try {
                for (int i = 0; i < 1_500; i++) {
                    strangers.add(new Socket(InetAddress.getLoopbackAddress(), gateway.httpPort));
                }
            } catch (IOException e) {
                // no more to be had
            }
            pause(5);
            assertThat(gateway.isAlive()).isTrue();
            for (Socket stranger : strangers) {
                stranger.close();
            }
            int before = traffic.accepted.size();
            await().atMost(Duration.ofSeconds(60)).until(() -> traffic.accepted.size() > before + 200);
            Audit.of(
                    "descriptors exhausted by " + strangers.size() + " strangers",
                    gateway,
                    centre,
                    WINDOW,
                    traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    /** A heap of 96 MB and ten times what the provider takes. */
    @Test
    void heapUnderPressure() throws Exception {
        try (MessageCentre centre =
                        MessageCentre.behaving(MessageCentre.ordinary().build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), "rate: 400/s, burst: 400")) {
            gateway.withHeapMegabytes(96).start();
            List<Traffic> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(Traffic.to(gateway, 1_000, i * 1_000_000));
            }
            pause(10);
            for (Traffic each : all) {
                each.stop();
            }
            assertThat(gateway.isAlive()).isTrue();
            Audit.of("heap of 96 MB, ten times the load", gateway, centre, 0, all.toArray(Traffic[]::new));
            assertThat(gateway.stop()).isZero();
        }
    }

    private static void pause(int seconds) {
        await().atMost(Duration.ofSeconds(seconds + 5L))
                .pollDelay(Duration.ofSeconds(seconds))
                .until(() -> true);
    }
}
