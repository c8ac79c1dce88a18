package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.GatewayProcess;
import dev.heliograph.simulator.SmscBehaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A gateway in a process of its own on a machine that can be made to fail, with a network and a message centre behind it that can too. */
final class Rig implements AutoCloseable {
    /** What a crash may double: the channel has two sessions with a window of 50 each. */
    static final int WINDOW = 100;

    final MessageCentre centre;
    final TcpProxy network;
    final GatewayProcess gateway;
    final FaultyMachine machine;

    private Rig(MessageCentre centre, TcpProxy network, GatewayProcess gateway, FaultyMachine machine) {
        this.centre = centre;
        this.network = network;
        this.gateway = gateway;
        this.machine = machine;
    }

    /** With an ordinary message centre and 1,000 messages a second to it. */
    static Rig in(Path directory) throws Exception {
        return in(directory, MessageCentre.ordinary().build(), "rate: 1000/s", "");
    }

    /**
     * Not started yet.
     *
     * @param channel further keys of the channel
     * @param more further lines of the configuration
     */
    static Rig in(Path directory, SmscBehaviour behaviour, String channel, String more) throws Exception {
        MessageCentre centre = MessageCentre.behaving(behaviour);
        TcpProxy network = TcpProxy.to(centre.port());
        GatewayProcess gateway = new GatewayProcess("kill-1", directory, network.port(), channel, more);
        FaultyMachine machine = FaultyMachine.in(directory.resolve("machine"), gateway.data);
        gateway.withEnvironment(machine.environment());
        return new Rig(centre, network, gateway, machine);
    }

    /** Starts the gateway, and traffic of so many submissions a second over each door. */
    Traffic load(int perSecond) throws IOException {
        gateway.start();
        return Traffic.to(gateway, perSecond);
    }

    /** Audits what the fault left, then ends the gateway in good order. */
    void audit(String fault, long doubledMax, Traffic... traffic) throws Exception {
        Audit.of(fault, gateway, centre, doubledMax, traffic);
        assertThat(gateway.stop()).isZero();
    }

    /** For faults that last: nothing but the clock says when they are over. */
    static void pause(int seconds) {
        await().atMost(Duration.ofSeconds(seconds + 5L))
                .pollDelay(Duration.ofSeconds(seconds))
                .until(() -> true);
    }

    @Override
    public void close() throws Exception {
        try (centre;
                network;
                gateway) {
            // Each is closed whatever becomes of the others.
        }
    }
}
