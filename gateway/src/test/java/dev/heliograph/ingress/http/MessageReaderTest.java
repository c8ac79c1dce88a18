package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.heliograph.message.Address;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.routing.StepWish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final JsonFactory JACKSON = new JsonFactory();
    private static final String SHORT = "\"to\":\"+393331234567\",\"text\":\"hi\"";

    private final MessageReader reader = new MessageReader();

    private boolean read(String json) {
        try (JsonParser parser = JACKSON.createParser(json)) {
            parser.nextToken();
            boolean valid = reader.read(parser);
            assertThat(parser.nextToken()).as("the value was read to its end").isNull();
            return valid;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return pointers of the faults, in the order found */
    private List<String> faults(String json) {
        assertThat(read(json)).as(json).isFalse();
        return reader.faults().copy().stream().map(Fault::where).toList();
    }

    private List<String> faultsBeside(String field) {
        return faults("{" + SHORT + "," + field + "}");
    }

    @Test
    void fillsInWhatIsLeftOut() {
        assertThat(read("{" + SHORT + "}")).isTrue();

        MessageForm form = reader.form();
        assertThat(form.to).isEqualTo(Address.international("393331234567"));
        assertThat(form.from).isEqualTo(Address.NONE);
        assertThat(form.text).isEqualTo("hi");
        assertThat(form.channels).isEmpty();
        assertThat(form.until).isNull();
        assertThat(form.afterMillis).isZero();
        assertThat(form.priority).isEqualTo(Priority.TRANSACTIONAL);
        assertThat(form.receipts).isEqualTo(ReceiptWish.FINAL);
        assertThat(form.sendAtMillis).isZero();
        assertThat(form.validityMillis).isZero();
        assertThat(form.dedupe).isFalse();
    }

    @Test
    void readsTheFullFormOfTheInterface() {
        assertThat(read("""
                                {"to": "+393331234567", "identities": {"telegram": "123456789"}, "from": "Demo",
                                 "content": {"text": "Ciao \\ud83d\\ude00"}, "channels": ["rcs", "whatsapp", "sms"],
                                 "fallback": {"until": "delivered", "after": "PT30S",
                                              "steps": [{"channel": "rcs", "until": "read", "after": "PT2M"}, {"channel": "sms"}]},
                                 "priority": "otp", "sendAt": "2026-12-01T10:00:00+01:00", "validity": "PT1H",
                                 "reference": "order-42", "receipts": "all", "dedupe": true}
                                """)).isTrue();

        MessageForm form = reader.form();
        assertThat(form.identities).isEqualTo(Map.of("telegram", "123456789"));
        assertThat(form.from).isEqualTo(Address.alphanumeric("Demo"));
        assertThat(form.text).isEqualTo("Ciao 😀");
        assertThat(form.channels).containsExactly("rcs", "whatsapp", "sms");
        assertThat(form.until).isEqualTo(MessageState.DELIVERED);
        assertThat(form.afterMillis).isEqualTo(30_000);
        assertThat(form.overrides)
                .containsExactly(new StepWish("rcs", MessageState.READ, 120_000), new StepWish("sms", null, 0));
        assertThat(form.priority).isEqualTo(Priority.OTP);
        assertThat(form.sendAtMillis)
                .isEqualTo(Instant.parse("2026-12-01T09:00:00Z").toEpochMilli());
        assertThat(form.validityMillis).isEqualTo(3_600_000);
        assertThat(form.reference).isEqualTo("order-42");
        assertThat(form.receipts).isEqualTo(ReceiptWish.ALL);
        assertThat(form.dedupe).isTrue();
    }

    @Test
    void takesAnObjectOfChannelAddresses() {
        assertThat(
                        read(
                                "{\"to\":{\"sms\":\"00393331234567\",\"line\":\"U1\"},\"identities\":{\"rcs\":\"x\"},\"text\":\"a\"}"))
                .isTrue();
        assertThat(reader.form().to).isEqualTo(Address.international("393331234567"));
        assertThat(reader.form().identities).isEqualTo(Map.of("line", "U1", "rcs", "x"));

        assertThat(read("{\"identities\":{\"telegram\":\"1\"},\"text\":\"a\"}")).isTrue();
        assertThat(reader.form().to).isEqualTo(Address.NONE);
    }

    @Test
    void forgetsTheMessageBefore() {
        read(
                "{" + SHORT
                        + ",\"identities\":{\"rcs\":\"1\"},\"fallback\":{\"steps\":[{\"channel\":\"rcs\"}]},\"from\":\"X\",\"reference\":\"r\"}");
        assertThat(read("{" + SHORT + "}")).isTrue();
        assertThat(reader.form().identities).isEmpty();
        assertThat(reader.form().overrides).isEmpty();
        assertThat(reader.form().from).isEqualTo(Address.NONE);
        assertThat(reader.form().reference).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "+393331234567,393331234567,1,1",
        "00393331234567,393331234567,1,1",
        "393331234567,393331234567,1,1",
        "12345,12345,3,0",
        "12345678,12345678,3,0",
        "123456789,123456789,1,1",
        "Demo,Demo,5,0",
        "Acme & Co 24,,,",
        "Acme & Co 2,Acme & Co 2,5,0",
        "12,,,",
        "+12,,,",
        "' Demo',,,",
        "---,,,",
        "Ünlü,,,",
        "De[mo,,,"
    })
    void readsSenders(String written, String value, Integer ton, Integer npi) {
        Address expected = value == null ? null : new Address(value, ton, npi);
        assertThat(AddressReader.sender(written)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "+",
                "00",
                "0",
                "+0393331234567",
                "0393331234567",
                "123456",
                "1234567890123456",
                "+39 333 1234567",
                "tel:+393331234567",
                "+39333123456a",
                "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"
            })
    void refusesWhatIsNoNumber(String written) {
        assertThat(AddressReader.recipient(written)).isNull();
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        assertThat(faults("""
                                {"to": 39333, "from": "much too long a name", "text": 5, "priority": "high", "receipts": true,
                                 "sendAt": "tomorrow", "validity": "1h", "reference": "", "dedupe": "yes", "colour": {"deep": [1]},
                                 "channels": "sms", "fallback": [], "identities": {"telegram": 5}}
                                """))
                .containsExactly(
                        "/to",
                        "/from",
                        "/text",
                        "/priority",
                        "/receipts",
                        "/sendAt",
                        "/validity",
                        "/reference",
                        "/dedupe",
                        "/colour",
                        "/channels",
                        "/fallback",
                        "/identities/telegram");
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(faults("{}")).containsExactly("/to", "/text");
        assertThat(faults("{\"to\":\"+393331234567\",\"content\":{}}")).containsExactly("/content/text");
        assertThat(faultsBeside("\"dedupe\":true")).containsExactly("/dedupe");
        assertThat(faultsBeside("\"fallback\":{\"steps\":[{\"after\":\"PT1S\"}]}"))
                .containsExactly("/fallback/steps/0/channel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"text\"", "[]", "true", "null"})
    void refusesWhatIsNoObject(String json) {
        assertThat(faults(json)).containsExactly("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"media", "location", "choices", "card", "carousel", "list", "contact", "voice"})
    void takesOneElementOnly(String kind) {
        assertThat(faults("{\"to\":\"+393331234567\",\"content\":{\"text\":\"a\",\"" + kind + "\":{\"x\":[{}]}}}"))
                .startsWith("/content/" + kind);
        assertThat(reader.faults().copy().get(0).detail())
                .isEqualTo("a message has one of text and " + kind + ", not both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"content\":{\"text\":\"x\"} | /content",
                "\"to\":\"+393331234567\" | /to",
                "\"text\":\"again\" | /text",
                "\"a/b~c\":1 | /a~1b~0c",
                "\"text\":null | /text,/text",
                "\"from\":null | /from",
                "\"identities\":{} | /identities",
                "\"identities\":{\"Telegram\":\"1\"} | /identities/Telegram",
                "\"identities\":{\"rcs\":\"1\",\"rcs\":\"2\"} | /identities/rcs",
                "\"identities\":{\"rcs\":\"\"} | /identities/rcs",
                "\"channels\":[] | /channels",
                "\"channels\":[\"rcs\",\"rcs\"] | /channels/1",
                "\"channels\":[\"r c s\",{}] | /channels/0,/channels/1",
                "\"fallback\":{\"until\":\"failed\"} | /fallback/until",
                "\"fallback\":{\"until\":\"sent\",\"until\":\"sent\"} | /fallback/until",
                "\"fallback\":{\"after\":\"-PT1S\"} | /fallback/after",
                "\"fallback\":{\"after\":\"PT0.0001S\"} | /fallback/after",
                "\"fallback\":{\"when\":1} | /fallback/when",
                "\"fallback\":{\"steps\":{}} | /fallback/steps",
                "\"fallback\":{\"steps\":[5]} | /fallback/steps/0",
                "\"fallback\":{\"steps\":[{\"channel\":\"a\",\"x\":{}}]} | /fallback/steps/0/x",
                "\"fallback\":{\"steps\":[{\"channel\":\"a\"},{\"channel\":\"a\"}]} | /fallback/steps/1/channel",
                "\"channels\":[\"sms\"],\"fallback\":{\"steps\":[{\"channel\":\"rcs\"}]} | /fallback/steps/0/channel",
                "\"sendAt\":\"2026-12-01T09:00:00\" | /sendAt",
                "\"sendAt\":\"+999999999-12-31T23:59:59Z\" | /sendAt",
                "\"sendAt\":1764579600 | /sendAt",
                "\"validity\":\"P99999999999999999D\" | /validity",
                "\"validity\":\"PT9999999999999999H\" | /validity",
                "\"validity\":3600 | /validity"
            })
    void refuses(String field, String pointers) {
        assertThat(faultsBeside(field)).containsExactly(pointers.split(","));
    }

    @Test
    void refusesEmptyTextAndHalfCharacters() {
        assertThat(faults("{\"to\":\"+393331234567\",\"text\":\"\"}")).containsExactly("/text");
        assertThat(faults("{\"to\":\"+393331234567\",\"text\":\"a\\ud83d\"}")).containsExactly("/text");
        assertThat(faults("{\"to\":\"+393331234567\",\"text\":\"\\ude00\\ud83d\"}"))
                .containsExactly("/text");
        assertThat(faultsBeside("\"reference\":\"\\ud83d!\"")).containsExactly("/reference");
    }

    @Test
    void boundsEverything() {
        assertThat(faultsBeside("\"reference\":\"" + "r".repeat(257) + "\"")).containsExactly("/reference");
        assertThat(read("{" + SHORT + ",\"reference\":\"" + "r".repeat(256) + "\"}"))
                .isTrue();

        StringBuilder channels = new StringBuilder();
        StringBuilder identities = new StringBuilder();
        StringBuilder unknown = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            channels.append(i == 0 ? "" : ",").append("\"c").append(i).append('"');
            identities.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"1\"");
            unknown.append(i == 0 ? "" : ",").append("\"u").append(i).append("\":[]");
        }
        assertThat(faultsBeside("\"channels\":[" + channels + "]"))
                .contains("/channels")
                .hasSizeLessThanOrEqualTo(100);
        assertThat(faultsBeside("\"identities\":{" + identities + "}")).contains("/identities");
        assertThat(faultsBeside(unknown.toString())).hasSize(32);
        assertThat(faultsBeside("\"" + "n".repeat(1_000) + "\":1"))
                .singleElement()
                .satisfies(pointer -> assertThat(pointer).hasSizeLessThan(80));
    }
}
