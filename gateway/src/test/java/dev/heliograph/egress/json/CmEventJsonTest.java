package dev.heliograph.egress.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Element;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events in CM.com's words. */
class CmEventJsonTest {
    private static final long AT = 1_796_032_800_123L; // 2026-11-30T10:00:00.123Z

    private static String written(Event event) {
        return written(event, Map.of());
    }

    private static String written(Event event, Map<String, String> notes) {
        JsonBytes json = new JsonBytes(64);
        boolean told = EventForm.cm(channel -> "whatsapp").write(event, notes, json);
        return told ? new String(json.copy(), StandardCharsets.UTF_8) : null;
    }

    private static Event.Receipt receipt(MessageState state, MessageError error) {
        return new Event.Receipt(
                7,
                (3L << 48) + 1,
                "order42",
                Address.alphanumeric("Demo"),
                Address.international("31612345678"),
                "wa",
                state,
                false,
                1,
                AT,
                AT,
                error,
                1,
                "",
                Door.DIALECT,
                null);
    }

    @Test
    void aStatusReportIsTheTemplateFilledIn() {
        assertThat(written(receipt(MessageState.FAILED, new MessageError("not-reachable", 131_026, null))))
                .isEqualTo("{\"messages\":{\"msg\":{\"received\":\"2026-11-30T10:00:00\",\"to\":\"0031612345678\","
                        + "\"reference\":\"order42\",\"status\":{\"code\":\"3\",\"errorCode\":\"131026\","
                        + "\"errorDescription\":\"not-reachable\"},\"operator\":\"\"}}}");
    }

    @Test
    void groupingsComeBackInReportsAndWithAnswers() {
        Map<String, String> notes = new CmGroupings("spring", "", "team 7").notes();
        assertThat(written(receipt(MessageState.DELIVERED, null), notes))
                .endsWith("\"operator\":\"\",\"customGrouping\":\"spring\",\"customGrouping3\":\"team 7\"}}}");
        Event.Inbound answer = new Event.Inbound(
                9,
                "wa",
                Address.international("31612345678"),
                new Address("12345", 0, 0),
                new Content.Text("Yes"),
                "Yes",
                AT,
                new InboundContext(null, null, "p1", 77, "order42", InboundContext.Consent.UNCHANGED, false));
        assertThat(EventForm.cm(channel -> "sms").message(answer)).isEqualTo(77);
        assertThat(written(answer, notes)).contains("\"groupings\":[\"spring\",\"\",\"team 7\"]");
        assertThat(EventForm.cm(channel -> "sms").message(receipt(MessageState.DELIVERED, null)))
                .isEqualTo((3L << 48) + 1);
    }

    @ParameterizedTest
    @CsvSource({"SENT,0", "SENT_FINAL,0", "REJECTED,1", "DELIVERED,2", "EXPIRED,3", "UNKNOWN,3", "READ,4"})
    void statesAreNumbers(MessageState state, String code) {
        assertThat(written(receipt(state, null))).contains("\"status\":{\"code\":\"" + code + "\"");
    }

    @Test
    void whatItHasNoWordsForIsNotTold() {
        assertThat(written(receipt(MessageState.SWITCHING, null))).isNull();
        assertThat(written(receipt(MessageState.DELIVERED, null).asLate())).isNull();
    }

    private static String incoming(Content content, String text) {
        return incoming(content, text, InboundContext.NONE);
    }

    private static String incoming(Content content, String text, InboundContext context) {
        return written(new Event.Inbound(
                9,
                "wa",
                Address.international("31612345678"),
                Address.international("31887654321"),
                content,
                text,
                AT,
                context));
    }

    @Test
    void whatPeopleWriteHasCmsForm() {
        assertThat(incoming(new Content.Text("Hi"), "Hi"))
                .isEqualTo("{\"reference\":\"e0000000000009\",\"from\":{\"number\":\"0031612345678\",\"name\":\"\"},"
                        + "\"to\":{\"number\":\"0031887654321\"},\"message\":{\"text\":\"Hi\",\"media\":{\"mediaUri\":\"\","
                        + "\"contentType\":\"\",\"title\":\"\"},\"custom\":{}},\"groupings\":[\"\",\"\",\"\"],"
                        + "\"timeUtc\":\"2026-11-30T10:00:00\",\"channel\":\"WhatsApp\"}");
        assertThat(incoming(Content.Rich.of(new Element.Answer("y", "Yes")), ""))
                .contains("\"text\":\"Yes\"")
                .contains("\"suggestion\":{\"action\":\"reply\",\"label\":\"Yes\",\"postbackdata\":\"y\"}");
        assertThat(incoming(Content.Rich.of(new Element.Location(52.5, -4.25, "Here", null)), ""))
                .contains("\"location\":{\"latitude\":52.500000,\"longitude\":-4.250000,\"label\":\"Here\","
                        + "\"searchQuery\":null}");
        assertThat(incoming(new Content.Text("Stop"), "Stop", InboundContext.NONE.ofStranger()))
                .contains("\"custom\":{\"unverified\":true}");
    }
}
