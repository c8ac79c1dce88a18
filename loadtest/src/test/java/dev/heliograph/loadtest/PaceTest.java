package dev.heliograph.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void messagesAreDueAtEvenTimesWhateverBecameOfThoseBefore() {
        Pace pace = Pace.parse("4");
        for (int i = 0; i < 9; i++) {
            assertThat(pace.dueNanos()).isEqualTo(i * SECOND / 4);
            pace.next();
        }
    }

    @Test
    void askingDoesNotMoveIt() {
        Pace pace = Pace.parse("10");
        pace.next();
        assertThat(pace.dueNanos()).isEqualTo(pace.dueNanos()).isEqualTo(SECOND / 10);
    }

    @Test
    void stepsFollowEachOtherAndTheLastGoesOn() {
        Pace pace = Pace.parse("2x1+10x1");
        long[] due = new long[25];
        for (int i = 0; i < due.length; i++) {
            due[i] = pace.dueNanos();
            pace.next();
        }
        assertThat(due[1]).isEqualTo(SECOND / 2);
        assertThat(due[2]).isEqualTo(SECOND);
        assertThat(due[3]).isEqualTo(SECOND + SECOND / 10);
        assertThat(due[24]).isEqualTo(SECOND + 22 * SECOND / 10);
    }

    @Test
    void howManyAreDueIsKnownBeforehand() {
        assertThat(Pace.parse("100x2+1000").dueWithin(5 * SECOND)).isEqualTo(3_200);
        assertThat(Pace.parse("max").dueWithin(5 * SECOND)).isZero();
    }

    @Test
    void wrongRatesAreRefused() {
        assertThatThrownBy(() -> Pace.parse("0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pace.parse("NaN")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pace.parse("fast")).isInstanceOf(IllegalArgumentException.class);
    }
}
