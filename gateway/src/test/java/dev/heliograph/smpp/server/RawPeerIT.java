package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindRequest;
import dev.heliograph.smpp.pdu.BindResp;
import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.EmptyResp;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.GenericNack;
import dev.heliograph.smpp.pdu.Outbind;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.pdu.Unbind;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionLimits;
import dev.heliograph.smpp.session.SessionTimers;
import java.io.ByteArrayOutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our server against octets of any kind on real sockets. */
class RawPeerIT {
    private static final SessionTimers QUICK =
            SessionTimers.DEFAULT.withSessionInitMillis(500).withTickMillis(20).withEnd(500, 200);

    private static SubmitSm submit(int sequenceNumber) {
        return new SmBuilder()
                .sequenceNumber(sequenceNumber)
                .destination(SmppAddress.international("31612345678"))
                .shortMessage(new byte[160])
                .submitSm();
    }

    private static EmptyResp alive(int sequenceNumber) {
        return new EmptyResp(CommandId.ENQUIRE_LINK_RESP, 0, sequenceNumber);
    }

    @Test
    void oneOctetPerSegment() {
        try (ServerFixture server = new ServerFixture();
                RawPeer peer = new RawPeer(server.port()).bind(BindKind.TRANSCEIVER)) {
            for (byte octet : PduOctets.of(submit(5))) {
                peer.write(new byte[] {octet});
            }
            assertThat(peer.read()).isEqualTo(new SubmitSmResp(0, 5, "1", Tlvs.EMPTY));
        }
    }

