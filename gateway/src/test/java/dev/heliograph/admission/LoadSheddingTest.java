package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.message.Priority;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LoadSheddingTest {
    private static final long MILLI = 1_000_000;

    private final LoadShedding shedding = new LoadShedding();
    private long nowMillis;

    /** Looked at every 5 ms, with loops that are late by what the level makes of it. */
    private void run(int millis, DoubleUnaryOperator lateMillis) {
        for (int i = 0; i < millis; i += 5) {
            nowMillis += 5;
            shedding.look(nowMillis * MILLI, (long) (lateMillis.applyAsDouble(shedding.level()) * MILLI));
        }
    }

    @Test
    void nothingIsRefusedForAStall() {
        run(1_000, level -> 0.5);
        run(60, level -> 80);
        assertThat(shedding.level()).isZero();
        run(500, level -> 0.5);
        assertThat(shedding.level()).isZero();
    }

    @Test
    void nothingIsRefusedForStallsThatComeAgainAndAgain() {
        for (int i = 0; i < 100; i++) {
            run(60, level -> 40);
            run(240, level -> 0.5);
        }
        assertThat(shedding.level()).isZero();
    }

    @Test
    void loopsThatStayLateAreHelpedWithinHalfASecond() {
        run(500, level -> 50);
        assertThat(shedding.level()).isGreaterThan(1.5);
        run(500, level -> 50);
        assertThat(shedding.level()).isEqualTo(LoadShedding.ALL);
    }

    @Test
    void itFindsTheLevelAtWhichTheLoopsAreInTimeAndStaysThere() {
        DoubleUnaryOperator node = level -> Math.max(0, 22 - 10 * level);
        run(5_000, node);
        double lowest = LoadShedding.ALL;
        double highest = 0;
        for (int i = 0; i < 100; i++) {
            run(50, node);
            lowest = Math.min(lowest, shedding.level());
            highest = Math.max(highest, shedding.level());
        }
        assertThat(lowest).isEqualTo(2, within(0.5));
        assertThat(highest).isEqualTo(2, within(0.5));
    }

    @Test
    void itEndsSoonAfterTheFlood() {
        run(2_000, level -> 50);
        run(4_000, level -> 0.1);
        assertThat(shedding.level()).isZero();
    }

    @Test
    void whatWasBeforeAPauseIsForgotten() {
        run(90, level -> 50);
        nowMillis += 10_000;
        run(90, level -> 50);
        assertThat(shedding.level()).isZero();
    }

    @Test
    void campaignsFirstThenTransactionalMessagesThenCodes() {
        assertThat(shedding.part(Priority.BULK)).isZero();
        while (shedding.level() < 1.2) {
            run(5, level -> 20);
        }
        assertThat(shedding.part(Priority.BULK)).isEqualTo(1);
        assertThat(shedding.part(Priority.TRANSACTIONAL)).isEqualTo(shedding.level() - 1);
        assertThat(shedding.part(Priority.OTP)).isZero();
        run(2_000, level -> 20);
        assertThat(shedding.part(Priority.OTP)).isEqualTo(1);
    }
}
