package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReconnectDelayTest {
    @Test
    void doublesUpToItsBound() {
        ReconnectDelay delay = new ReconnectDelay(500, 8_000, 30_000, () -> 0);
        assertThat(LongStream.generate(() -> delay.next(false)).limit(7))
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
    }

    @Test
    void randomnessTakesAtMostHalf() {
        ReconnectDelay delay = new ReconnectDelay(1_000, 8_000, 30_000, () -> 0.999);
        assertThat(delay.next(false)).isBetween(500L, 502L);
    }

    @Test
    void refusedCredentialsWaitLong() {
        ReconnectDelay delay = new ReconnectDelay(500, 8_000, 30_000, () -> 0);
        assertThat(delay.next(true)).isEqualTo(30_000);
        assertThat(delay.next(true)).isEqualTo(30_000);
    }

    @Test
    void neverZeroHoweverOftenItFailed() {
        ReconnectDelay delay = new ReconnectDelay(1, 60_000, 60_000, () -> 0.999);
        assertThat(LongStream.generate(() -> delay.next(false)).limit(500))
                .allMatch(millis -> millis >= 1 && millis <= 60_000);
    }

    @Test
    void beginsAgainAfterSuccess() {
        ReconnectDelay delay = new ReconnectDelay(500, 8_000, 30_000, () -> 0);
        delay.next(false);
        delay.next(false);
        delay.reset();
        assertThat(delay.next(false)).isEqualTo(500);
    }
}
