package dev.heliograph.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.boot.GatewayProcess;
import dev.heliograph.simulator.SmscBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider and the network towards it misbehave under load. */
@Tag("faults")
class MessageCentreFaultsIT {
    /** Two sessions with a window of 50 each. */
    private static final int WINDOW = 100;

    private static final int SESSION_WINDOW = 50;

    private static final String CHANNEL = "rate: 1000/s, responseMillis: 2000, enquireLinkMillis: 2000";

    @TempDir
    private Path directory;

    /** Does the wrong thing while traffic flows, then ceases; returns when messages flow again. */
    private interface Misfortune {
        void strike(MessageCentre centre, TcpProxy network, Traffic traffic) throws Exception;
    }

    private void under(String fault, SmscBehaviour behaviour, long doubledMax, Misfortune misfortune) throws Exception {
        under(fault, behaviour, doubledMax, 0, misfortune);
    }

    private void under(
            String fault, SmscBehaviour behaviour, long doubledMax, int validitySeconds, Misfortune misfortune)
            throws Exception {
        try (MessageCentre centre = MessageCentre.behaving(behaviour);
                TcpProxy network = TcpProxy.to(centre.port());
                GatewayProcess gateway = new GatewayProcess(directory, network.port(), CHANNEL)) {
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 400, 0, validitySeconds);
            Audit.awaitMore(traffic, 500);
            misfortune.strike(centre, network, traffic);
            int before = traffic.accepted.size();
            await().atMost(Duration.ofSeconds(60)).until(() -> traffic.accepted.size() > before + 200);
            Audit.of(fault, gateway, centre, doubledMax, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    private static void seconds(int count) {
        await().atMost(Duration.ofSeconds(count + 5L))
                .pollDelay(Duration.ofSeconds(count))
                .until(() -> true);
    }

    @Test
    void connectionsReset() throws Exception {
        int resets = 10;
        under(
                "SMSC connections reset in mid-window, " + resets + " times",
                MessageCentre.ordinary().build(),
                (long) resets * WINDOW,
                (centre, network, traffic) -> {
                    for (int i = 0; i < resets; i++) {
                        Audit.awaitMore(traffic, 300);
                        network.reset();
                    }
                });
    }

    /** It takes every other message that it never answers. Each such silence ends its session. */
    @Test
    void someAnswersNeverCome() throws Exception {
        SmscBehaviour good = MessageCentre.ordinary().build();
        try (MessageCentre centre = MessageCentre.behaving(
                        MessageCentre.ordinary().silentShare(0.005).build());
                GatewayProcess gateway = new GatewayProcess(directory, centre.port(), CHANNEL)) {
            gateway.start();
            Traffic traffic = Traffic.to(gateway, 200);
            seconds(15);
            centre.smsc.behave(good);
            // A silence takes the answers of its session with it, at most; there is one in 200 messages.
            long silences = traffic.tried.size() / 200L + 50;
            Audit.of("SMSC never answers one in 200", gateway, centre, silences * SESSION_WINDOW, traffic.stop());
            assertThat(gateway.stop()).isZero();
        }
    }

    @Test
    void neverAnswersAtAll() throws Exception {
        under(
                "SMSC answers nothing for 15 s",
                MessageCentre.ordinary().build(),
                15 / 2 * WINDOW,
                (centre, network, traffic) -> {
                    centre.smsc.behave(MessageCentre.ordinary().silentShare(1).build());
                    seconds(15);
                    centre.smsc.behave(MessageCentre.ordinary().build());
                });
    }

    @Test
    void throttles() throws Exception {
        under("ESME_RTHROTTLED storm, 10 s", MessageCentre.ordinary().build(), 0, (centre, network, traffic) -> {
            centre.smsc.behave(MessageCentre.ordinary().refusals(0.9, 0, 0).build());
            seconds(10);
            centre.smsc.behave(MessageCentre.ordinary().build());
        });
    }

    @Test
    void isFull() throws Exception {
        under(
                "ESME_RMSGQFUL and ESME_RSYSERR storm, 10 s",
                MessageCentre.ordinary().build(),
                0,
                (centre, network, traffic) -> {
                    centre.smsc.behave(
                            MessageCentre.ordinary().refusals(0, 0.5, 0.3).build());
                    seconds(10);
                    centre.smsc.behave(MessageCentre.ordinary().build());
                });
    }

    @Test
    void isCongested() throws Exception {
        under(
                "congestion_state 0 to 100 and back",
                MessageCentre.ordinary().congestionState(0).build(),
                0,
                (centre, network, traffic) -> {
                    for (int state : new int[] {20, 60, 90, 100, 90, 50, 0}) {
                        centre.smsc.behave(
                                MessageCentre.ordinary().congestionState(state).build());
                        seconds(2);
                    }
                });
    }

    @Test
    void halfOpen() throws Exception {
        under("half-open TCP for 15 s", MessageCentre.ordinary().build(), 3 * WINDOW, (centre, network, traffic) -> {
            network.swallows = true;
            seconds(15);
            network.swallows = false;
            network.reset();
        });
    }

    @Test
    void octetByOctet() throws Exception {
        under("PDUs sliced into single octets", MessageCentre.ordinary().build(), 0, (centre, network, traffic) -> {
            network.slices = true;
            seconds(10);
        });
    }

    @Test
    void slowNetwork() throws Exception {
        under("every piece 200 ms late", MessageCentre.ordinary().build(), 0, (centre, network, traffic) -> {
            network.delayMillis = 200;
            seconds(10);
            network.delayMillis = 0;
        });
    }

    @Test
    void receiptsOfEveryKind() throws Exception {
        SmscBehaviour odd = MessageCentre.ordinary()
                .earlyReceiptShare(0.3)
                .duplicateReceiptShare(0.3)
                .intermediateShare(0.2)
                .receiptMillis(0, 4_000)
                .build();
        under("receipts early, twice, out of order", odd, 0, (centre, network, traffic) -> seconds(10));
    }

    /** The recipients' last two digits choose among the rows of the table in docs/OPERATIONS.md, so that every kind of trouble is there at once. */
    @Test
    void everythingAtOnce() throws Exception {
        SmscBehaviour all =
                MessageCentre.ordinary().suffixes(true).answerMillis(0, 50).build();
        // Every message to a number that ends in 41 breaks a connection, with the windows of that moment.
        under(
                "a mix of all refusals, connections cut, receipts that contradict or never come",
                all,
                Long.MAX_VALUE,
                20,
                (centre, network, traffic) -> seconds(20));
    }
}
