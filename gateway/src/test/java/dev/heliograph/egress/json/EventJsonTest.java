package dev.heliograph.egress.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Door;
import dev.heliograph.message.Event;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final long AT = Instant.parse("2026-11-22T10:00:00.123Z").toEpochMilli();

    @Test
    void writesAReceiptAsTheInterfaceShowsIt() {
        Event.Receipt receipt = new Event.Receipt(
                33,
                5,
                "order-42",
                Address.alphanumeric("Demo"),
                Address.international("393331234567"),
                "sms-main",
                MessageState.DELIVERED,
                false,
                1,
                AT - 5,
                AT,
                null,
                1,
                "secret words",
                Door.HTTP,
                null);

        assertThat(json(receipt))
                .isEqualTo("{\"cursor\":\"c0000000000011\",\"type\":\"receipt\",\"id\":\"e0000000000011\","
                        + "\"message\":\"m0000000000005\",\"reference\":\"order-42\",\"to\":\"+393331234567\",\"from\":\"Demo\","
                        + "\"channel\":\"sms-main\",\"state\":\"delivered\",\"final\":true,\"late\":false,\"attempt\":1,"
                        + "\"at\":\"2026-11-22T10:00:00.123Z\",\"error\":null,\"segments\":1}");
    }

    @Test
    void namesBothChannelsAndTheReasonOfASwitch() {
        Event.Receipt receipt = new Event.Receipt(
                1,
                5,
                null,
                Address.NONE,
                Address.international("393331234567"),
                "rcs",
                MessageState.SWITCHING,
                false,
                1,
                AT,
                AT,
                new MessageError("not-reachable", 7, "no RCS"),
                1,
                "",
                Door.SMPP,
                "sms-main");

        assertThat(json(receipt))
                .contains("\"reference\":null")
                .contains("\"from\":null")
                .contains("\"channel\":\"rcs\",\"nextChannel\":\"sms-main\",\"state\":\"switching\",\"final\":false")
                .contains("\"error\":{\"type\":\"not-reachable\",\"code\":7,\"detail\":\"no RCS\"}");
    }

    @Test
    void writesAnInboundMessage() {
        Event.Inbound inbound = new Event.Inbound(
                2,
                "whatsapp",
                Address.international("393331234567"),
                new Address("12345", 3, 0),
                new Content.Text("Ciao \"tu\""),
                "Ciao \"tu\"",
                AT);

        assertThat(json(inbound))
                .isEqualTo("{\"cursor\":\"c0000000000002\",\"type\":\"inbound\",\"id\":\"e0000000000002\","
                        + "\"channel\":\"whatsapp\",\"from\":\"+393331234567\",\"to\":\"12345\","
                        + "\"content\":{\"text\":\"Ciao \\\"tu\\\"\"},\"at\":\"2026-11-22T10:00:00.123Z\"}");
    }

    @Test
    void writesWhatAnInboundMessageAnswersAndAsksFor() {
        InboundContext context = InboundContext.of("wamid.1")
                .from("Ann")
                .answering("wamid.0")
                .answering(7, "order-42")
                .asking(InboundContext.Consent.STOPPED);
        Event.Inbound inbound = new Event.Inbound(
                2, "whatsapp", Address.NONE, Address.NONE, new Content.Text("Stop"), "Stop", AT, context);

        assertThat(json(inbound))
                .contains("\"name\":\"Ann\",\"replyTo\":{\"message\":\"" + MessageId.text(7)
                        + "\",\"reference\":\"order-42\",\"providerId\":\"wamid.0\"},\"optOut\":true,\"at\":");
    }

    @Test
    void saysWhenItIsNotKnownWhoWrote() {
        Event.Inbound inbound = new Event.Inbound(
                2,
                "email",
                Address.NONE,
                Address.NONE,
                new Content.Text("Stop"),
                "Stop",
                AT,
                InboundContext.NONE.ofStranger());

        assertThat(json(inbound)).contains("\"content\":{\"text\":\"Stop\"},\"unverified\":true,\"at\":");
    }

    @Test
    void readsTheIdsOfEvents() {
        assertThat(Cursor.ofEvent(Cursor.eventId(77))).isEqualTo(77);
        assertThat(Cursor.ofEvent(Cursor.text(77))).isEqualTo(-1);
        assertThat(Cursor.ofEvent("0")).isEqualTo(-1);
    }

    @Test
    void readsBackEveryCursorItGivesAndNothingElse() {
        for (long cursor : new long[] {0, 1, 31, 32, 1L << 40, Long.MAX_VALUE}) {
            assertThat(Cursor.parse(Cursor.text(cursor))).isEqualTo(cursor);
        }
        assertThat(Cursor.parse("0")).isZero();
        for (String wrong : new String[] {
            "",
            "1",
            "c",
            "c000000000000",
            "c00000000000000",
            "e0000000000001",
            "c-000000000001",
            "c+000000000001",
            "cw000000000000",
            "c000000000000Z",
            "cvvvvvvvvvvvvv"
        }) {
            assertThat(Cursor.parse(wrong)).as(wrong).isEqualTo(-1);
        }
    }

    @Test
    void readsTypes() {
        assertThat(EventTypes.parse("receipt")).isEqualTo(new EventTypes(true, false));
        assertThat(EventTypes.parse("inbound,receipt")).isEqualTo(EventTypes.ALL);
        assertThat(EventTypes.parse("")).isNull();
        assertThat(EventTypes.parse("receipt,")).isNull();
        assertThat(EventTypes.parse("Receipt")).isNull();
    }

    private static String json(Event event) {
        JsonBytes json = new JsonBytes(8);
        EventJson.write(event, json);
        return new String(json.array(), 0, json.length(), StandardCharsets.UTF_8);
    }
}