    @Test
    void aHundredPdusInOneWriteAndTwoOfOneNumber() {
        try (ServerFixture server = new ServerFixture();
                RawPeer peer = new RawPeer(server.port()).bind(BindKind.TRANSCEIVER)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                all.writeBytes(PduOctets.of(submit(i / 2)));
            }
            peer.write(all.toByteArray());
            for (int i = 0; i < 100; i++) {
                assertThat(peer.read().sequenceNumber()).isEqualTo(i / 2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 15, SessionLimits.DEFAULT_PDU_OCTETS_MAX + 1, 0x7FFFFFFFL, 0xFFFFFFFFL})
    void anImpossibleLengthIsNackedThenClosedAndOthersDoNotNotice(long length) {
        try (ServerFixture server = new ServerFixture();
                RawPeer other = new RawPeer(server.port()).bind(BindKind.TRANSMITTER);
                RawPeer peer = new RawPeer(server.port()).bind(BindKind.TRANSCEIVER)) {
            byte[] octets = PduOctets.frame(CommandId.SUBMIT_SM.wireId(), 0, 99, new byte[4000]);
            PduOctets.putInt(octets, 0, (int) length);
            peer.write(octets);
            assertThat(peer.read()).isEqualTo(new GenericNack(CommandStatus.ESME_RINVCMDLEN, 99));
            assertThat(peer.readsEnd()).isTrue();
            await().until(() -> server.closed.contains(CloseReason.PROTOCOL_ERROR));
            other.send(new EnquireLink(3));
            assertThat(other.read()).isEqualTo(alive(3));
        }
    }

    @Test
    void theSameSubmitCutAtEveryOctetIsAnsweredEachTimeAndNeverTaken() {
        try (ServerFixture server = new ServerFixture();
                RawPeer peer = new RawPeer(server.port()).bind(BindKind.TRANSCEIVER)) {
            byte[] whole = PduOctets.of(submit(7));
            for (int length = 16; length < whole.length; length++) {
                peer.write(PduOctets.cut(whole, length));
                Pdu answer = peer.read();
                assertThat(answer.commandId()).isEqualTo(CommandId.SUBMIT_SM_RESP);
                assertThat(answer.commandStatus()).isNotZero();
            }
            peer.send(new EnquireLink(8));
            assertThat(peer.read()).isEqualTo(alive(8));
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void aRefusedBindIsReadableEvenWithMoreBehindIt() {
        try (ServerFixture server = new ServerFixture();
                RawPeer peer = new RawPeer(server.port())) {
            peer.send(new BindRequest(BindKind.TRANSMITTER, 1, "raw", "wrong", "", 0x34, SmppAddress.EMPTY));
            for (int i = 0; i < 50; i++) {
                peer.send(submit(i));
            }
            BindResp refused = (BindResp) peer.read();
            assertThat(refused.commandStatus()).isEqualTo(CommandStatus.ESME_RINVPASWD);
            assertThat(peer.readsEnd()).isTrue();
            assertThat(server.requests).isEmpty();
        }
    }

    @Test
    void whoDoesNotBindIsClosedAlsoBehindHalfAPdu() {
        try (ServerFixture server = new ServerFixture(options -> options.withTimers(QUICK));
                RawPeer silent = new RawPeer(server.port());
                RawPeer half = new RawPeer(server.port())) {
            half.write(new byte[] {0, 0, 0, 100, 0, 0});
            assertThat(silent.readsEnd()).isTrue();
            assertThat(half.readsEnd()).isTrue();
            await().until(() -> server.server.connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 500})
    void fiveThousandRequestsWithoutWaitingAreEachAnsweredOnce(int windowMax) {
        try (ServerFixture server = new ServerFixture()) {
            server.windowMax = windowMax;
            AtomicInteger most = new AtomicInteger();
            server.answer = (session, request) -> {
                most.accumulateAndGet(session.unanswered(), Math::max);
                server.vertx.setTimer(1, late -> session.respond(server.answerTo(request)));
            };
            try (RawPeer peer = new RawPeer(server.port()).bind(BindKind.TRANSMITTER)) {
                Thread writer = new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        peer.send(submit(i));
                    }
                });
                writer.start();
                for (int i = 0; i < 5_000; i++) {
                    assertThat(peer.read().sequenceNumber()).isEqualTo(i);
                }
                assertThat(most.get()).isEqualTo(windowMax);
            }
        }
    }

    @Test
    void aPeerThatDoesNotReadIsBoundedThenCut() {
        SessionTimers timers = QUICK.withSlowReaderMillis(400);
        SessionLimits limits =
                SessionLimits.DEFAULT.withSendWindowMax(1_000_000).withWriteQueueOctetsMax(64 * 1024);
        try (ServerFixture server =
                        new ServerFixture(options -> options.withTimers(timers).withLimits(limits));
                RawPeer peer = new RawPeer(server.port(), 4 * 1024).bind(BindKind.RECEIVER)) {
            SmppServerSession session = server.bound.get(0);
            DeliverSm deliver = new SmBuilder()
                    .destination(SmppAddress.international("1"))
                    .tlvs(Tlvs.builder()
                            .octets(Tag.MESSAGE_PAYLOAD, new byte[8_000])
                            .build())
                    .deliverSm();
            Answers answers = new Answers();
            SendResult last = SendResult.SENT;
            int sent = 0;
            // The kernel takes some megabytes before anything waits here.
            for (int turn = 0; turn < 10_000 && last == SendResult.SENT; turn++) {
                last = server.deliver(session, deliver, answers);
                sent += last == SendResult.SENT ? 1 : 0;
            }
            assertThat(last).isEqualTo(SendResult.WRITE_QUEUE_FULL);
            await().until(() -> server.closed.contains(CloseReason.SLOW_READER));
            assertThat(answers.unanswered).hasSize(sent);
            assertThat(server.drained.get()).isZero();
            await().until(() -> server.server.connections() == 0);
        }
    }

    @Test
    void aPeerThatReadsSlowlyIsServedToTheEnd() {
        SessionLimits limits =
                SessionLimits.DEFAULT.withSendWindowMax(1_000_000).withWriteQueueOctetsMax(64 * 1024);
        try (ServerFixture server =
                        new ServerFixture(options -> options.withTimers(QUICK).withLimits(limits));
                RawPeer peer = new RawPeer(server.port(), 4 * 1024).bind(BindKind.RECEIVER)) {
            SmppServerSession session = server.bound.get(0);
            DeliverSm deliver = new SmBuilder()
                    .destination(SmppAddress.international("1"))
                    .tlvs(Tlvs.builder()
                            .octets(Tag.MESSAGE_PAYLOAD, new byte[8_000])
                            .build())
                    .deliverSm();
            Answers answers = new Answers();
            int sent = 0;
            while (server.deliver(session, deliver, answers) == SendResult.SENT) {
                sent++;
            }
            for (int i = 0; i < sent; i++) {
                assertThat(peer.read().sequenceNumber()).isEqualTo(i + 1);
            }
            await().until(() -> server.drained.get() == 1);
            assertThat(server.deliver(session, deliver, answers)).isEqualTo(SendResult.SENT);
            assertThat(peer.read().sequenceNumber()).isEqualTo(sent + 1);
        }
    }

    @Test
    void aPeerThatFloodsAndNeverReadsItsAnswersIsNoLongerRead() {
        SessionTimers timers = QUICK.withSlowReaderMillis(600);
        SessionLimits limits = SessionLimits.DEFAULT.withWriteQueueOctetsMax(16 * 1024);
        try (ServerFixture server =
                        new ServerFixture(options -> options.withTimers(timers).withLimits(limits));
                RawPeer peer = new RawPeer(server.port(), 4 * 1024).bind(BindKind.TRANSMITTER)) {
            server.keepRequests = false;
            Thread writer = new Thread(() -> {
                byte[] enquiry = PduOctets.of(new EnquireLink(1));
                ByteArrayOutputStream many = new ByteArrayOutputStream();
                for (int i = 0; i < 4_000; i++) {
                    many.writeBytes(enquiry);
                }
                while (peer.tryWrite(many.toByteArray())) {
                    Thread.onSpinWait();
                }
            });
            writer.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> server.closed.contains(CloseReason.SLOW_READER));
            await().until(() -> !writer.isAlive());
        }
    }

