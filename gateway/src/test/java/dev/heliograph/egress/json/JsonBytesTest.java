package dev.heliograph.egress.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonBytesTest {
    private static final long SEED = 20261123;

    private final ObjectMapper jackson = new ObjectMapper();

    @Test
    void setsValuesApartAndNothingElse() {
        JsonBytes json = new JsonBytes(1)
                .beginObject()
                .field("a")
                .number(1)
                .field("b")
                .beginArray()
                .string("[")
                .string("{")
                .bool(true)
                .nil()
                .beginObject()
                .endObject()
                .beginArray()
                .endArray()
                .endArray()
                .field("c")
                .string(null)
                .endObject();

        assertThat(text(json)).isEqualTo("{\"a\":1,\"b\":[\"[\",\"{\",true,null,{},[]],\"c\":null}");
    }

    @Test
    void writesEveryStringSoThatAnotherReaderReadsTheSame() throws IOException {
        Random random = new Random(SEED);
        JsonBytes json = new JsonBytes(16);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x100);
                text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? 'x' : point);
            }
            JsonNode read =
                    jackson.readTree(json.clear().string(text.toString()).copy());
            assertThat(read.textValue()).isEqualTo(text.toString());
        }
    }

    @Test
    void replacesHalfASurrogatePair() throws IOException {
        assertThat(jackson.readTree(new JsonBytes(8).string("a\ud83dz\udc00").copy())
                        .textValue())
                .isEqualTo("a\ufffdz\ufffd");
    }

    @Test
    void writesNumbers() {
        long[] numbers = {0, 9, 10, -1, -10, 99, 100, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE};
        for (long number : numbers) {
            assertThat(text(new JsonBytes(1).number(number))).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void writesInstantsAsTheStandardLibraryDoes() {
        DateTimeFormatter expected =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            long millis = random.nextLong(-62_167_219_200_000L, 253_402_300_800_000L);
            assertThat(text(new JsonBytes(26).time(millis)))
                    .isEqualTo('"' + expected.format(Instant.ofEpochMilli(millis)) + '"');
        }
        assertThat(text(new JsonBytes(26)
                        .time(Instant.parse("2024-02-29T23:59:59.999Z").toEpochMilli())))
                .isEqualTo("\"2024-02-29T23:59:59.999Z\"");
        assertThat(text(new JsonBytes(26).time(Long.MAX_VALUE))).isEqualTo("\"9999-12-31T23:59:59.999Z\"");
    }

    private static String text(JsonBytes json) {
        return new String(json.array(), 0, json.length(), StandardCharsets.UTF_8);
    }
}
