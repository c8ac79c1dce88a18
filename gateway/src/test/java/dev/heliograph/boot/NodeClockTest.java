package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    private static final long START = 1_790_000_000_000L;
    private static final long HOUR = 3_600_000;

    private long nanos = -5_000_000_000L;
    private long system = START;
    private long suspended = 17;
    private final NodeClock clock = new NodeClock(() -> system, () -> nanos, () -> suspended);
    private long last = START;

    /** Both clocks go on, asked at least once a second; the clock never runs back. */
    private void pass(long millis) {
        long step = millis >= HOUR ? 1_000 : Math.max(1, millis / 10_000);
        for (long passed = 0; passed < millis; passed += step) {
            nanos += TimeUnit.MILLISECONDS.toNanos(step);
            system += step;
            long now = clock.getAsLong();
            assertThat(now).isGreaterThanOrEqualTo(last);
            assertThat(now - last).as("no jump").isLessThanOrEqualTo(step + step / 50 + 1);
            last = now;
        }
    }

    /** But for the milliseconds that two clocks are read apart. */
    private void inTime() {
        assertThat(last).isBetween(system - 2, system + 2);
        assertThat(clock.offsetMillis()).isBetween(-2L, 2L);
    }

    @Test
    void goesWithTheSystem() {
        pass(10 * HOUR);
        inTime();
    }

    @Test
    void anHourForwardsIsMadeUpForInFourDays() {
        pass(10_000);
        system += HOUR;
        pass(HOUR);
        assertThat(last - START).isBetween(HOUR + 10_000 + 35_900, HOUR + 10_000 + 36_100);
        assertThat(clock.offsetMillis()).isBetween(HOUR - 36_200, HOUR - 35_800);
        pass(100 * HOUR);
        inTime();
    }

    @Test
    void anHourBackwardsStopsNothing() {
        pass(10_000);
        system -= HOUR;
        pass(60_000);
        assertThat(last - START).as("goes on, a little slower").isBetween(69_350L, 69_450L);
        pass(101 * HOUR);
        inTime();
    }

    @Test
    void aLeapSecondIsMadeUpForInAHundredSeconds() {
        pass(10_000);
        system -= 1_000;
        pass(90_000);
        assertThat(last).isGreaterThan(system);
        pass(20_000);
        inTime();
    }

    @Test
    void aClockThatDriftsIsFollowed() {
        for (int i = 0; i < 3_600; i++) {
            system += i % 2; // 500 ppm fast
            pass(1_000);
        }
        assertThat(Math.abs(last - system)).isLessThanOrEqualTo(5);
    }

    @Test
    void nobodyAskingForAnHourDoesNotLeadItPastItsGoal() {
        pass(10_000);
        system += 500;
        pass(2_000);
        nanos += TimeUnit.MILLISECONDS.toNanos(HOUR);
        system += HOUR;
        last = clock.getAsLong();
        assertThat(last).isBetween(system - 500, system);
        pass(60_000);
        inTime();
    }

    @Test
    void aSuspendedMachineWakesAtTheRightTime() {
        pass(10_000);
        system += HOUR;
        suspended += HOUR;
        nanos += TimeUnit.SECONDS.toNanos(2);
        system += 2_000;
        last = clock.getAsLong();
        inTime();
        pass(10_000);
        inTime();
    }

    @Test
    void noiseInTheCountOfSuspendedTimeIsNoSuspension() {
        pass(10_000);
        suspended += 900;
        pass(10_000);
        suspended -= 900;
        pass(10_000);
        inTime();
    }

    @Test
    void readsLinux() {
        assertThat(SuspendedTime.parse("12345.67 99999.10\n")).isEqualTo(12_345_670);
    }
}
