package dev.heliograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heliograph.simulator.Dice.Throw;
import dev.heliograph.smpp.pdu.SmppMessageState;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiceTest {
    private static final int THROWS = 100_000;

    @ParameterizedTest
    @EnumSource(Throw.class)
    void sharesAreMet(Throw what) {
        Dice dice = new Dice(7);
        int hits = 0;
        for (int i = 0; i < THROWS; i++) {
            hits += dice.falls(0.3, i, what) ? 1 : 0;
        }
        assertThat(hits / (double) THROWS).isCloseTo(0.3, within(0.01));
    }

    @Test
    void theSameSeedFallsTheSame() {
        for (int i = 0; i < 100; i++) {
            assertThat(new Dice(5).roll(i, Throw.DROP)).isEqualTo(new Dice(5).roll(i, Throw.DROP));
            assertThat(new Dice(5).roll(i, Throw.DROP)).isNotEqualTo(new Dice(6).roll(i, Throw.DROP));
        }
    }

    @Test
    void betweenReachesBothEnds() {
        Dice dice = new Dice(1);
        int[] seen = new int[3];
        for (int i = 0; i < 1_000; i++) {
            seen[(int) dice.between(10, 12, i, Throw.ANSWER_TIME) - 10]++;
        }
        assertThat(seen).doesNotContain(0);
    }

    @Test
    void outcomesComeInTheirShares() {
        OutcomeMix mix = new OutcomeMix(0.1, 0.05, 0.05, 0.02, 0.03);
        Dice dice = new Dice(3);
        Map<SmppMessageState, Integer> seen = new EnumMap<>(SmppMessageState.class);
        for (int i = 0; i < THROWS; i++) {
            seen.merge(mix.state(dice.roll(i, Throw.OUTCOME)), 1, Integer::sum);
        }
        assertThat(seen.get(SmppMessageState.UNDELIVERABLE) / (double) THROWS).isCloseTo(0.1, within(0.01));
        assertThat(seen.get(SmppMessageState.UNKNOWN) / (double) THROWS).isCloseTo(0.03, within(0.01));
        assertThat(seen.get(SmppMessageState.DELIVERED) / (double) THROWS).isCloseTo(0.75, within(0.01));
    }

    @Test
    void sharesBeyondTheWholeAreRefused() {
        assertThatThrownBy(() -> new OutcomeMix(0.6, 0.5, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new OutcomeMix(-0.1, 0.5, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
