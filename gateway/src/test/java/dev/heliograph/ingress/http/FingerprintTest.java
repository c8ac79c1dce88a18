package dev.heliograph.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.heliograph.store.Idempotency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    private final MessageReader reader = new MessageReader();
    private final Fingerprint fingerprint = new Fingerprint();

    private Idempotency of(String json, String key, long index) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            assertThat(reader.read(parser)).as(json).isTrue();
            return fingerprint.of(reader.form(), key, index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void doesNotCareHowTheSameMessageIsWritten() {
        Idempotency one = of(
                "{\"to\":\"+393331234567\",\"text\":\"hi\",\"identities\":{\"rcs\":\"1\",\"line\":\"2\"},\"sendAt\":\"2026-12-01T09:00:00Z\"}",
                "k",
                -1);
        Idempotency other = of(
                " { \"sendAt\":\"2026-12-01T10:00:00+01:00\" , \"identities\":{\"line\":\"2\",\"rcs\":\"1\"}, \"content\":{\"text\":\"\\u0068i\"},"
                        + " \"to\":\"00393331234567\", \"priority\":\"transactional\", \"receipts\":\"final\" }",
                "k",
                -1);

        assertThat(other).isEqualTo(one);
    }

    @Test
    void tellsEveryDifferenceApart() {
        String base = "\"to\":\"+393331234567\"";
        List<String> messages = List.of(
                "{" + base + ",\"text\":\"hi\"}",
                "{" + base + ",\"text\":\"ho\"}",
                "{\"to\":\"+393331234568\",\"text\":\"hi\"}",
                "{" + base + ",\"text\":\"hi\",\"from\":\"A\"}",
                "{" + base + ",\"text\":\"hi\",\"from\":\"AB\"}",
                "{" + base + ",\"text\":\"hi\",\"identities\":{\"rcs\":\"1\"}}",
                "{" + base + ",\"text\":\"hi\",\"identities\":{\"rcs\":\"2\"}}",
                "{" + base + ",\"text\":\"hi\",\"channels\":[\"a\",\"b\"]}",
                "{" + base + ",\"text\":\"hi\",\"channels\":[\"b\",\"a\"]}",
                "{" + base + ",\"text\":\"hi\",\"channels\":[\"ab\"]}",
                "{" + base + ",\"text\":\"hi\",\"fallback\":{\"until\":\"read\"}}",
                "{" + base + ",\"text\":\"hi\",\"fallback\":{\"after\":\"PT1S\"}}",
                "{" + base + ",\"text\":\"hi\",\"fallback\":{\"steps\":[{\"channel\":\"a\"}]}}",
                "{" + base + ",\"text\":\"hi\",\"fallback\":{\"steps\":[{\"channel\":\"a\",\"after\":\"PT1S\"}]}}",
                "{" + base + ",\"text\":\"hi\",\"priority\":\"bulk\"}",
                "{" + base + ",\"text\":\"hi\",\"receipts\":\"none\"}",
                "{" + base + ",\"text\":\"hi\",\"reference\":\"r\"}",
                "{" + base + ",\"text\":\"hi\",\"sendAt\":\"2026-12-01T09:00:00Z\"}",
                "{" + base + ",\"text\":\"hi\",\"validity\":\"PT1H\"}");

        Set<Idempotency> seen = new HashSet<>();
        messages.forEach(message ->
                assertThat(seen.add(of(message, "k", -1))).as(message).isTrue());
    }

    @Test
    void keysByHeaderIndexOrReference() {
        String plain = "{\"to\":\"+393331234567\",\"text\":\"hi\",\"reference\":\"r-1\"}";
        String deduped = "{\"to\":\"+393331234567\",\"text\":\"hi\",\"reference\":\"r-1\",\"dedupe\":true}";
        String longest =
                "{\"to\":\"+393331234567\",\"text\":\"hi\",\"dedupe\":true,\"reference\":\"" + "r".repeat(256) + "\"}";

        assertThat(of(plain, null, -1)).isNull();
        assertThat(of(plain, "k", -1).key()).isEqualTo("k");
        assertThat(of(plain, "k", 7).key()).isEqualTo("k/7");
        assertThat(of(deduped, "k", 7).key()).isEqualTo("reference r-1");
        assertThat(of(deduped, null, -1).key()).isEqualTo("reference r-1");
        assertThat(of(longest, null, -1).key()).startsWith("reference ").hasSizeLessThanOrEqualTo(255);
    }
}
