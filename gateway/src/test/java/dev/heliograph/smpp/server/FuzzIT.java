package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.client.ClientFixture;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.PduMutator;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionTimers;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Damaged PDUs through real sockets, several sessions at once, with a good session beside them (SMPP-CONFORMANCE X1). */
class FuzzIT {
    private static final int SESSIONS = 4;
    private static final int PDUS_PER_SESSION = 25_000;
    private static final int PDUS_PER_WRITE = 50;
    private static final int GOOD_SUBMITS_MIN = 100;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final long SEED = 99_000;
    private static final SubmitSm SUBMIT = new SmBuilder()
            .destination(SmppAddress.international("31612345678"))
            .submitSm();
    private static final SessionTimers TIMERS =
            SessionTimers.DEFAULT.withEnd(200, 100).withTickMillis(20);

    @Test
    void aHundredThousandDamagedPdusDisturbNobody() throws Exception {
        try (ServerFixture server = new ServerFixture(options -> options.withTimers(TIMERS));
                ClientFixture client = new ClientFixture(server.clientOptions())) {
            server.keepRequests = false;
            SmppClientSession good = client.bind();
            List<Thread> fuzzers = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Thread fuzzer = new Thread(new Fuzzer(server.port(), SEED + i));
                fuzzer.start();
                fuzzers.add(fuzzer);
            }
            Answers answers = new Answers();
            long slowestNanos = 0;
            int sent = 0;
            while (sent < GOOD_SUBMITS_MIN || fuzzers.stream().anyMatch(Thread::isAlive)) {
                long began = System.nanoTime();
                assertThat(client.submit(good, SUBMIT, answers)).isEqualTo(SendResult.SENT);
                int expected = ++sent;
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> answers.responses.size() == expected);
                slowestNanos = Math.max(slowestNanos, System.nanoTime() - began);
            }
            assertThat(Duration.ofNanos(slowestNanos)).isLessThan(ANSWER_WITHIN);
            assertThat(answers.responses).allMatch(response -> response.ok());
            assertThat(client.call(good::isBound)).isTrue();
            await().until(() -> server.server.connections() == 1);
        }
    }

    /** Writes its share of damaged PDUs, binding again whenever the server has had enough. */
    private record Fuzzer(int port, long seed) implements Runnable {
        @Override
        public void run() {
            PduMutator mutator = new PduMutator(seed);
            int written = 0;
            while (written < PDUS_PER_SESSION) {
                try (RawPeer peer = new RawPeer(port).bind(BindKind.TRANSCEIVER)) {
                    Thread reader = new Thread(peer::drain);
                    reader.start();
                    boolean open = true;
                    while (open && written < PDUS_PER_SESSION) {
                        ByteArrayOutputStream octets = new ByteArrayOutputStream();
                        for (int i = 0; i < PDUS_PER_WRITE; i++) {
                            octets.writeBytes(mutator.framed());
                        }
                        // Now and then a length lies too, and the session is lost.
                        if (written % 2_500 == 0) {
                            octets.writeBytes(mutator.damaged());
                        }
                        open = peer.tryWrite(octets.toByteArray());
                        written += PDUS_PER_WRITE;
                    }
                }
            }
        }
    }
}
