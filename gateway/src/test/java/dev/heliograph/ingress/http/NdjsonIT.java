package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.admission.Verdict;
import dev.heliograph.egress.EventSource;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NdjsonIT {
    private static final String HEAD = "POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final int IN_FLIGHT_MAX = 64;
    private static final int LINE_MAX = 8 << 10;

    private DoorFixture door = open(60_000);
    private RawClient client = door.connect();

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private static DoorFixture open(long idleMillis) {
        HttpLimits usual = HttpLimits.DEFAULT;
        HttpLimits limits = new HttpLimits(
                usual.connectionsMax(),
                usual.headerBytesMax(),
                usual.uriBytesMax(),
                10_000,
                usual.batchMax(),
                LINE_MAX,
                IN_FLIGHT_MAX,
                usual.jsonDepthMax(),
                usual.pageMax(),
                idleMillis,
                1_000,
                usual.drainMillis());
        return new DoorFixture(limits, new NoEvents());
    }

    private static String message(int number) {
        return "{\"to\":\"+393331234567\",\"text\":\"message " + number + "\"}";
    }

    private static byte[] chunk(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return (Integer.toHexString(utf8.length) + "\r\n" + text + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private void send(String... lines) {
        client.write(HEAD);
        client.write(chunk(String.join("\n", lines)));
        client.write("0\r\n\r\n");
    }

    private static JsonNode[] items(String body) {
        return body.lines().map(NdjsonIT::json).toArray(JsonNode[]::new);
    }

    private static JsonNode json(String line) {
        try {
            return RawClient.JACKSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static JsonNode item(JsonNode[] items, int index) {
        for (JsonNode item : items) {
            if (item.get("index").intValue() == index) {
                return item;
            }
        }
        throw new AssertionError("no item " + index);
    }

    @Test
    void answersEveryLine() {
        door.admission.answer(draft -> ((Content.Text) draft.content()).text().equals("message 4")
                ? ToldAdmission.refused(Verdict.THROTTLED, "", "later", 2_000)
                : new dev.heliograph.admission.Admitted(Verdict.ACCEPTED, 1, 2, "", "", 0));
        send(
                message(0),
                "",
                "  \t\r",
                "{\"to\":5}",
                "{broken",
                message(3) + " " + message(3),
                message(4),
                "[]",
                "{\"to\":\"+393331234567\",\"text\":\"" + "x".repeat(LINE_MAX) + "\"}",
                message(7) + "\r");

        RawClient.Answer answer = client.answer();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("content-type", "application/x-ndjson");
        assertThat(answer.headers()).containsEntry("x-content-type-options", "nosniff");
        JsonNode[] items = items(answer.body());
        assertThat(items).hasSize(8);
        assertThat(item(items, 0).get("id").textValue()).isEqualTo("m0000000000001");
        assertThat(item(items, 0).get("segments").intValue()).isEqualTo(2);
        assertThat(item(items, 1).at("/error/errors").findValuesAsText("pointer"))
                .containsExactly("/to", "/text");
        assertThat(item(items, 2).at("/error/type").textValue()).endsWith("/invalid-json");
        assertThat(item(items, 3).at("/error/type").textValue()).endsWith("/invalid-json");
        assertThat(item(items, 4).at("/error/status").intValue()).isEqualTo(429);
        assertThat(item(items, 4).at("/error/retryAfter").intValue()).isEqualTo(2);
        assertThat(item(items, 5).at("/error/errors/0/detail").textValue()).isEqualTo("must be an object");
        assertThat(item(items, 6).at("/error/type").textValue()).endsWith("/line-too-long");
        assertThat(item(items, 7).has("id"))
                .as("the last line needs no line feed")
                .isTrue();
    }

    @Test
    void keysEveryLineByItsIndex() {
        client.write(HEAD.replace("Transfer", "Idempotency-Key: s\r\nTransfer"));
        client.write(chunk(message(0) + "\n\n" + message(1) + "\n"));
        client.write("0\r\n\r\n");
        assertThat(items(client.answer().body())).hasSize(2);
        assertThat(door.admission.drafts())
                .extracting(draft -> draft.idempotency().key())
                .containsExactly("s/0", "s/1");
    }

    @Test
    void answersWhileTheClientStillSends() {
        client.write(HEAD);
        client.write(chunk(message(0) + "\n"));
        assertThat(client.head()).isEqualTo(200);
        assertThat(json(client.chunk()).get("index").intValue()).isZero();
        client.write(chunk(message(1).substring(0, 10)));
        client.write(chunk(message(1).substring(10) + "\n"));
        assertThat(json(client.chunk()).get("index").intValue()).isEqualTo(1);
        client.write("0\r\n\r\n");
        assertThat(client.chunk()).isEmpty();
        assertThat(client.get("/v1/channels").status())
                .as("the connection goes on")
                .isEqualTo(200);
    }

    @Test
    void answersAnEmptyStream() {
        send("");
        assertThat(client.answer().body()).isEmpty();
    }

    @Test
    void isNotBoundByTheSizeOfBodies() throws InterruptedException {
        int count = 20_000;
        door.admission.forget();
        Thread sender = sender(count, 3_000, new AtomicLong());
        BitSet seen = new BitSet();
        assertThat(client.head()).isEqualTo(200);
        StringBuilder rest = new StringBuilder();
        for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
            rest.append(chunk);
            int end = rest.lastIndexOf("\n") + 1;
            for (JsonNode item : items(rest.substring(0, end))) {
                assertThat(item.has("id")).isTrue();
                assertThat(seen.get(item.get("index").intValue())).isFalse();
                seen.set(item.get("index").intValue());
            }
            rest.delete(0, end);
        }
        sender.join();
        assertThat(seen.cardinality()).isEqualTo(count);
        assertThat(door.admission.count()).isEqualTo(count);
    }

    /** Sends {@code count} messages of about {@code bytes} octets, ten a chunk; {@code sent} counts octets that were taken. */
    private Thread sender(int count, int bytes, AtomicLong sent) {
        String text = "{\"to\":\"+393331234567\",\"text\":\"" + "x".repeat(bytes) + "\"}\n";
        byte[] ten = chunk(text.repeat(10));
        Thread sender = new Thread(
                () -> {
                    try {
                        OutputStream out = client.socket.getOutputStream();
                        out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
                        for (int i = 0; i < count / 10; i++) {
                            out.write(ten);
                            sent.addAndGet(ten.length);
                        }
                        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException closed) {
                        sent.set(-1);
                    }
                },
                "ndjson-sender");
        sender.setDaemon(true);
        sender.start();
        return sender;
    }

    private static void awaitStandstill(AtomicLong counter) {
        AtomicLong before = new AtomicLong(-2);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .until(() -> before.getAndSet(counter.get()) == counter.get());
    }

    @Test
    void pausesTheClientWhileAdmissionIsBusy() throws InterruptedException {
        door.admission.hold();
        AtomicLong sent = new AtomicLong();
        Thread sender = sender(20_000, 1_000, sent);

        Awaitility.await().until(() -> door.admission.count() == IN_FLIGHT_MAX);
        awaitStandstill(sent);

        assertThat(door.admission.count()).isEqualTo(IN_FLIGHT_MAX);
        assertThat(door.admission.heldMax()).isEqualTo(IN_FLIGHT_MAX);
        assertThat(sent.get())
                .as("octets in the sockets' buffers, of 20 million")
                .isLessThan(12_000_000);

        door.admission.release();
        StringBuilder body = new StringBuilder();
        assertThat(client.head()).isEqualTo(200);
        for (String chunk = client.chunk(); !chunk.isEmpty(); chunk = client.chunk()) {
            body.append(chunk);
        }
        sender.join();
        assertThat(body.toString().lines().count()).isEqualTo(20_000);
    }

    @Test
    void pausesAClientThatDoesNotRead() {
        door.admission.forget();
        AtomicLong sent = new AtomicLong();
        sender(2_000_000, 20, sent);

        AtomicLong admitted = new AtomicLong(-2);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(300))
                .atMost(Duration.ofSeconds(30))
                .until(() -> admitted.getAndSet(door.admission.count()) == door.admission.count()
                        && door.admission.count() > 0);

        long standstill = door.admission.count();
        assertThat(standstill).as("of two million").isLessThan(500_000);
        assertThat(client.head()).isEqualTo(200);
        // What it reads makes room: reading would end in a time-out if the stream did not go on.
        while (door.admission.count() == standstill) {
            assertThat(client.chunk()).isNotEmpty();
        }
    }

    @Test
    void letsGoOfAClientThatNeverReads() {
        client.close();
        door.close();
        door = open(500);
        client = door.connect();
        door.admission.forget();
        AtomicLong sent = new AtomicLong();
        sender(2_000_000, 20, sent);

        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> sent.get() == -1);
        Awaitility.await().until(() -> door.ingress.connections() == 0);
    }

    @Test
    void forgetsAClientThatGoesAway() {
        door.admission.hold();
        client.write(HEAD);
        client.write(chunk((message(1) + "\n").repeat(10)));
        Awaitility.await().until(() -> door.admission.count() == 10);
        client.close();
        Awaitility.await().until(() -> door.ingress.connections() == 0);

        door.admission.release();

        try (RawClient next = door.connect()) {
            assertThat(next.get("/v1/channels").status()).isEqualTo(200);
        }
    }

    /** No account has events. */
    static final class NoEvents implements EventSource {
        @Override
        public void subscribe(
                String account, String consumer, long after, Executor owner, Consumer<Subscription> opened) {
            throw new UnsupportedOperationException("not in this test");
        }

        @Override
        public void page(
                String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed) {
            owner.execute(() -> answer.accept(List.of()));
        }

        @Override
        public void keep(String account, String name, long[] cursors, Executor owner, Runnable kept) {
            throw new UnsupportedOperationException("not in this test");
        }

        @Override
        public void kept(String account, String name, Executor owner, Consumer<long[]> answer) {
            throw new UnsupportedOperationException("not in this test");
        }
    }
}
