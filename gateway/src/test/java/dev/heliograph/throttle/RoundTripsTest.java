package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private final RoundTrips trips = new RoundTrips();

    @Test
    void whoHasNotAnsweredIsSlow() {
        assertThat(trips.areSlow(1_000)).isTrue();
    }

    @Test
    void oneQuickAnswerTellsThatItIsNot() {
        trips.ended(400, 1_000);
        assertThat(trips.areSlow(1_000)).isTrue();
        trips.ended(997, 1_001);
        assertThat(trips.areSlow(1_001)).isFalse();
        assertThat(trips.areSlow(1_400)).as("known for a while").isFalse();
    }

    @Test
    void whatIsLongAgoIsForgotten() {
        trips.ended(997, 1_001);
        assertThat(trips.areSlow(1_600)).isTrue();
        trips.ended(1_300, 1_700);
        assertThat(trips.areSlow(1_700)).isTrue();
    }
}
