package dev.heliograph.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import dev.heliograph.message.Priority;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteConditionTest {
    private static Asked at(String instant, Content content) {
        return new Asked(
                "demo",
                Address.alphanumeric("Shop"),
                Address.international("393331234567"),
                content,
                Priority.OTP,
                Instant.parse(instant).toEpochMilli(),
                List.of(),
                null,
                0,
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // from, to, zone, moment, holds
        "08:00, 20:00, UTC, 2026-11-23T07:59:59Z, false",
        "08:00, 20:00, UTC, 2026-11-23T08:00:00Z, true",
        "08:00, 20:00, UTC, 2026-11-23T20:00:00Z, false",
        "08:00, 20:00, Europe/Rome, 2026-11-23T07:00:00Z, true",
        "08:00, 20:00, Europe/Rome, 2026-07-23T06:00:00Z, true",
        "08:00, 20:00, Europe/Rome, 2026-07-23T18:30:00Z, false",
        "22:00, 06:00, UTC, 2026-11-23T23:00:00Z, true",
        "22:00, 06:00, UTC, 2026-11-23T05:59:00Z, true",
        "22:00, 06:00, UTC, 2026-11-23T12:00:00Z, false",
        "00:00, 00:00, UTC, 2026-11-23T12:00:00Z, true"
    })
    void hoursAreThoseOfTheirZone(String from, String to, String zone, String moment, boolean holds) {
        DailyHours hours = new DailyHours(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of(zone));
        RouteCondition condition =
                new RouteCondition(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of(), List.of(hours));
        assertThat(condition.holds(at(moment, new Content.Text("x")))).isEqualTo(holds);
    }

    @Test
    void contentIsToldApartByWhatItShows() {
        Content picture = new Content.Rich(
                Element.Media.of(Element.Media.Kind.IMAGE, "https://example.net/a.jpg"), null, null, Map.of(), false);
        assertThat(ofContent("media").holds(at("2026-11-23T12:00:00Z", picture)))
                .isTrue();
        assertThat(ofContent("rich").holds(at("2026-11-23T12:00:00Z", picture))).isTrue();
        assertThat(ofContent("carousel").holds(at("2026-11-23T12:00:00Z", picture)))
                .isFalse();
        assertThat(ofContent("text").holds(at("2026-11-23T12:00:00Z", picture))).isFalse();
        assertThat(ofContent("text").holds(at("2026-11-23T12:00:00Z", new Content.Text("x"))))
                .isTrue();
    }

    private static RouteCondition ofContent(String kind) {
        return new RouteCondition(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of(kind), List.of());
    }

    @Test
    void saysWhatItAsksFor() {
        DailyHours hours = new DailyHours(LocalTime.of(8, 0), LocalTime.of(20, 0), ZoneOffset.UTC);
        RouteCondition condition = new RouteCondition(
                Set.of("demo"),
                Set.of("NL", "IT"),
                List.of("39"),
                Set.of("Shop"),
                Set.of(Priority.OTP),
                Set.of("rich"),
                List.of(hours));
        assertThat(condition.text())
                .isEqualTo("country IT or NL, prefix 39, from Shop, priority otp, content rich, at 08:00-20:00 Z");
        assertThat(RouteCondition.ALWAYS.text()).isEmpty();
    }
}
