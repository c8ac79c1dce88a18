package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
    @ParameterizedTest
    @CsvSource({
        "2000/s, 2000, 200",
        "80/s, 80, 8",
        "1/s, 1, 1",
        "600/min, 10, 1",
        "36/h, 0.01, 1",
        "0.5/s, 0.5, 1",
        "' 12 / s ', 12, 2",
        "10000000/s, 10000000, 1000000"
    })
    void readsWhatConfigurationsSay(String text, double perSecond, long burst) {
        assertThat(Rate.parse(text)).isEqualTo(new Rate(perSecond, burst));
    }

    @Test
    void aBurstMayBeGiven() {
        assertThat(Rate.parse("2000/s", 50)).isEqualTo(new Rate(2000, 50));
        assertThat(Rate.parse("2000/s", 50)).hasToString("2000/s (burst 50)");
        assertThat(Rate.parse("0.5/s")).hasToString("0.5/s (burst 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "10", "10/", "/s", "-1/s", "1e3/s", "10/s/s", "10 s", "9999999999999/s"})
    void saysWhatARateLooksLike(String text) {
        assertThatThrownBy(() -> Rate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'" + text + "' is not a rate: expected a number, a slash and a unit, as in 2000/s or 600/min");
    }

    @Test
    void namesTheBoundThatWasBroken() {
        assertThatThrownBy(() -> Rate.parse("10/d")).hasMessage("'10/d' has the unit 'd': expected s, min or h");
        assertThatThrownBy(() -> Rate.parse("0/s")).hasMessage("rate of 0.0/s is outside 0.001/s to 10000000/s");
        assertThatThrownBy(() -> new Rate(Double.NaN, 1)).hasMessageStartingWith("rate of NaN/s is outside");
        assertThatThrownBy(() -> new Rate(1, 0)).hasMessage("burst of 0 is outside 1 to 100000000");
        assertThatThrownBy(() -> new Rate(1, 3_000_000))
                .hasMessage("burst of 3000000 at 1.0/s takes more than 2592000 s to refill");
    }
}
