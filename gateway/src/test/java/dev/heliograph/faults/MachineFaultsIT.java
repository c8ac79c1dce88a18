package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.simulator.SmscBehaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine itself misbehaves under load: time, memory, descriptors, processors. */
@Tag("faults")
class MachineFaultsIT {
    private static final long HOUR_MILLIS = 3_600_000;

    @TempDir
    private Path directory;

    /** The sessions break while the process stands still; what was under way may be sent again. */
    @Test
    void pausedForThirtySeconds() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Traffic traffic = rig.load(500);
            traffic.awaitMore(1_000);
            rig.gateway.signal("STOP");
            Rig.pause(30);
            rig.gateway.signal("CONT");
            traffic.awaitAccepted(200, 60);
            rig.audit("process paused 30 s", Rig.WINDOW, traffic.stop());
        }
    }

    /** No mass expiry, no stall, no stamp that runs back by hours. */
    @Test
    void clockJumps() throws Exception {
        SmscBehaviour slow = MessageCentre.ordinary().receiptMillis(500, 3_000).build();
        try (Rig rig = Rig.in(directory, slow, "rate: 1000/s", "")) {
            Traffic traffic = rig.load(300);
            for (long jump : new long[] {HOUR_MILLIS, 0, -HOUR_MILLIS, 0, 24 * HOUR_MILLIS, 0}) {
                traffic.awaitMore(500);
                rig.machine.wallClockMillis(jump);
                traffic.awaitAccepted(100, 20);
            }
            rig.audit("clock +1 h, -1 h, +1 day under load", 0, traffic.stop());
        }
    }

    /** Strangers take every descriptor; who was there is served on, and afterwards everybody is. */
    @Test
    void descriptorsRunOut() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            rig.gateway.under("prlimit", "--nofile=700:700");
            Traffic traffic = rig.load(300);
            traffic.awaitMore(500);
            List<Socket> strangers = new ArrayList<>();
            try {
                for (int i = 0; i < 1_500; i++) {
                    strangers.add(new Socket(InetAddress.getLoopbackAddress(), rig.gateway.httpPort));
                }
            } catch (IOException e) {
                // no more to be had
            }
            Rig.pause(5);
            assertThat(rig.gateway.isAlive()).isTrue();
            for (Socket stranger : strangers) {
                stranger.close();
            }
            traffic.awaitAccepted(200, 60);
            rig.audit("descriptors exhausted by " + strangers.size() + " strangers", Rig.WINDOW, traffic.stop());
        }
    }

    /** A heap of 96 MB and ten times what the provider takes. */
    @Test
    void heapUnderPressure() throws Exception {
        try (Rig rig = Rig.in(directory, MessageCentre.ordinary().build(), "rate: 400/s, burst: 400", "")) {
            rig.gateway.withHeapMegabytes(96).start();
            List<Traffic> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(Traffic.to(rig.gateway, 1_000, i * 1_000_000));
            }
            Rig.pause(10);
            for (Traffic each : all) {
                each.stop();
            }
            assertThat(rig.gateway.isAlive()).isTrue();
            rig.audit("heap of 96 MB, ten times the load", 0, all.toArray(Traffic[]::new));
        }
    }
}
