package dev.heliograph.egress.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.MessageState;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSmResp;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.session.QuietLog;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.Unanswered;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverPumpTest {
    private static final String ACCOUNT = "demo";
    private static final ReceiverOptions OPTIONS = new ReceiverOptions(100, 50, 1_000, 8_000, 250, 5_000, 3, 10);

    private final MemoryEvents events = new MemoryEvents();
    private final ManualLoop loop = new ManualLoop();
    private long wallMillis = Events.AT_MILLIS;
    private final ReceiverPumps pumps =
            new ReceiverPumps(events, OPTIONS, List.of(loop.asPumpLoop()), () -> wallMillis);

    @BeforeEach
    void open() {
        pumps.open(ACCOUNT);
        loop.runAll();
    }

    private ManualLine attach(int window) {
        ManualLine line = new ManualLine(window);
        pumps.attach(ACCOUNT, line);
        loop.runAll();
        return line;
    }

    private void append(int count) {
        for (int i = 0; i < count; i++) {
            events.append(ACCOUNT, Events.receipt(i + 1, MessageState.DELIVERED));
        }
        loop.runAll();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void keepsEverythingWhileNobodyIsBoundAndSendsItAtTheNextBind() {
        append(20);
        assertThat(events.held(ACCOUNT)).isZero();

        ManualLine line = attach(10);

        assertThat(line.seen).isEqualTo(upTo(10));
        line.answerAll(CommandStatus.ESME_ROK);
        loop.runAll();
        line.answerAll(CommandStatus.ESME_ROK);
        loop.runAll();
        assertThat(line.seen).isEqualTo(upTo(20));
        assertThat(events.acknowledged(ACCOUNT)).isEqualTo(upTo(20));
        assertThat(pumps.counts().taken.sum()).isEqualTo(20);
    }

    @Test
    void acknowledgesOnlyWhatWasAnsweredInWhateverOrder() {
        append(3);
        ManualLine line = attach(10);

        Delivery first = line.open.remove();
        line.answer(CommandStatus.ESME_ROK);
        loop.runAll();

        assertThat(events.acknowledged(ACCOUNT)).containsExactly(2L);
        first.onResponse(new DeliverSmResp(0, 1, "", Tlvs.EMPTY));
        loop.runAll();
        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L, 2L);
    }

    @Test
    void wakesWhenAnEventComes() {
        ManualLine line = attach(10);
        append(1);

        assertThat(line.seen).containsExactly(1L);
    }

    @Test
    void spreadsOverAllSessionsAndFillsTheirWindows() {
        ManualLine small = attach(3);
        ManualLine large = attach(20);
        append(60);

        assertThat(small.open).hasSize(3);
        assertThat(large.open).hasSize(20);
        assertThat(events.held(ACCOUNT)).isEqualTo(23);
    }

    @Test
    void holdsNoMoreThanItsBound() {
        ManualLine line = attach(1_000);
        append(500);

        assertThat(line.open).hasSize(OPTIONS.heldMax());
        assertThat(events.fetchedMost()).isLessThanOrEqualTo(OPTIONS.fetchMax());
        line.answerAll(CommandStatus.ESME_RX_T_APPN);
        loop.runAll();
        assertThat(events.held(ACCOUNT)).isEqualTo(OPTIONS.heldMax());
    }

    @Test
    void sendsAgainLaterWhatWasRefusedForNow() {
        append(1);
        ManualLine line = attach(10);

        for (long pause : new long[] {1_000, 2_000, 4_000, 8_000, 8_000}) {
            line.answer(CommandStatus.ESME_RX_T_APPN);
            loop.advance(pause - 1);
            assertThat(line.open).isEmpty();
            loop.advance(2);
            assertThat(line.open).hasSize(1);
        }
        line.answer(CommandStatus.ESME_ROK);
        loop.runAll();
        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L);
        assertThat(pumps.counts().repeated.sum()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {CommandStatus.ESME_RTHROTTLED, CommandStatus.ESME_RMSGQFUL})
    void leavesAThrottledSessionAloneAndUsesTheOthers(int status) {
        append(2);
        ManualLine throttled = attach(1);
        throttled.answer(status);
        loop.runAll();
        assertThat(throttled.open).isEmpty();

        ManualLine other = attach(10);
        assertThat(other.seen).containsExactly(1L, 2L);

        other.answer(CommandStatus.ESME_ROK);
        append(1);
        assertThat(other.seen).containsExactly(1L, 2L, 3L);
        assertThat(throttled.open).isEmpty();
        append(1);
        other.answerAll(CommandStatus.ESME_ROK);
        loop.advance(251);
        append(2);
        assertThat(throttled.seen).hasSizeGreaterThan(1);
    }

    @Test
    void growsThePauseOfASessionThatStaysThrottledAndForgetsItAfterwards() {
        append(10);
        ManualLine line = attach(5);

        line.answerAll(CommandStatus.ESME_RTHROTTLED);
        loop.advance(249);
        assertThat(line.open).isEmpty();
        loop.advance(2);
        assertThat(line.open).hasSize(5);
        line.answerAll(CommandStatus.ESME_RTHROTTLED);
        loop.advance(499);
        assertThat(line.open).isEmpty();
        loop.advance(2);
        assertThat(line.open).hasSize(5);
        line.answerAll(CommandStatus.ESME_ROK);
        loop.runAll();
        line.answerAll(CommandStatus.ESME_RTHROTTLED);
        loop.advance(251);
        assertThat(line.open).hasSize(5);
        assertThat(line.seen.subList(0, 10)).isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 1L, 2L, 3L, 4L, 5L));
    }

    @Test
    void givesUpAfterAFewSystemErrors() {
        append(1);
        ManualLine line = attach(10);

        line.answer(CommandStatus.ESME_RSYSERR);
        loop.advance(1_001);
        line.answer(CommandStatus.ESME_RSYSERR);
        loop.advance(2_001);
        line.answer(CommandStatus.ESME_RSYSERR);
        loop.advance(60_000);

        assertThat(line.seen).containsExactly(1L, 1L, 1L);
        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L);
        assertThat(pumps.counts().refused.sum()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {CommandStatus.ESME_RX_R_APPN, CommandStatus.ESME_RUNKNOWNERR, 0x411})
    void takesOtherRefusalsAsFinal(int status) {
        append(2);
        ManualLine line = attach(10);

        line.answer(status);
        loop.advance(60_000);

        assertThat(line.seen).containsExactly(1L, 2L);
        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L);
    }

    @Test
    void dropsAllThatIsQueuedForADestinationThatRefusesForGood() {
        Address dead = Address.international("3110001");
        for (int i = 0; i < 30; i++) {
            events.append(ACCOUNT, Events.receiptTo(dead, i + 1, MessageState.DELIVERED));
        }
        events.append(ACCOUNT, Events.receipt(31, MessageState.DELIVERED));
        ManualLine line = attach(5);

        line.answer(CommandStatus.ESME_RX_P_APPN);
        loop.runAll();

        assertThat(line.seen).containsExactly(1L, 2L, 3L, 4L, 5L, 31L);
        assertThat(events.acknowledged(ACCOUNT)).hasSize(26).doesNotContain(2L, 3L, 4L, 5L, 31L);
        // One that was in flight meanwhile and is refused for now does not come back either.
        line.answer(CommandStatus.ESME_RX_T_APPN);
        loop.advance(60_000);
        assertThat(line.seen).hasSize(6);
        // What happens from now on is another matter.
        line.answerAll(CommandStatus.ESME_ROK);
        loop.runAll();
        wallMillis += 1;
        events.append(ACCOUNT, Events.receiptTo(dead, 32, MessageState.DELIVERED));
        loop.runAll();
        assertThat(line.seen).hasSize(7);
    }

    @Test
    void sendsWhatStaysUnansweredOverAnotherSession() {
        append(1);
        ManualLine deaf = attach(1);
        ManualLine other = attach(1);

        deaf.open.remove().onUnanswered(Unanswered.TIMED_OUT);
        loop.advance(1_001);

        assertThat(other.seen).containsExactly(1L);
        assertThat(deaf.seen).containsExactly(1L);
        other.answer(CommandStatus.ESME_ROK);
        loop.runAll();
        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L);
    }

    @Test
    void triesTheOnlySessionAgainWhenThereIsNoOther() {
        append(1);
        ManualLine deaf = attach(1);

        deaf.open.remove().onUnanswered(Unanswered.TIMED_OUT);
        loop.advance(1_001);

        assertThat(deaf.seen).containsExactly(1L, 1L);
    }

    @Test
    void sendsAgainWhatWasInFlightWhenASessionEnded() {
        append(4);
        ManualLine first = attach(3);

        // The session's end reaches the deliveries before the pump hears of it.
        first.refuseWith = SendResult.NOT_BOUND;
        while (!first.open.isEmpty()) {
            first.open.remove().onUnanswered(Unanswered.CLOSED);
        }
        pumps.detach(ACCOUNT, first);
        loop.runAll();
        assertThat(events.acknowledged(ACCOUNT)).isEmpty();
        ManualLine second = attach(10);

        assertThat(second.seen).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void doesNotSpinOnASessionThatIsGoneOrFull() {
        append(1);
        ManualLine gone = new ManualLine(5);
        gone.refuseWith = SendResult.NOT_BOUND;
        ManualLine full = new ManualLine(5);
        full.refuseWith = SendResult.WRITE_QUEUE_FULL;
        pumps.attach(ACCOUNT, gone);
        pumps.attach(ACCOUNT, full);
        loop.runAll();
        assertThat(events.held(ACCOUNT)).isEqualTo(1);

        full.refuseWith = SendResult.SENT;
        pumps.drained(ACCOUNT, full);
        loop.runAll();
        assertThat(full.seen).containsExactly(1L);
    }

    @Test
    void triesAFullSessionAgainAfterAMomentEvenIfItNeverReports() {
        append(3);
        ManualLine full = new ManualLine(5);
        full.refuseWith = SendResult.WINDOW_FULL;
        pumps.attach(ACCOUNT, full);
        loop.runAll();

        full.refuseWith = SendResult.SENT;
        loop.advance(101);

        assertThat(full.seen).containsExactly(1L, 2L, 3L);
    }

    @Test
    void dropsWhatCannotBeEncoded() {
        append(1);
        ManualLine line = new ManualLine(5);
        line.refuseWith = SendResult.NOT_ENCODABLE;
        pumps.attach(ACCOUNT, line);
        loop.runAll();

        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L);
        assertThat(pumps.counts().unencodable.sum()).isEqualTo(1);
    }

    @Test
    void skipsWhatSmppIsNotToldWithoutUsingTheWindow() {
        ManualLine line = attach(1);
        for (int i = 0; i < 10_000; i++) {
            events.append(ACCOUNT, Events.receipt(1, MessageState.DELIVERED, Events.SENDER, null, null, true));
        }
        events.append(ACCOUNT, Events.receipt(2, MessageState.DELIVERED));
        loop.runAll();

        assertThat(line.seen).containsExactly(10_001L);
        assertThat(events.acknowledged(ACCOUNT)).hasSize(10_000);
    }

    @Test
    void anEventThatBreaksTheCodeIsGivenUpAndItsNeighboursGoOn() {
        events.append(ACCOUNT, Events.receiptTo(null, 1, MessageState.DELIVERED));
        append(2);
        ManualLine[] attached = new ManualLine[1];
        QuietLog.run(ReceiverPump.class, () -> attached[0] = attach(10));
        ManualLine line = attached[0];

        assertThat(line.seen).containsExactly(2L, 3L);
        line.answerAll(CommandStatus.ESME_ROK);
        loop.runAll();
        assertThat(events.acknowledged(ACCOUNT)).containsExactly(1L, 2L, 3L);
        assertThat(pumps.counts().quarantined.sum()).isEqualTo(1);
    }

    @Test
    void aBugThatPassesCostsNoEvent() {
        append(2);
        ManualLine line = new ManualLine(10);
        line.bugs = 2;
        pumps.attach(ACCOUNT, line);
        loop.runAll();
        assertThat(line.seen).isEmpty();

        loop.advance(1_001);
        assertThat(line.seen).containsExactly(1L, 2L);
        assertThat(pumps.counts().quarantined.sum()).isZero();
    }

    @Test
    void aBugThatStaysCostsItsEventAfterThreeTimes() {
        append(1);
        ManualLine line = new ManualLine(10);
        line.bugs = 3;
        QuietLog.run(ReceiverPump.class, () -> {
            pumps.attach(ACCOUNT, line);
            loop.advance(10_000);
        });
        append(1);

        assertThat(line.seen).containsExactly(2L);
        assertThat(pumps.counts().quarantined.sum()).isEqualTo(1);
    }

    @Test
    void aSessionThatNeverAnswersIsGivenOneEventAtATimeAndTheOthersGoOn() {
        ManualLine deaf = attach(10);
        ManualLine well = attach(10);
        append(20);
        assertThat(deaf.open).hasSize(10);

        well.answerAll(CommandStatus.ESME_ROK);
        append(30);
        assertThat(well.open).as("its own window is all that waits").hasSize(10);
        while (!deaf.open.isEmpty()) {
            deaf.open.remove().onUnanswered(Unanswered.TIMED_OUT);
        }
        loop.runAll();
        assertThat(deaf.open).hasSize(1);
        for (int i = 0; i < 10; i++) {
            well.answerAll(CommandStatus.ESME_ROK);
            loop.advance(1_001);
        }
        assertThat(events.acknowledged(ACCOUNT))
                .as("all but what the deaf one sits on")
                .hasSize(49);

        deaf.answer(CommandStatus.ESME_ROK);
        append(20);
        assertThat(deaf.open).as("it answers, so it is trusted again").hasSize(10);
    }

    @Test
    void losesNothingWhileSessionsComeAndGo() {
        append(200);
        Random random = new Random(7);
        List<ManualLine> lines = new ArrayList<>();
        int[] statuses = {
            0, 0, 0, CommandStatus.ESME_RX_T_APPN, CommandStatus.ESME_RTHROTTLED, CommandStatus.ESME_RMSGQFUL
        };
        for (int turn = 0; turn < 2_000; turn++) {
            if (lines.size() < 3 && random.nextInt(10) == 0) {
                lines.add(attach(1 + random.nextInt(7)));
            } else if (!lines.isEmpty()) {
                ManualLine line = lines.get(random.nextInt(lines.size()));
                if (random.nextInt(40) == 0) {
                    line.refuseWith = SendResult.NOT_BOUND;
                    line.open.forEach(delivery -> delivery.onUnanswered(Unanswered.CLOSED));
                    line.open.clear();
                    pumps.detach(ACCOUNT, line);
                    lines.remove(line);
                } else if (!line.open.isEmpty()) {
                    if (random.nextInt(10) == 0) {
                        line.open.remove().onUnanswered(Unanswered.TIMED_OUT);
                    } else {
                        line.answer(statuses[random.nextInt(statuses.length)]);
                    }
                }
            }
            loop.advance(random.nextInt(50));
        }
        ManualLine last = attach(50);
        for (int i = 0; i < 20; i++) {
            lines.forEach(line -> line.answerAll(0));
            last.answerAll(0);
            loop.advance(10_000);
        }
        assertThat(events.acknowledged(ACCOUNT)).isEqualTo(upTo(200));
        assertThat(pumps.counts().taken.sum()).isEqualTo(200);
        assertThat(loop.timers()).isLessThan(10);
    }
}
