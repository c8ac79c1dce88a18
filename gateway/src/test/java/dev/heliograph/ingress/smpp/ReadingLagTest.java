package dev.heliograph.ingress.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.admission.PressureOptions;
import dev.heliograph.admission.PressureValve;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadingLagTest {
    private final ReadingLag lag = new ReadingLag(PressureOptions.DEFAULT);
    private long nowMillis = 1_000;
    private long timesCaughtUp;

    /** A pause, and whether the session is behind at its end. */
    private boolean paused(int millis) {
        long since = nowMillis;
        nowMillis += millis;
        return lag.isTooLong(
                new PressureValve.Pause(
                        TimeUnit.MILLISECONDS.toNanos(since), TimeUnit.MILLISECONDS.toNanos(nowMillis), millis >= 100),
                timesCaughtUp);
    }

    @Test
    void onePauseIsNotTooLongHoweverLongItIs() {
        assertThat(paused(105)).isFalse();
    }

    @Test
    void aSessionThatIsNeverReadToItsEndIsBehindAfterTwiceTheLongestPause() {
        for (int i = 0; i < 8; i++) {
            assertThat(paused(20)).isFalse();
            nowMillis += 5;
        }
        assertThat(paused(20)).isTrue();
        assertThat(paused(20)).isTrue();
    }

    @Test
    void oneThatIsReadToItsEndNowAndThenIsNot() {
        for (int i = 0; i < 100; i++) {
            assertThat(paused(90)).isFalse();
            nowMillis += 5;
            assertThat(paused(90)).isFalse();
            timesCaughtUp++;
        }
    }

    @Test
    void oneThatWasNotPausedForLongBeginsAnew() {
        paused(100);
        nowMillis += 10_000;
        assertThat(paused(100)).isFalse();
    }
}
