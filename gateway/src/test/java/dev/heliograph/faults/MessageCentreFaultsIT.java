package dev.heliograph.faults;

import dev.heliograph.simulator.SmscBehaviour;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider and the network towards it misbehave under load. */
@Tag("faults")
class MessageCentreFaultsIT {
    private static final int SESSION_WINDOW = 50;

    /** A message whose receipt never comes has its end five seconds after its validity, while somebody still looks. */
    private static final String CHANNEL =
            "rate: 1000/s, responseMillis: 2000, enquireLinkMillis: 2000, receiptGrace: PT5S";

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
        try (Rig rig = Rig.in(directory, behaviour, CHANNEL, "")) {
            rig.gateway.start();
            Traffic traffic = Traffic.to(rig.gateway, 400, 0, validitySeconds);
            traffic.awaitMore(500);
            misfortune.strike(rig.centre, rig.network, traffic);
            traffic.awaitAccepted(200, 60);
            rig.audit(fault, doubledMax, traffic.stop());
        }
    }

    @Test
    void connectionsReset() throws Exception {
        int resets = 10;
        under(
                "SMSC connections reset in mid-window, " + resets + " times",
                MessageCentre.ordinary().build(),
                (long) resets * Rig.WINDOW,
                (centre, network, traffic) -> {
                    for (int i = 0; i < resets; i++) {
                        traffic.awaitMore(300);
                        network.reset();
                    }
                });
    }

    /** It takes every other message that it never answers. Each such silence ends its session. */
    @Test
    void someAnswersNeverCome() throws Exception {
        SmscBehaviour good = MessageCentre.ordinary().build();
        SmscBehaviour silent = MessageCentre.ordinary().silentShare(0.005).build();
        try (Rig rig = Rig.in(directory, silent, CHANNEL, "")) {
            Traffic traffic = rig.load(200);
            Rig.pause(15);
            rig.centre.smsc.behave(good);
            // A silence takes the answers of its session with it, at most; there is one in 200 messages.
            long silences = traffic.tried.size() / 200L + 50;
            rig.audit("SMSC never answers one in 200", silences * SESSION_WINDOW, traffic.stop());
        }
    }

    @Test
    void neverAnswersAtAll() throws Exception {
        under(
                "SMSC answers nothing for 15 s",
                MessageCentre.ordinary().build(),
                15 / 2 * Rig.WINDOW,
                (centre, network, traffic) -> {
                    centre.smsc.behave(MessageCentre.ordinary().silentShare(1).build());
                    Rig.pause(15);
                    centre.smsc.behave(MessageCentre.ordinary().build());
                });
    }

    @Test
    void throttles() throws Exception {
        under("ESME_RTHROTTLED storm, 10 s", MessageCentre.ordinary().build(), 0, (centre, network, traffic) -> {
            centre.smsc.behave(MessageCentre.ordinary().refusals(0.9, 0, 0).build());
            Rig.pause(10);
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
                    Rig.pause(10);
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
                        Rig.pause(2);
                    }
                });
    }

    @Test
    void halfOpen() throws Exception {
        under(
                "half-open TCP for 15 s",
                MessageCentre.ordinary().build(),
                3 * Rig.WINDOW,
                (centre, network, traffic) -> {
                    network.swallows = true;
                    Rig.pause(15);
                    network.swallows = false;
                    network.reset();
                });
    }

    @Test
    void octetByOctet() throws Exception {
        under("PDUs sliced into single octets", MessageCentre.ordinary().build(), 0, (centre, network, traffic) -> {
            network.slices = true;
            Rig.pause(10);
        });
    }

    @Test
    void slowNetwork() throws Exception {
        under("every piece 200 ms late", MessageCentre.ordinary().build(), 0, (centre, network, traffic) -> {
            network.delayMillis = 200;
            Rig.pause(10);
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
        under("receipts early, twice, out of order", odd, 0, (centre, network, traffic) -> Rig.pause(10));
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
                (centre, network, traffic) -> Rig.pause(20));
    }
}
