package dev.heliograph.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppTimeTest {
    private static final Instant RECEIVED = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "261101120000000+, 2026-11-01T12:00:00Z",
        "261101120000932+, 2026-11-01T04:00:00.900Z",
        "261101120000022-, 2026-11-01T17:30:00Z",
        "240229235959048+, 2024-02-29T11:59:59Z",
        "000000000006000R, 2026-01-31T12:00:06Z",
        "000100000000000R, 2026-02-28T12:00:00Z",
        "020610233429000R, 2028-08-11T11:34:29Z",
    })
    void readsBothForms(String time, String instant) {
        assertThat(SmppTime.parse(time, RECEIVED)).isEqualTo(Instant.parse(instant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2611",
                "261301120000000+",
                "260001120000000+",
                "260230120000000+",
                "250229120000000+",
                "261100120000000+",
                "261101240000000+",
                "261101126000000+",
                "261101120060000+",
                "261101120000049+",
                "26110112000000+",
                "2611011200000000+",
                "261101120000000*",
                "26x101120000000+",
                "26110112000000 R"
            })
    void isNotTakenForATime(String time) {
        assertThat(SmppTime.isValid(time)).isFalse();
        assertThat(SmppTime.parse(time, RECEIVED)).isNull();
    }

    @Test
    void writesWhatItReads() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            Instant instant = Instant.ofEpochMilli(
                    946_684_800_000L + (long) (random.nextDouble() * 3_155_000_000_000L) / 100 * 100);
            String time = SmppTime.format(instant);
            assertThat(time).hasSize(SmppTime.LENGTH);
            assertThat(SmppTime.parse(time, RECEIVED)).isEqualTo(instant);
            Duration span = Duration.ofSeconds(random.nextInt(99 * 86_400));
            assertThat(SmppTime.parse(SmppTime.formatRelative(span), RECEIVED)).isEqualTo(RECEIVED.plus(span));
        }
    }

    @Test
    void spansBeyondTheFormAreBounded() {
        assertThat(SmppTime.formatRelative(Duration.ofDays(1000))).isEqualTo("000099235959000R");
        assertThat(SmppTime.formatRelative(Duration.ofSeconds(-1))).isEqualTo("000000000000000R");
    }

    @Test
    void everyQuarterOfAnHourEastAndWestOfUtcIsHonoured() {
        Instant noon = Instant.parse("2026-11-01T12:00:00Z");
        for (int quarters = 0; quarters <= 48; quarters++) {
            Duration offset = Duration.ofMinutes(15L * quarters);
            String nn = "%02d".formatted(quarters);
            assertThat(SmppTime.parse("2611011200000" + nn + "+", noon)).isEqualTo(noon.minus(offset));
            assertThat(SmppTime.parse("2611011200000" + nn + "-", noon)).isEqualTo(noon.plus(offset));
        }
    }
}
