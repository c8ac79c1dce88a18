package dev.heliograph.smpp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Malformed;
import dev.heliograph.smpp.pdu.PduMutator;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.server.ServerFixture;
import dev.heliograph.smpp.session.SessionTimers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Our client against a message centre that sends damaged PDUs (SMPP-CONFORMANCE X1, X2). */
class FuzzingMessageCentreIT {
    private static final int PDUS = 30_000;
    private static final int LAST_ENQUIRY = 424_242;

    @Test
    void nothingItSendsBreaksTheClientOrMakesItSendAnythingMalformed() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            SmppClientOptions options = SmppClientOptions.of(
                            ServerFixture.HOST, socket.getLocalPort(), "esme", "secret")
                    .withTimers(SessionTimers.DEFAULT.withEnd(200, 100));
            try (ClientFixture client = new ClientFixture(options)) {
                io.vertx.core.Future<SmppClientSession> connecting = client.connect();
                try (Socket mc = socket.accept()) {
                    DataInputStream in = new DataInputStream(mc.getInputStream());
                    BindRequest bind = (BindRequest) PduOctets.decode(frame(in));
                    mc.getOutputStream().write(PduOctets.of(bind.accepted("mc", InterfaceVersion.V3_4)));
                    ServerFixture.await(connecting);
                    AtomicInteger malformed = new AtomicInteger();
                    AtomicInteger lastAnswered = new AtomicInteger();
                    Thread reader = new Thread(() -> read(in, malformed, lastAnswered));
                    reader.start();
                    write(mc);
                    await().untilAtomic(lastAnswered, org.hamcrest.Matchers.equalTo(1));
                    assertThat(malformed.get()).isZero();
                }
                await().until(() -> client.closed.size() == 1);
            }
        }
    }

    /** Damaged PDUs but for those that would rightly end the session, and in the end an enquire_link. */
    private static void write(Socket mc) throws IOException {
        PduMutator mutator = new PduMutator(31);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < PDUS; i++) {
            byte[] pdu = mutator.framed();
            if (pdu[7] != 0x06) {
                octets.writeBytes(pdu);
            }
            if (octets.size() > 16 * 1024 || i == PDUS - 1) {
                mc.getOutputStream().write(octets.toByteArray());
                octets.reset();
            }
        }
        mc.getOutputStream().write(PduOctets.of(new EnquireLink(LAST_ENQUIRY)));
    }

    private static void read(DataInputStream in, AtomicInteger malformed, AtomicInteger lastAnswered) {
        try {
            while (true) {
                byte[] frame = frame(in);
                if (PduOctets.decode(frame) instanceof Malformed) {
                    malformed.incrementAndGet();
                }
                byte[] answer = PduOctets.frame(0x80000015, 0, LAST_ENQUIRY, new byte[0]);
                if (Arrays.equals(frame, answer)) {
                    lastAnswered.set(1);
                }
            }
        } catch (IOException e) {
            // The end of the stream ends the reader.
        }
    }

    private static byte[] frame(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] frame = Arrays.copyOf(new byte[0], length);
        PduOctets.putInt(frame, 0, length);
        in.readFully(frame, 4, length - 4);
        return frame;
    }
}
