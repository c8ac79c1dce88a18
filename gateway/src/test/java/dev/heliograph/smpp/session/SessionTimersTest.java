package dev.heliograph.smpp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.smpp.pdu.CommandId;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.EmptyResp;
import dev.heliograph.smpp.pdu.EnquireLink;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.Tlvs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timers under a clock turned by hand (SMPP-CONFORMANCE T). */
class SessionTimersTest {
    private static final SessionTimers TIMERS =
            new SessionTimers(5_000, 30_000, 2, 0, 10_000, 20_000, 5_000, 1_000, 100);
    private static final DeliverSm DELIVER =
            new SmBuilder().destination(SmppAddress.international("1")).deliverSm();

    private static SessionHarness messageCentre(SessionTimers timers) {
        return new SessionHarness(Side.MESSAGE_CENTRE, SessionLimits.DEFAULT, timers);
    }

    @Test
    void whoDoesNotBindIsClosed() {
        SessionHarness mc = messageCentre(TIMERS);
        mc.receive(new EnquireLink(1));
        mc.pass(4_900);
        mc.receive(new byte[] {0, 0, 0, 40, 0, 0});
        assertThat(mc.closed).isEmpty();
        mc.pass(100);
        assertThat(mc.closed).containsExactly(CloseReason.SESSION_INIT_TIMEOUT);
        assertThat(mc.netty.isOpen()).isFalse();
    }

