package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.message.Priority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A node that does {@link #WORK} a millisecond, takes in before it sends, and is as late as what waits in it makes it. */
class LoadSheddingTest {
    private static final long MILLI = 1_000_000;
    /** Messages a millisecond from beginning to end. */
    private static final double CAPACITY = 30;

    private static final double WORK = CAPACITY * (1 + Workload.SENDING);

    private static final double WAITING_MAX = 2_000;

    private final Outflow node = new Outflow() {
        @Override
        public long hurried() {
            return 0;
        }

        @Override
        public long submitted() {
            return (long) sent;
        }

        @Override
        public long usedNanos() {
            return (long) (used * MILLI);
        }
    };

    private final LoadShedding shedding = new LoadShedding();
    private long nowMillis;
    private double waiting;
    private double unsent;
    private double in;
    private double refused;
    private double done;
    private double sent;
    private long underWay;
    private long letIn;
    /** Messages a millisecond that the channel takes. */
    private double channelMax = Double.MAX_VALUE;

    private double otherLateMillis;
    /** Whether sockets are left unread; null when that follows from how late the loops are. */
    private @Nullable Boolean pausing;

    private boolean pausesAreInVain = true;
    private double used;

    /**
     * A third of each priority is offered.
     *
     * @param offered messages a millisecond
     */
    private void run(int millis, double offered) {
        letIn = 0;
        for (int i = 0; i < millis; i++) {
            nowMillis++;
            double part = 0;
            for (Priority priority : Priority.values()) {
                part += (1 - shedding.part(priority)) / 3;
            }
            // With so much in it, sockets are left unread.
            double read = waiting > WAITING_MAX ? 0 : offered * part;
            in += read;
            refused += offered * (1 - part);
            for (; refused >= 1; refused--) {
                shedding.turnedAway();
            }
            waiting += read;
            double answered = Math.min(WORK, waiting);
            waiting -= answered;
            done += answered;
            unsent += answered;
            double sending = Math.min(Math.min(channelMax, unsent), (WORK - answered) / Workload.SENDING);
            unsent -= sending;
            sent += sending;
            used += (answered + Workload.SENDING * sending) / WORK;
            for (; in >= 1; in--) {
                shedding.entered();
                underWay++;
                letIn++;
            }
            for (; done >= 1; done--) {
                underWay--;
            }
            if (nowMillis % 5 == 0) {
                look();
            }
        }
    }

    private void look() {
        if (pausesAreInVain) {
            shedding.pausedInVain();
        }
        double behind = channelMax < CAPACITY ? 0 : unsent / CAPACITY;
        double lateMillis = waiting / CAPACITY + behind + otherLateMillis;
        shedding.look(
                nowMillis * MILLI,
                (long) (lateMillis * MILLI),
                pausing == null ? lateMillis > 20 : pausing,
                underWay,
                node);
    }

    private double perMilli(int millis) {
        return letIn / (double) millis;
    }

    @Test
    void nothingIsRefusedWhileEverythingIsDone() {
        run(10_000, 0.9 * CAPACITY);
        assertThat(shedding.level()).isZero();
        assertThat(shedding.isActive()).isFalse();
    }

    @Test
    void nothingIsRefusedForStallsThatComeAgainAndAgain() {
        for (int i = 0; i < 30; i++) {
            otherLateMillis = 40;
            run(60, 10);
            otherLateMillis = 0.5;
            run(240, 10);
            assertThat(shedding.level()).isZero();
        }
    }

    @Test
    void nothingIsRefusedWhileLeavingSocketsUnreadIsEnough() {
        pausing = false;
        otherLateMillis = 30;
        run(10_000, 0.9 * CAPACITY);
        assertThat(shedding.level()).isZero();
    }

    @Test
    void itBeginsWhenSocketsAreLeftUnreadForSomeTenthsOfASecond() {
        otherLateMillis = 30;
        run(60, CAPACITY);
        assertThat(shedding.isActive()).isFalse();
        run(300, CAPACITY);
        assertThat(shedding.isActive()).isTrue();
    }

    @Test
    void nothingIsRefusedAsLongAsWhatWaitsInSocketsIsReadSoon() {
        pausesAreInVain = false;
        otherLateMillis = 30;
        run(10_000, CAPACITY);
        assertThat(shedding.level()).isZero();
    }

    @Test
    void whatTheNodeCanDoIsKnownFromWhatItTakesForLess() {
        run(5_000, CAPACITY / 2);
        pausing = true;
        otherLateMillis = 30;
        run(300, CAPACITY / 2);
        otherLateMillis = 0;
        run(2_000, 4 * CAPACITY);
        run(1_000, 4 * CAPACITY);
        assertThat(perMilli(1_000)).isBetween(0.3 * CAPACITY, 0.95 * CAPACITY);
    }

    @Test
    void aFloodIsLetInAtLessThanTheLimitSoThatNothingWaits() {
        run(5_000, 5 * CAPACITY);
        run(1_000, 5 * CAPACITY);
        assertThat(perMilli(1_000)).isBetween(0.3 * CAPACITY, CAPACITY);
        assertThat(waiting + unsent).as("what came before it began is done").isLessThan(3 * CAPACITY);
        assertThat(shedding.part(Priority.BULK)).isEqualTo(1);
        run(30_000, 5 * CAPACITY);
        assertThat(perMilli(30_000)).isBetween(0.5 * CAPACITY, CAPACITY);
    }

    @Test
    void stallsThatComeAgainAndAgainDoNotShrinkWhatIsLetInOfAFlood() {
        run(4_000, 5 * CAPACITY);
        assertThat(shedding.isActive()).isTrue();
        for (int i = 0; i < 50; i++) {
            otherLateMillis = 40;
            run(60, 5 * CAPACITY);
            otherLateMillis = 0.5;
            run(140, 5 * CAPACITY);
        }
        run(1_000, 5 * CAPACITY);
        assertThat(perMilli(1_000)).isGreaterThan(0.5 * CAPACITY);
    }

    @Test
    void aFloodIntoASlowChannelIsNotHeldToItsRate() {
        channelMax = 1;
        run(4_000, 10 * CAPACITY);
        run(4_000, 10 * CAPACITY);
        assertThat(perMilli(4_000)).isGreaterThan(CAPACITY);
    }

    @Test
    void aFloodJustAboveTheLimitIsCutALittle() {
        run(3_000, 1.3 * CAPACITY);
        run(1_000, 1.3 * CAPACITY);
        assertThat(perMilli(1_000)).isBetween(0.4 * CAPACITY, 1.1 * CAPACITY);
        assertThat(shedding.part(Priority.OTP)).isZero();
    }

    @Test
    void itEndsWhenAllThatIsOfferedIsNoMoreThanTheNodeCanDo() {
        run(4_000, 10 * CAPACITY);
        assertThat(shedding.isActive()).isTrue();
        pausing = false;
        run(2_500, 0.6 * CAPACITY);
        assertThat(shedding.isActive()).isFalse();
    }

    @Test
    void itEndsSoonAfterTheFlood() {
        run(4_000, 10 * CAPACITY);
        run(3_000, 0.3 * CAPACITY);
        assertThat(shedding.level()).isZero();
        run(1_500, 0.3 * CAPACITY);
        assertThat(shedding.isActive()).isFalse();
    }

    @Test
    void itEndsWhenNothingComesAnyMore() {
        run(4_000, 10 * CAPACITY);
        run(3_000, 0);
        assertThat(shedding.level()).isZero();
        assertThat(shedding.isActive()).isFalse();
    }

    @Test
    void afterThreeMinutesLeavingSocketsUnreadIsTriedAgain() {
        run(4_000, 10 * CAPACITY);
        assertThat(shedding.isActive()).isTrue();
        pausing = false;
        run(180_000, 3 * CAPACITY);
        assertThat(shedding.isActive()).isFalse();
        assertThat(shedding.level()).isZero();
    }

    @Test
    void latenessOfAnotherCauseCostsNoMoreThanAPart() {
        otherLateMillis = 20;
        run(50_000, CAPACITY / 2);
        assertThat(perMilli(50_000)).isGreaterThan(0.3 * CAPACITY / 2);
        otherLateMillis = 0.1;
        pausing = false;
        run(15_000, CAPACITY / 2);
        assertThat(shedding.level()).as("and it is over soon after").isZero();
    }

    @Test
    void campaignsFirstThenTransactionalMessagesThenCodes() {
        run(4_000, 3 * CAPACITY);
        double level = shedding.level();
        assertThat(level).isBetween(1.0, 3.0);
        assertThat(shedding.part(Priority.BULK)).isEqualTo(1);
        assertThat(shedding.part(Priority.TRANSACTIONAL)).isEqualTo(Math.min(1, level - 1), within(1e-9));
        assertThat(shedding.part(Priority.OTP)).isEqualTo(Math.max(0, level - 2), within(1e-9));
    }
}
