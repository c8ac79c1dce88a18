package dev.heliograph.admission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LowestTest {
    private final Lowest lowest = new Lowest(3);

    @Test
    void aStallDoesNotCountAndAQueueThatStandsDoes() {
        lowest.begin(1);
        lowest.add(50);
        lowest.add(60);
        assertThat(lowest.value()).as("one of the three was short").isEqualTo(1);
        lowest.add(40);
        assertThat(lowest.value()).isEqualTo(40);
        lowest.add(2);
        assertThat(lowest.value()).isEqualTo(2);
    }

    @Test
    void whatWasBeforeItBeginsIsForgotten() {
        lowest.begin(1);
        lowest.begin(9);
        assertThat(lowest.value()).isEqualTo(9);
    }
}
