package dev.heliograph.smpp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.BindResp;
import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.EmptyResp;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.GenericNack;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.PduOctets;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.pdu.Unbind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message centre's session answers by itself, its window and its ends (SMPP-CONFORMANCE F, B, W). */
class SessionTest {
    private static final DeliverSm DELIVER =
            new SmBuilder().destination(SmppAddress.international("1")).deliverSm();

    private static Pdu.Response failed(int status, int sequenceNumber) {
        return new SubmitSmResp(status, sequenceNumber, "", Tlvs.EMPTY);
    }

    private static EmptyResp alive(int sequenceNumber) {
        return new EmptyResp(CommandId.ENQUIRE_LINK_RESP, 0, sequenceNumber);
    }

    @ParameterizedTest
    @EnumSource(BindKind.class)
    void anEsmeBindsInEachOfThreeWays(BindKind kind) {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(SessionHarness.bindRequest(kind, InterfaceVersion.V3_4));
        assertThat(mc.sent()).isEmpty();
        assertThat(mc.session.acceptBind(mc.bind, "mc", InterfaceVersion.V5_0, 10))
                .isTrue();
        BindResp response = (BindResp) mc.sent().get(0);
        assertThat(response.commandId()).isEqualTo(kind.command().response());
        assertThat(response.ok()).isTrue();
        assertThat(response.systemId()).isEqualTo("mc");
        assertThat(response.interfaceVersion()).isEqualTo(InterfaceVersion.V5_0);
        assertThat(mc.session.isUp()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0x00, 0x33, false", "0x33, 0x33, false", "0x34, 0x34, true", "0x50, 0x50, true", "0xFF, 0x50, true"})
    void theLowerVersionDecidesAboutTlvs(String offered, String spoken, boolean tlvs) {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(SessionHarness.bindRequest(BindKind.TRANSCEIVER, Integer.decode(offered)));
        mc.session.acceptBind(mc.bind, "mc", InterfaceVersion.V5_0, 10);
        mc.session.congestionState(95);
        assertThat(mc.session.version()).isEqualTo(Integer.decode(spoken));
        assertThat(((BindResp) mc.sent().get(0)).tlvs().has(Tag.SC_INTERFACE_VERSION))
                .isEqualTo(tlvs);
        Tlvs state = Tlvs.builder().octet(Tag.MESSAGE_STATE, 2).build();
        mc.session.send(new SmBuilder().tlvs(state).deliverSm(), new RecordedAnswers());
        assertThat(((DeliverSm) mc.sent().get(0)).tlvs().isEmpty()).isEqualTo(!tlvs);
        mc.receive(SessionHarness.submit(8));
        mc.answerAll();
        assertThat(((SubmitSmResp) mc.sent().get(0)).tlvs().has(Tag.CONGESTION_STATE))
                .isEqualTo(mc.session.version() == InterfaceVersion.V5_0);
    }

    @Test
    void whatComesBehindABindWaitsUntilItIsDecided() {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(SessionHarness.bindRequest(BindKind.TRANSMITTER, InterfaceVersion.V3_4), SessionHarness.submit(2));
        assertThat(mc.requests).isEmpty();
        assertThat(mc.sent()).isEmpty();
        mc.session.acceptBind(mc.bind, "mc", InterfaceVersion.V3_4, 10);
        mc.netty.runPendingTasks();
        assertThat(mc.requests).hasSize(1);
    }

    @Test
    void aRefusedBindEndsTheSessionAndNothingBehindItIsTaken() {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(SessionHarness.bindRequest(BindKind.TRANSMITTER, InterfaceVersion.V3_4), SessionHarness.submit(2));
        mc.session.refuseBind(mc.bind, CommandStatus.ESME_RINVPASWD);
        assertThat(mc.sent())
                .containsExactly(
                        new BindResp(CommandId.BIND_TRANSMITTER_RESP, CommandStatus.ESME_RINVPASWD, 1, "", Tlvs.EMPTY));
        assertThat(mc.requests).isEmpty();
        assertThat(mc.closed).containsExactly(CloseReason.BIND_REFUSED);
        assertThat(mc.session.acceptBind(mc.bind, "mc", InterfaceVersion.V3_4, 10))
                .isFalse();
        mc.receive(SessionHarness.submit(3));
        assertThat(mc.sent()).isEmpty();
        assertThat(mc.netty.isOpen()).as("the response can be read").isTrue();
        mc.pass(SessionTimers.DEFAULT.lingerMillis());
        assertThat(mc.netty.isOpen()).isFalse();
    }

    @Test
    void beforeTheBindOnlyEnquireLinkIsAnsweredWell() {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(SessionHarness.submit(1), new Unbind(2), new EnquireLink(3));
        assertThat(mc.sent())
                .containsExactly(
                        failed(CommandStatus.ESME_RINVBNDSTS, 1),
                        new EmptyResp(CommandId.UNBIND_RESP, CommandStatus.ESME_RINVBNDSTS, 2),
                        alive(3));
        assertThat(mc.requests).isEmpty();
    }

    @Test
    void aSecondBindIsRefusedAndTheFirstStays() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(SessionHarness.bindRequest(BindKind.RECEIVER, InterfaceVersion.V3_4), new EnquireLink(3));
        assertThat(mc.sent().get(0).commandStatus()).isEqualTo(CommandStatus.ESME_RALYBND);
        assertThat(mc.session.state()).isEqualTo(SessionState.BOUND_TRX);
    }

    @Test
    void commandsOfTheMessageCentreAreRefusedAndTheSessionStays() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(DELIVER, new EnquireLink(3));
        assertThat(mc.sent())
                .containsExactly(new DeliverSmResp(CommandStatus.ESME_RINVCMDID, 0, "", Tlvs.EMPTY), alive(3));
        assertThat(mc.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1})
    void anyNumberIsGivenBack(int number) {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(new EnquireLink(number));
        assertThat(mc.sent()).containsExactly(alive(number));
    }