    @Test
    void anEndOfStreamOrAResetFreesTheSessionAtOnce() {
        try (ServerFixture server = new ServerFixture()) {
            server.answer = (session, request) -> {};
            RawPeer finished = new RawPeer(server.port()).bind(BindKind.TRANSMITTER);
            finished.send(submit(2));
            await().until(() -> server.requests.size() == 1);
            finished.finish();
            RawPeer reset = new RawPeer(server.port()).bind(BindKind.TRANSMITTER);
            reset.reset();
            await().until(() -> server.server.connections() == 0);
            assertThat(server.closed).containsExactly(CloseReason.PEER_CLOSED, CloseReason.PEER_CLOSED);
            finished.close();
        }
    }

    @Test
    void fiftySubmitsThenUnbindAreAllAnsweredBeforeTheEnd() {
        try (ServerFixture server = new ServerFixture();
                RawPeer peer = new RawPeer(server.port()).bind(BindKind.TRANSMITTER)) {
            server.answer =
                    (session, request) -> server.vertx.setTimer(20, late -> session.respond(server.answerTo(request)));
            for (int i = 0; i < 50; i++) {
                peer.send(submit(i));
            }
            peer.send(new Unbind(50));
            for (int i = 0; i < 50; i++) {
                assertThat(peer.read().commandId()).isEqualTo(CommandId.SUBMIT_SM_RESP);
            }
            assertThat(peer.read()).isEqualTo(new EmptyResp(CommandId.UNBIND_RESP, 0, 50));
            assertThat(peer.readsEnd()).isTrue();
        }
    }

    @Test
    void whoHasNotBoundTakesNoMorePlacesThanAllowed() {
        UnboundConnections unbound = new UnboundConnections(100, 3);
        try (ServerFixture server = new ServerFixture(options -> options, unbound)) {
            List<RawPeer> silent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                silent.add(new RawPeer(server.port()));
            }
            await().until(() -> unbound.count() == 3);
            try (RawPeer tooMany = new RawPeer(server.port())) {
                assertThat(tooMany.readsEnd()).isTrue();
            }
            silent.forEach(peer -> peer.bind(BindKind.TRANSCEIVER));
            await().until(() -> unbound.count() == 0);
            RawPeer next = new RawPeer(server.port());
            next.bind(BindKind.TRANSCEIVER);
            next.close();
            silent.forEach(RawPeer::close);
            await().until(() -> server.server.connections() == 0);
            assertThat(unbound.count()).isZero();
        }
    }

    @Test
    void aboveTheCapConnectionsAreClosed() {
        try (ServerFixture server = new ServerFixture(options -> options.withConnectionsMax(3))) {
            List<RawPeer> peers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                peers.add(new RawPeer(server.port()).bind(BindKind.TRANSCEIVER));
            }
            try (RawPeer tooMany = new RawPeer(server.port())) {
                assertThat(tooMany.readsEnd()).isTrue();
            }
            peers.remove(0).close();
            await().until(() -> server.server.connections() == 2);
            peers.add(new RawPeer(server.port()).bind(BindKind.TRANSCEIVER));
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    void outbindAsksAnEsmeThatThenBindsOnThatConnection() throws Exception {
        try (ServerFixture server = new ServerFixture();
                ServerSocket esme = new ServerSocket(0)) {
            ServerFixture.await(server.server.outbind("localhost", esme.getLocalPort(), "heliograph", "pw"));
            try (Socket socket = esme.accept()) {
                byte[] outbind =
                        socket.getInputStream().readNBytes(PduOctets.of(new Outbind(1, "heliograph", "pw")).length);
                assertThat(PduOctets.decode(outbind)).isEqualTo(new Outbind(1, "heliograph", "pw"));
                socket.getOutputStream()
                        .write(PduOctets.of(new BindRequest(
                                BindKind.RECEIVER, 1, "esme", ServerFixture.PASSWORD, "", 0x34, SmppAddress.EMPTY)));
                await().until(() -> server.bound.size() == 1);
                assertThat(server.bound.get(0).canReceive()).isTrue();
            }
        }
    }

    @Test
    void congestionIsToldToAnEsmeOf50() {
        try (ServerFixture server = new ServerFixture();
                RawPeer peer = new RawPeer(server.port())) {
            peer.send(new BindRequest(
                    BindKind.TRANSMITTER, 1, "raw", ServerFixture.PASSWORD, "", 0x50, SmppAddress.EMPTY));
            peer.read();
            server.call(any -> {
                server.bound.get(0).congestionState(95);
                return null;
            });
            peer.send(submit(2));
            assertThat(((SubmitSmResp) peer.read()).tlvs().integer(Tag.CONGESTION_STATE, -1))
                    .isEqualTo(95);
        }
    }
}
