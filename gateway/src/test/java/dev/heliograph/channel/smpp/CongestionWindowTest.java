package dev.heliograph.channel.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CongestionWindowTest {
    private final CongestionWindow window = new CongestionWindow(64);

    private void answers(int count, int state) {
        for (int i = 0; i < count; i++) {
            window.onAnswer(state);
        }
    }

    @Test
    void halvesOnceForEachRoundOfAnswers() {
        answers(1, 90);
        assertThat(window.size()).isEqualTo(32);
        answers(32, 100);
        assertThat(window.size()).isEqualTo(32);
        answers(1, 100);
        assertThat(window.size()).isEqualTo(16);
    }

    @Test
    void neverClosesAndComesBack() {
        answers(10_000, 100);
        assertThat(window.size()).isEqualTo(1);
        answers(10_000, 20);
        assertThat(window.size()).isEqualTo(64);
    }

    @Test
    void withoutCongestionNothingChanges() {
        answers(1_000, 89);
        answers(1_000, -1);
        assertThat(window.size()).isEqualTo(64);
    }
}