    @Test
    void twoRequestsOfOneNumberAreBothAnswered() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(SessionHarness.submit(7), SessionHarness.submit(7));
        assertThat(mc.session.unanswered()).isEqualTo(2);
        mc.answerAll();
        assertThat(mc.sent()).extracting(Pdu::sequenceNumber).containsExactly(7, 7);
        assertThat(mc.session.unanswered()).isZero();
    }

    @Test
    void responsesNobodyAskedForAreIgnored() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(failed(0, 9), alive(10), new GenericNack(3, 11), new EmptyResp(CommandId.UNBIND_RESP, 0, 12));
        mc.receive(PduOctets.frame(0x800000FF, 0, 13, new byte[4]));
        assertThat(mc.sent()).isEmpty();
        assertThat(mc.session.isUp()).isTrue();
    }

    @Test
    void anUnknownCommandIsNackedAndTheSessionStays() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(PduOctets.frame(0x00010200, 0, 13, new byte[4]));
        assertThat(mc.sent()).containsExactly(new GenericNack(CommandStatus.ESME_RINVCMDID, 13));
        assertThat(mc.session.isUp()).isTrue();
    }

    @Test
    void aMalformedRequestIsAnsweredByTheStateBeforeItsFaults() {
        byte[] cut = PduOctets.cut(PduOctets.of(SessionHarness.submit(5)), 20);
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(cut);
        assertThat(mc.sent()).containsExactly(failed(CommandStatus.ESME_RINVBNDSTS, 5));
        SessionHarness bound = SessionHarness.messageCentre().bound();
        bound.receive(cut);
        assertThat(bound.sent()).containsExactly(failed(CommandStatus.ESME_RINVCMDLEN, 5));
        assertThat(bound.session.isUp()).isTrue();
        assertThat(bound.session.unanswered()).isZero();
    }

    @Test
    void aMalformedBindIsAnsweredAndEndsTheSession() {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(PduOctets.frame(CommandId.BIND_RECEIVER.wireId(), 0, 6, new byte[0]));
        assertThat(mc.sent())
                .containsExactly(
                        new BindResp(CommandId.BIND_RECEIVER_RESP, CommandStatus.ESME_RINVCMDLEN, 6, "", Tlvs.EMPTY));
        assertThat(mc.closed).containsExactly(CloseReason.BIND_REFUSED);
    }

    @Test
    void anImpossibleLengthIsNackedAndEndsTheSession() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(new byte[] {0x7F, -1, -1, -1});
        assertThat(mc.sent()).containsExactly(new GenericNack(CommandStatus.ESME_RINVCMDLEN, 0));
        assertThat(mc.closed).containsExactly(CloseReason.PROTOCOL_ERROR);
        assertThat(mc.netty.isOpen()).isFalse();
    }

    @Test
    void ownRequestsAreNumberedFromOneAndCompleted() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        RecordedAnswers answers = new RecordedAnswers();
        for (int i = 0; i < 3; i++) {
            assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.SENT);
        }
        assertThat(mc.sent()).extracting(Pdu::sequenceNumber).containsExactly(1, 2, 3);
        Pdu.Response third = new DeliverSmResp(0, 3, "", Tlvs.EMPTY);
        Pdu.Response first = new GenericNack(CommandStatus.ESME_RSYSERR, 1);
        mc.receive(third, new SubmitSmResp(0, 2, "x", Tlvs.EMPTY), first);
        assertThat(answers.responses).containsExactly(third, first);
        assertThat(mc.session.outstanding()).isEqualTo(1);
    }

    @Test
    void ownRequestsStopAtTheWindow() {
        SessionHarness mc = new SessionHarness(
                        Side.MESSAGE_CENTRE, SessionLimits.DEFAULT.withSendWindowMax(2), SessionTimers.DEFAULT)
                .bound();
        RecordedAnswers answers = new RecordedAnswers();
        assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.SENT);
        assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.SENT);
        assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.WINDOW_FULL);
        mc.receive(new DeliverSmResp(0, 2, "", Tlvs.EMPTY));
        assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.SENT);
    }

    @Test
    void aTransmitterIsNeverSentAMessageAndAReceiverNeverSubmits() {
        SessionHarness tx = SessionHarness.messageCentre().bound(BindKind.TRANSMITTER, InterfaceVersion.V3_4);
        assertThat(tx.session.send(DELIVER, new RecordedAnswers())).isEqualTo(SendResult.NOT_BOUND);
        SessionHarness rx = SessionHarness.messageCentre().bound(BindKind.RECEIVER, InterfaceVersion.V3_4);
        rx.receive(SessionHarness.submit(4));
        assertThat(rx.sent()).containsExactly(failed(CommandStatus.ESME_RINVBNDSTS, 4));
        assertThat(rx.session.send(DELIVER, new RecordedAnswers())).isEqualTo(SendResult.SENT);
    }

    @Test
    void whatThePeersVersionCannotCarryIsRefusedByValue() {
        SessionHarness mc = SessionHarness.messageCentre().bound(BindKind.RECEIVER, 0x33);
        Tlvs payload = Tlvs.builder().octets(Tag.MESSAGE_PAYLOAD, new byte[300]).build();
        assertThat(mc.session.send(new SmBuilder().tlvs(payload).deliverSm(), new RecordedAnswers()))
                .isEqualTo(SendResult.NOT_ENCODABLE);
        assertThat(mc.sent()).isEmpty();
        assertThat(mc.session.outstanding()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 100, 500})
    void aboveTheWindowReadingStopsAndNothingIsDropped(int windowMax) {
        SessionHarness mc = SessionHarness.messageCentre();
        mc.receive(SessionHarness.bindRequest(BindKind.TRANSMITTER, InterfaceVersion.V3_4));
        mc.session.acceptBind(mc.bind, "mc", InterfaceVersion.V3_4, windowMax);
        mc.sent();
        Pdu[] submits = new Pdu[5000];
        for (int i = 0; i < submits.length; i++) {
            submits[i] = SessionHarness.submit(i);
        }
        mc.receive(submits);
        int answered = 0;
        while (!mc.requests.isEmpty()) {
            assertThat(mc.requests).hasSizeLessThanOrEqualTo(windowMax);
            mc.answerAll();
            for (Pdu response : mc.sent()) {
                assertThat(response.sequenceNumber()).isEqualTo(answered++);
            }
        }
        assertThat(answered).isEqualTo(submits.length);
        assertThat(mc.netty.config().isAutoRead()).isTrue();
    }

    @Test
    void aRequestWhoseHandlingBreaksIsAnswered() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.thrown = new IllegalStateException("on purpose");
        QuietLog.run(Session.class, () -> mc.receive(SessionHarness.submit(4)));
        assertThat(mc.sent()).containsExactly(failed(CommandStatus.ESME_RSYSERR, 4));
        assertThat(mc.session.unanswered()).isZero();
    }

    @Test
    void aResponseThatCannotBeEncodedIsReplacedByAnError() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(SessionHarness.submit(4));
        QuietLog.run(PeerRequests.class, () -> mc.session.respond(new SubmitSmResp(0, 4, "x".repeat(99), Tlvs.EMPTY)));
        assertThat(mc.sent()).containsExactly(failed(CommandStatus.ESME_RSYSERR, 4));
    }

    @Test
    void anUnbindIsAnsweredAfterEverythingBeforeIt() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        Pdu[] all = new Pdu[52];
        for (int i = 0; i < 50; i++) {
            all[i] = SessionHarness.submit(i);
        }
        all[50] = new Unbind(50);
        all[51] = SessionHarness.submit(51);
        mc.receive(all);
        assertThat(mc.sent()).containsExactly(failed(CommandStatus.ESME_RINVBNDSTS, 51));
        assertThat(mc.session.send(DELIVER, new RecordedAnswers())).isEqualTo(SendResult.NOT_BOUND);
        mc.answerAll();
        List<Pdu> sent = mc.sent();
        assertThat(sent).hasSize(51);
        assertThat(sent.get(50)).isEqualTo(new EmptyResp(CommandId.UNBIND_RESP, 0, 50));
        assertThat(mc.closed).containsExactly(CloseReason.PEER_UNBOUND);
        // The peer is given time to read the answer and to close by itself.
        assertThat(mc.netty.isOpen()).isTrue();
        mc.pass(SessionTimers.DEFAULT.lingerMillis());
        assertThat(mc.netty.isOpen()).isFalse();
    }

    @Test
    void anUnbindIsAnsweredInTheEndEvenIfSomethingBeforeItIsNot() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.receive(SessionHarness.submit(1), new Unbind(2));
        mc.pass(SessionTimers.DEFAULT.unbindMillis() - 1);
        assertThat(mc.sent()).isEmpty();
        mc.pass(1);
        assertThat(mc.sent()).containsExactly(new EmptyResp(CommandId.UNBIND_RESP, 0, 2));
    }

    @Test
    void ourOwnEndFinishesWhatIsOpenThenUnbinds() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        RecordedAnswers answers = new RecordedAnswers();
        mc.session.send(DELIVER, answers);
        mc.receive(SessionHarness.submit(1));
        mc.sent();
        mc.session.unbindAndClose(CloseReason.LOCALLY_CLOSED, 1_000);
        assertThat(mc.session.isUp()).isFalse();
        mc.receive(SessionHarness.submit(2));
        assertThat(mc.sent()).containsExactly(failed(CommandStatus.ESME_RSYSERR, 2));
        mc.answerAll();
        assertThat(mc.sent()).extracting(Pdu::commandId).containsExactly(CommandId.SUBMIT_SM_RESP);
        mc.receive(new DeliverSmResp(0, 1, "", Tlvs.EMPTY));
        assertThat(answers.responses).hasSize(1);
        assertThat(mc.sent()).containsExactly(new Unbind(2));
        mc.receive(SessionHarness.submit(3));
        assertThat(mc.sent()).containsExactly(failed(CommandStatus.ESME_RSYSERR, 3));
        mc.receive(new EmptyResp(CommandId.UNBIND_RESP, 0, 2));
        assertThat(mc.closed).containsExactly(CloseReason.LOCALLY_CLOSED);
    }

    @Test
    void ourOwnEndIsBoundedWhateverThePeerDoes() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        RecordedAnswers answers = new RecordedAnswers();
        mc.session.send(DELIVER, answers);
        mc.sent();
        mc.session.unbindAndClose(CloseReason.LOCALLY_CLOSED, 1_000);
        mc.pass(400);
        assertThat(mc.sent()).isEmpty();
        mc.pass(100);
        assertThat(mc.sent()).containsExactly(new Unbind(2));
        mc.pass(500);
        assertThat(mc.closed).containsExactly(CloseReason.LOCALLY_CLOSED);
        assertThat(answers.unanswered).containsExactly(Unanswered.CLOSED);
    }

    @Test
    void unbindsThatCrossEndBothSides() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        mc.session.unbindAndClose(CloseReason.LOCALLY_CLOSED, 1_000);
        mc.receive(new Unbind(9));
        assertThat(mc.sent()).containsExactly(new Unbind(1), new EmptyResp(CommandId.UNBIND_RESP, 0, 9));
        assertThat(mc.closed).containsExactly(CloseReason.LOCALLY_CLOSED);
    }

    @Test
    void aLostConnectionEndsEveryOpenRequestOnceAndTheSessionOnce() {
        SessionHarness mc = SessionHarness.messageCentre().bound();
        RecordedAnswers answers = new RecordedAnswers();
        mc.session.send(DELIVER, answers);
        mc.receive(SessionHarness.submit(1));
        mc.netty.close();
        assertThat(answers.unanswered).containsExactly(Unanswered.CLOSED);
        mc.answerAll();
        mc.session.close();
        assertThat(mc.closed).containsExactly(CloseReason.PEER_CLOSED);
        assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.NOT_BOUND);
    }
}