    @Test
    void aSilentPeerIsAskedTwiceThenClosed() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        mc.pass(29_900);
        assertThat(mc.sent()).isEmpty();
        mc.pass(100);
        assertThat(mc.sent()).containsExactly(new EnquireLink(1));
        mc.pass(10_000);
        assertThat(mc.sent()).containsExactly(new EnquireLink(2));
        mc.pass(9_900);
        assertThat(mc.closed).isEmpty();
        mc.pass(100);
        assertThat(mc.closed).containsExactly(CloseReason.ENQUIRE_LINK_TIMEOUT);
        assertThat(mc.sent()).isEmpty();
    }

    @Test
    void anySignOfLifeIsEnough() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        for (int i = 0; i < 10; i++) {
            mc.pass(30_000);
            List<Pdu> asked = mc.sent();
            assertThat(asked).extracting(Pdu::commandId).containsExactly(CommandId.ENQUIRE_LINK);
            mc.receive(
                    i % 2 == 0
                            ? new EmptyResp(
                                    CommandId.ENQUIRE_LINK_RESP, 0, asked.get(0).sequenceNumber())
                            : SessionHarness.submit(i));
        }
        assertThat(mc.closed).isEmpty();
    }

    @Test
    void halfAPduIsNoSignOfLife() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        for (int i = 0; i < 50 && mc.netty.isOpen(); i++) {
            mc.receive(i == 0 ? new byte[] {0, 0, 1, 0} : new byte[1]);
            mc.pass(1_000);
        }
        assertThat(mc.closed).containsExactly(CloseReason.ENQUIRE_LINK_TIMEOUT);
    }

    @Test
    void enquireLinkCanBeSwitchedOff() {
        SessionHarness mc = messageCentre(TIMERS.withEnquireLink(0, 1)).bound();
        mc.pass(1_000_000);
        assertThat(mc.sent()).isEmpty();
        assertThat(mc.closed).isEmpty();
    }

    @Test
    void aSessionWithoutMessagesIsUnbound() {
        SessionHarness mc = messageCentre(TIMERS.withEnquireLink(0, 1).withInactivityMillis(60_000))
                .bound();
        mc.pass(50_000);
        mc.receive(SessionHarness.submit(1));
        mc.answerAll();
        for (int i = 0; i < 6; i++) {
            mc.pass(10_000);
            mc.receive(new EnquireLink(i));
        }
        assertThat(mc.sent()).extracting(Pdu::commandId).contains(CommandId.UNBIND);
        mc.pass(5_000);
        assertThat(mc.closed).containsExactly(CloseReason.INACTIVE);
    }

    @Test
    void aRequestIsGivenUpAfterTheResponseTimerAndItsLateResponseIgnored() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        RecordedAnswers first = new RecordedAnswers();
        RecordedAnswers second = new RecordedAnswers();
        mc.session.send(DELIVER, first);
        mc.pass(5_000);
        mc.session.send(DELIVER, second);
        mc.pass(4_900);
        assertThat(first.unanswered).isEmpty();
        mc.pass(100);
        assertThat(first.unanswered).containsExactly(Unanswered.TIMED_OUT);
        assertThat(second.unanswered).isEmpty();
        mc.receive(new DeliverSmResp(0, 1, "", Tlvs.EMPTY), new DeliverSmResp(0, 2, "", Tlvs.EMPTY));
        assertThat(first.responses).isEmpty();
        assertThat(second.responses).hasSize(1);
        assertThat(mc.session.isUp()).isTrue();
    }

    @Test
    void aMessageCentreThatIsLateGetsNothingMoreAndItsLateAnswersCount() {
        SessionHarness esme = new SessionHarness(Side.ESME, SessionLimits.DEFAULT, TIMERS).boundAsEsme();
        RecordedAnswers answers = new RecordedAnswers();
        RecordedAnswers never = new RecordedAnswers();
        assertThat(esme.session.send(SessionHarness.SUBMIT, answers)).isEqualTo(SendResult.SENT);
        esme.pass(1_000);
        assertThat(esme.session.send(SessionHarness.SUBMIT, never)).isEqualTo(SendResult.SENT);
        List<Pdu> sent = esme.sent();
        esme.pass(9_000);
        assertThat(esme.session.send(SessionHarness.SUBMIT, never)).isEqualTo(SendResult.NOT_BOUND);
        esme.receive(DELIVER);
        assertThat(esme.requests).as("receipts are still taken").hasSize(1);
        esme.answerAll();
        esme.receive(((SubmitSm) sent.get(0)).accepted("7"));
        assertThat(answers.responses).hasSize(1);
        assertThat(esme.sent()).extracting(Pdu::commandId).containsExactly(CommandId.DELIVER_SM_RESP);
        esme.pass(2_500);
        assertThat(esme.sent()).extracting(Pdu::commandId).containsExactly(CommandId.UNBIND);
        assertThat(never.unanswered).isEmpty();
        esme.pass(2_500);
        assertThat(never.unanswered).containsExactly(Unanswered.CLOSED);
        assertThat(esme.closed).containsExactly(CloseReason.RESPONSE_TIMEOUT);
    }

    @Test
    void nothingIsLateWhileWeDoNotRead() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        RecordedAnswers answers = new RecordedAnswers();
        mc.session.send(DELIVER, answers);
        Pdu[] submits = new Pdu[501];
        for (int i = 0; i < submits.length; i++) {
            submits[i] = SessionHarness.submit(i);
        }
        mc.pass(9_000);
        mc.receive(submits);
        assertThat(mc.requests).hasSize(500);
        mc.sent();
        mc.pass(600_000);
        assertThat(mc.closed).isEmpty();
        assertThat(answers.unanswered).isEmpty();
        assertThat(mc.sent()).isEmpty();
        mc.answerAll();
        mc.pass(900);
        assertThat(answers.unanswered).isEmpty();
        mc.pass(100);
        assertThat(answers.unanswered).containsExactly(Unanswered.TIMED_OUT);
    }

    @Test
    void aPeerThatDoesNotReadIsRefusedRequestsThenCut() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        RecordedAnswers answers = new RecordedAnswers();
        mc.writable(false);
        assertThat(mc.session.send(DELIVER, answers)).isEqualTo(SendResult.WRITE_QUEUE_FULL);
        mc.pass(19_900);
        assertThat(mc.closed).isEmpty();
        mc.pass(100);
        assertThat(mc.closed).containsExactly(CloseReason.SLOW_READER);
        assertThat(mc.netty.isOpen()).isFalse();
    }

    @Test
    void aPeerThatReadsAgainIsToldOfToTheOwner() {
        SessionHarness mc = messageCentre(TIMERS).bound();
        mc.writable(false);
        mc.pass(19_000);
        mc.writable(true);
        assertThat(mc.drained).as("nothing was refused").isZero();
        mc.writable(false);
        assertThat(mc.session.send(DELIVER, new RecordedAnswers())).isEqualTo(SendResult.WRITE_QUEUE_FULL);
        mc.pass(19_000);
        mc.writable(true);
        assertThat(mc.drained).isEqualTo(1);
        assertThat(mc.session.send(DELIVER, new RecordedAnswers())).isEqualTo(SendResult.SENT);
        assertThat(mc.closed).isEmpty();
    }
}
