package dev.heliograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong(1_000_000_000L);
    private final RateLimit limit = new RateLimit(now::get);

    private int takenAtOnce(int rate) {
        int taken = 0;
        while (taken < 100_000 && limit.take(rate)) {
            taken++;
        }
        return taken;
    }

    @Test
    void burstsForATenthOfASecondThenKeepsTheRate() {
        assertThat(takenAtOnce(1_000)).isEqualTo(100);
        int taken = 0;
        for (int milli = 0; milli < 5_000; milli++) {
            now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            taken += takenAtOnce(1_000);
        }
        assertThat(taken).isEqualTo(5_000);
    }

    @Test
    void slowRatesLetOneThrough() {
        assertThat(takenAtOnce(1)).isEqualTo(1);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(takenAtOnce(1)).isZero();
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(takenAtOnce(1)).isEqualTo(1);
    }

    @Test
    void noRateIsNoLimit() {
        assertThat(takenAtOnce(0)).isEqualTo(100_000);
    }
}
