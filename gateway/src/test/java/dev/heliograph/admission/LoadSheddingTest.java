package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.message.Priority;
import org.junit.jupiter.api.Test;

/** A node that gets {@link #CAPACITY} messages a millisecond done, and is as late as what waits in it makes it. */
class LoadSheddingTest {
    private static final long MILLI = 1_000_000;
    private static final double CAPACITY = 30;

    private final LoadShedding shedding = new LoadShedding();
    private long nowMillis;
    private double waiting;
    private double in;
    private double done;
    private long underWay;
    private long letIn;
    private double otherLateMillis;
    private boolean pausesRunOut = true;

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
            in += offered * part;
            waiting += offered * part;
            double now = Math.min(CAPACITY, waiting);
            waiting -= now;
            done += now;
            for (; in >= 1; in--) {
                shedding.entered();
                underWay++;
                letIn++;
            }
            for (; done >= 1; done--) {
                underWay--;
            }
            if (nowMillis % 5 == 0) {
                if (pausesRunOut) {
                    shedding.pauseRanOut();
                }
                shedding.look(nowMillis * MILLI, (long) ((waiting / CAPACITY + otherLateMillis) * MILLI), underWay);
            }
        }
    }

    private double perMilli(int millis) {
        return letIn / (double) millis;
    }

    @Test
    void nothingIsRefusedWhileEverythingIsDone() {
        run(10_000, 0.95 * CAPACITY);
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
    void aFloodIsLetInAtLessThanTheLimitSoThatNothingWaits() {
        run(2_000, 5 * CAPACITY);
        run(1_000, 5 * CAPACITY);
        assertThat(perMilli(1_000)).isBetween(0.3 * CAPACITY, CAPACITY);
        assertThat(waiting).as("what came before it began is done").isLessThan(CAPACITY);
        assertThat(shedding.part(Priority.BULK)).isEqualTo(1);
        run(30_000, 5 * CAPACITY);
        assertThat(perMilli(30_000)).isBetween(0.5 * CAPACITY, CAPACITY);
    }

    @Test
    void aFloodJustAboveTheLimitIsCutALittle() {
        run(3_000, 1.3 * CAPACITY);
        run(1_000, 1.3 * CAPACITY);
        assertThat(perMilli(1_000)).isBetween(0.4 * CAPACITY, 1.1 * CAPACITY);
        assertThat(shedding.part(Priority.OTP)).isZero();
    }

    @Test
    void nothingIsRefusedWhileLeavingSocketsUnreadIsEnough() {
        pausesRunOut = false;
        otherLateMillis = 30;
        run(10_000, 0.9 * CAPACITY);
        assertThat(shedding.level()).isZero();
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
    void latenessOfAnotherCauseCostsNoMoreThanAPart() {
        otherLateMillis = 20;
        run(60_000, CAPACITY / 2);
        assertThat(perMilli(60_000)).isGreaterThan(0.25 * 0.4 * CAPACITY / 2);
        otherLateMillis = 0.1;
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
