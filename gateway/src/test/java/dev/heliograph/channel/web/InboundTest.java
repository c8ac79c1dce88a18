package dev.heliograph.channel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Content;
import dev.heliograph.message.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundTest {
    private static final long NOW = 42;

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 1767323045000",
        "2026-01-02T03:04:05.678901234Z, 1767323045678",
        "2026-01-02T03:04:05.678+0000, 1767323045678",
        "2026-01-02T05:04:05+0200, 1767323045000",
        "2026-01-02T05:04:05.678+02:00, 1767323045678",
        "yesterday, 42",
        "'', 42"
    })
    void timesOfProviders(String time, long millis) {
        assertThat(Inbound.millis(time, NOW)).isEqualTo(millis);
        assertThat(Inbound.millis(null, NOW)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"image/png, IMAGE", "video/mp4, VIDEO", "audio/ogg, AUDIO", "application/pdf, DOCUMENT", ", DOCUMENT"})
    void filesByWhatTheyAre(String mime, Element.Media.Kind kind) {
        Content.Rich file = (Content.Rich) Inbound.file("https://example.com/f", mime, "f", null, 7);
        assertThat(((Element.Media) file.element()).kind()).isEqualTo(kind);
    }

    @Test
    void numbersWithAndWithoutAPlus() {
        assertThat(Inbound.phone("+31612345678")).isEqualTo(Inbound.phone("31612345678"));
    }
}
