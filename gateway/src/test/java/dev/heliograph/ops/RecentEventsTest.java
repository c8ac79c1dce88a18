package dev.heliograph.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentEventsTest {
    @Test
    void theNewestAreKeptNewestFirst() {
        RecentEvents recent = new RecentEvents();
        for (long at = 1; at <= 100; at++) {
            recent.add(
                    "demo", new Event.Inbound(at, "sms", Address.NONE, Address.NONE, new Content.Text("x"), "x", at));
        }

        assertThat(recent.newest())
                .extracting(EventView::at)
                .containsExactlyElementsOf(
                        LongStream.iterate(100, at -> at - 1).limit(32).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({"+393331234567, +3933••••••67", "12345, 12345", "12345678, 12345•78", "'', ''"})
    void theMiddleOfANumberIsHidden(String number, String shown) {
        assertThat(EventView.masked(number)).isEqualTo(shown);
    }
}
