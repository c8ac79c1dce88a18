package dev.heliograph.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** So many of each, until an hour is over. */
class HourlyBoundTest {
    private static final long HOUR = 3_600_000;

    private final HourlyBound bound = new HourlyBound(2);

    @Test
    void anHourBeginsWithTheFirstOfItsThings() {
        assertThat(bound.isReached(1, 0)).isFalse();
        bound.count(1, 0);
        bound.count(1, HOUR - 1);
        assertThat(bound.isReached(1, HOUR - 1)).isTrue();
        assertThat(bound.isReached(2, HOUR - 1)).as("another message").isFalse();
        assertThat(bound.isReached(1, HOUR)).isFalse();
        bound.count(1, HOUR);
        assertThat(bound.isReached(1, HOUR)).isFalse();
        bound.count(1, HOUR);
        assertThat(bound.isReached(1, 2 * HOUR - 1)).isTrue();
    }
}
