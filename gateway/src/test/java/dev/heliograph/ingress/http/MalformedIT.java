package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.ingress.http.RawClient.Answer;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seeded mutations of good requests: whatever comes, it is answered with a refusal or an acceptance, never with a mistake of ours, and nothing gets stuck. */
class MalformedIT {
    private static final long SEED = 20261122;
    private static final List<String> GOOD = List.of(
            "{\"to\":\"+393331234567\",\"text\":\"hi\"}",
            "{\"to\":{\"sms\":\"+393331234567\",\"line\":\"U1\"},\"content\":{\"text\":\"\\u00e8 \\ud83d\\ude00\"},\"dedupe\":true,\"reference\":\"r\"}",
            "{\"to\":\"+393331234567\",\"identities\":{\"telegram\":\"1\"},\"from\":\"Demo\",\"content\":{\"text\":\"...\"},"
                    + "\"channels\":[\"rcs\",\"sms\"],\"fallback\":{\"until\":\"delivered\",\"after\":\"PT30S\",\"steps\":[{\"channel\":"
                    + "\"rcs\",\"until\":\"read\",\"after\":\"PT2M\"}]},\"priority\":\"otp\",\"sendAt\":\"2026-12-01T09:00:00Z\","
                    + "\"validity\":\"PT1H\",\"reference\":\"order-42\",\"receipts\":\"final\"}",
            "[{\"to\":\"+393331234567\",\"text\":\"a\"},{\"to\":\"+393331234567\",\"text\":\"b\"}]");
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "null",
            "true",
            "-1e999",
            "1e-999999999",
            "0x1",
            "\\u0000",
            "\\ud800",
            "\"\":",
            "\"to\":",
            "/*",
            "\r",
            "\n",
            "[[[[[[[[[[[[[[[[[[[[",
            "\u2028",
            "9".repeat(200),
            "NaN");

    private final DoorFixture door = new DoorFixture(HttpLimits.DEFAULT, new NdjsonIT.NoEvents());
    private final Random random = new Random(SEED);

    @AfterEach
    void close() {
        door.close();
    }

    private byte[] mutated(byte[] good) {
        byte[] bytes = good.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, at + random.nextInt(12));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            switch (random.nextInt(5)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 ->
                    out.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8));
                case 2 -> out.write(bytes, at, to - at);
                case 3 -> to = bytes.length;
                default -> out.write(bytes, 0, at);
            }
            out.write(bytes, Math.min(bytes.length, to), bytes.length - Math.min(bytes.length, to));
            bytes = out.toByteArray();
        }
        return bytes;
    }

    private byte[] request(String type, byte[] body) {
        byte[] head = ("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY + "Content-Type: " + type
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body);
        return all.toByteArray();
    }

    @Test
    void bodies() {
        Set<Integer> allowed = Set.of(200, 202, 400, 422);
        int accepted = 0;
        try (RawClient client = door.connect()) {
            for (int round = 0; round < 4_000; round++) {
                byte[] body = mutated(GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.UTF_8));
                client.write(request(MediaTypes.JSON, body));
                Answer answer = client.answer();
                assertThat(answer.status())
                        .as("round %d of seed %d: %s", round, SEED, new String(body, StandardCharsets.UTF_8))
                        .isIn(allowed);
                answer.json();
                accepted += answer.status() < 300 ? 1 : 0;
            }
        }
        assertThat(accepted).as("some mutations are harmless").isBetween(40, 2_000);
    }

    @Test
    void streams() {
        try (RawClient client = door.connect()) {
            for (int round = 0; round < 500; round++) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    body.writeBytes(mutated(GOOD.get(random.nextInt(3)).getBytes(StandardCharsets.UTF_8)));
                    body.write('\n');
                }
                client.write(request(MediaTypes.NDJSON, body.toByteArray()));
                Answer answer = client.answer();
                assertThat(answer.status()).isEqualTo(200);
                long lines = List.of(body.toString(StandardCharsets.ISO_8859_1).split("\n")).stream()
                        .filter(line -> !line.matches("[ \t\r]*"))
                        .count();
                assertThat(answer.body().lines().count())
                        .as("answers in round %d of seed %d", round, SEED)
                        .isEqualTo(lines);
                assertThat(answer.body()).doesNotContain("internal-error");
            }
        }
    }

    @Test
    void heads() {
        byte[] good = request(MediaTypes.JSON, GOOD.get(0).getBytes(StandardCharsets.UTF_8));
        byte[] upgrade = ("GET /v1/events?after=0&types=receipt HTTP/1.1\r\nHost: x\r\n" + KEY
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 12\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 600; round++) {
            byte[] request = mutated(random.nextBoolean() ? good : upgrade);
            try (RawClient client = door.connect()) {
                client.write(request);
                client.socket.shutdownOutput();
                Answer answer = client.answer();
                // 501 is what Vert.x itself says to a version of HTTP that it does not know.
                assertThat(answer.status())
                        .as("round %d of seed %d: %s", round, SEED, new String(request, StandardCharsets.ISO_8859_1))
                        .matches(status -> status < 500 || status == 501);
            } catch (UncheckedIOException unfinished) {
                // Half a request has no answer.
            } catch (java.io.IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (RawClient client = door.connect()) {
            assertThat(client.get("/v1/channels").status()).isEqualTo(200);
        }
    }
}
