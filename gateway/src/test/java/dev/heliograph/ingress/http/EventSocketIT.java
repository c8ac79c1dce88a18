package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.heliograph.egress.websocket.EventSocketOptions;
import dev.heliograph.ingress.http.RawClient.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream over real sockets, from the real store. */
class EventSocketIT {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
    private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
    private static final String NONCE = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client = vertx.createWebSocketClient();
    private StoredEvents events;
    private DoorFixture door;

    @BeforeEach
    void open() {
        events = new StoredEvents(directory);
        door = new DoorFixture(HttpLimits.DEFAULT, events.streams);
    }

    @AfterEach
    void close() {
        DoorFixture.await(vertx.close());
        door.close();
        events.close();
    }

    private void reopen(EventSocketOptions options) {
        door.close();
        door = new DoorFixture(HttpLimits.DEFAULT, events.streams, options, null);
    }

    /** A client's end of a socket. */
    private final class Reader {
        final WebSocket socket;
        final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();

        Reader(String account, String query) {
            WebSocketConnectOptions options = new WebSocketConnectOptions()
                    .setHost("127.0.0.1")
                    .setPort(door.port())
                    .setURI("/v1/events" + query)
                    .addHeader("Authorization", "Bearer " + account + "-key");
            var connected = client.connect(options).onSuccess(opened -> opened.textMessageHandler(frames::add));
            DoorFixture.await(connected);
            socket = connected.result();
        }

        JsonNode next() {
            try {
                String frame = frames.poll(20, TimeUnit.SECONDS);
                assertThat(frame).as("a frame in time").isNotNull();
                return RawClient.JACKSON.readTree(frame);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** @return references of the next {@code count} events, out of single events or arrays */
        List<String> references(int count) {
            List<String> references = new ArrayList<>();
            while (references.size() < count) {
                JsonNode frame = next();
                for (JsonNode event : frame.isArray() ? frame : List.of(frame)) {
                    references.add(event.get("reference").textValue());
                }
            }
            return references;
        }

        void acknowledge(JsonNode event) {
            say("{\"ack\":\"" + event.get("cursor").textValue() + "\"}");
        }

        void say(String text) {
            DoorFixture.await(socket.writeTextMessage(text));
        }

        void awaitPong() {
            CompletableFuture<Buffer> pong = new CompletableFuture<>();
            socket.pongHandler(pong::complete);
            DoorFixture.await(socket.writePing(Buffer.buffer("?")));
            assertThat(pong).succeedsWithin(Duration.ofSeconds(20));
        }

        int closeCode() {
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(socket::isClosed);
            return socket.closeStatusCode();
        }

        void close() {
            DoorFixture.await(socket.close());
        }
    }

    private static List<String> references(int first, int last) {
        List<String> references = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            references.add("r" + i);
        }
        return references;
    }

    /** Returns when every socket of the server has gone, and so has stored what was acknowledged on it. */
    private void awaitNoSockets() {
        Awaitility.await().until(() -> door.sockets.size() == 0 && door.ingress.connections() == 0);
    }

    @Test
    void tellsWhatHappensFromNowOn() {
        events.receipts("demo", 1, 3);
        Reader reader = new Reader("demo", "");
        Awaitility.await().until(() -> {
            // Until the subscription is open the new events would be old ones.
            events.append("demo", StoredEvents.inbound("are you there?"));
            return !reader.frames.isEmpty();
        });
        JsonNode inbound = reader.next();
        assertThat(inbound.get("type").textValue()).isEqualTo("inbound");
        assertThat(inbound.at("/content/text").textValue()).isEqualTo("are you there?");
    }

    @Test
    void tellsEverythingInOrderOneEventAFrame() {
        events.receipts("demo", 1, 500);
        Reader reader = new Reader("demo", "?after=0");
        assertThat(reader.references(500)).isEqualTo(references(1, 500));
        events.receipts("demo", 501, 20_000);
        assertThat(reader.references(19_500)).isEqualTo(references(501, 20_000));
        assertThat(reader.frames).isEmpty();
    }

    @Test
    void gathersEventsIntoArraysWhenAsked() {
        events.receipts("demo", 1, 20_000);
        Reader reader = new Reader("demo", "?after=0&batch=true");
        JsonNode first = reader.next();
        assertThat(first.isArray()).isTrue();
        assertThat(first.size()).isBetween(2, 256);
        List<String> rest = reader.references(20_000 - first.size());
        assertThat(rest).isEqualTo(references(first.size() + 1, 20_000));
    }

    @Test
    void tellsOnlyWhatWasAskedFor() {
        events.receipts("demo", 1, 300);
        events.append("demo", StoredEvents.inbound("one"));
        events.receipts("demo", 301, 310);
        events.append("demo", StoredEvents.inbound("two"));

        Reader reader = new Reader("demo", "?after=0&types=inbound");
        assertThat(reader.next().at("/content/text").textValue()).isEqualTo("one");
        assertThat(reader.next().at("/content/text").textValue()).isEqualTo("two");
        Reader others = new Reader("other", "?after=0");
        events.receipts("other", 1, 1);
        assertThat(others.references(1)).containsExactly("r1");
    }

    @Test
    void resumesANamedConsumerAtItsLastAcknowledgement() {
        events.receipts("demo", 1, 10);
        Reader reader = new Reader("demo", "?after=0&consumer=app");
        for (int i = 1; i <= 10; i++) {
            JsonNode event = reader.next();
            if (i == 6) {
                reader.acknowledge(event);
            }
        }
        reader.close();
        awaitNoSockets();

        Reader again = new Reader("demo", "?consumer=app");
        assertThat(again.references(4)).isEqualTo(references(7, 10));
        events.receipts("demo", 11, 12);
        assertThat(again.references(2)).isEqualTo(references(11, 12));
    }

    @Test
    void doesNotSendAgainWhatWasLeftOutBehindTheLastAcknowledgement() {
        events.append("demo", StoredEvents.inbound("one"));
        events.receipts("demo", 1, 600);
        Reader reader = new Reader("demo", "?after=0&consumer=app&types=inbound");
        reader.acknowledge(reader.next());
        reader.awaitPong(); // frames are taken in order
        events.append("demo", StoredEvents.inbound("two"));
        assertThat(reader.next().at("/content/text").textValue()).isEqualTo("two");
        reader.close();
        awaitNoSockets();

        // With all types the place shows: every receipt is behind it.
        assertThat(new Reader("demo", "?consumer=app")
                        .next()
                        .at("/content/text")
                        .textValue())
                .isEqualTo("two");
    }

    @Test
    void letsTheNewerOfTwoConnectionsWin() {
        events.receipts("demo", 1, 4);
        Reader older = new Reader("demo", "?after=0&consumer=app");
        Reader others = new Reader("other", "?after=0&consumer=app");
        for (int i = 1; i <= 4; i++) {
            JsonNode event = older.next();
            if (i == 2) {
                older.acknowledge(event);
            }
        }
        events.append("other", StoredEvents.inbound("x"));
        assertThat(others.next().get("type").textValue()).isEqualTo("inbound");
        older.awaitPong(); // the acknowledgement was taken
        Reader newer = new Reader("demo", "?consumer=app");
        assertThat(newer.references(2)).isEqualTo(references(3, 4));
        assertThat(older.closeCode()).isEqualTo(4409);
        assertThat(older.socket.closeReason()).contains("newer");
        assertThat(others.socket.isClosed()).as("a name belongs to an account").isFalse();
    }

    @Test
    void pausesASlowReaderThenClosesWithNothingLost() {
        reopen(new EventSocketOptions(16 << 10, 64, 32 << 10, 500, 60_000));
        int count = 100_000;
        Reader slow = new Reader("demo", "?after=0&consumer=app");
        slow.socket.pause();
        events.receipts("demo", 1, count);

        // The queue of the socket never drains, so the server lets go; the client hears of it once it reads.
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> door.sockets.size() == 0);
        slow.socket.resume();
        assertThat(slow.closeCode()).isEqualTo(1013);
        List<String> before = new ArrayList<>();
        for (String frame : slow.frames) {
            before.add(json(frame).get("reference").textValue());
        }
        assertThat(before).as("what fitted between the two sockets").hasSizeLessThan(count);
        assertThat(before).isEqualTo(references(1, before.size()));

        Reader again = new Reader("demo", "?after=0&batch=true");
        assertThat(again.references(count)).isEqualTo(references(1, count));
    }

    private static JsonNode json(String text) {
        try {
            return RawClient.JACKSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aReaderThatTakesItsTimeIsNotSlow() {
        reopen(new EventSocketOptions(16 << 10, 64, 32 << 10, 2_000, 60_000));
        Reader reader = new Reader("demo", "?after=0");
        reader.socket.pause();
        events.receipts("demo", 1, 50_000);
        reader.socket.resume();
        assertThat(reader.references(50_000)).isEqualTo(references(1, 50_000));
        assertThat(reader.socket.isClosed()).isFalse();
    }

    @Test
    void closesOnWhatIsNoAcknowledgement() {
        events.receipts("demo", 1, 1);
        for (String text : List.of(
                "", "{}", "ack", "{\"ack\":1}", "{\"ack\":\"1\"}", "{\"ack\":\"c0000000000001\",\"x\":1}", "[]")) {
            Reader reader = new Reader("demo", "?after=0");
            reader.next();
            reader.say(text);
            assertThat(reader.closeCode()).as(text).isEqualTo(1008);
        }
        Reader ahead = new Reader("demo", "?after=0");
        ahead.next();
        ahead.say("{\"ack\":\"c0000000000002\"}");
        assertThat(ahead.closeCode()).isEqualTo(1008);
        Reader binary = new Reader("demo", "?after=0");
        DoorFixture.await(binary.socket.writeBinaryMessage(Buffer.buffer("x")));
        assertThat(binary.closeCode()).isEqualTo(1003);
        awaitNoSockets();
    }

    @Test
    void survivesFramesThatAreTooLarge() {
        Reader reader = new Reader("demo", "?after=0");
        reader.socket.writeTextMessage("{\"ack\":\"" + "c".repeat(60_000) + "\"}");
        reader.closeCode();
        awaitNoSockets();
        assertThat(new Reader("demo", "").socket.isClosed()).isFalse();
    }

    @Test
    void closesAClientThatDoesNotAnswerPings() {
        reopen(new EventSocketOptions(16 << 10, 64, 32 << 10, 10_000, 100));
        try (RawClient mute = door.connect()) {
            mute.write("GET /v1/events HTTP/1.1\r\nHost: x\r\n" + KEY + UPGRADE + VERSION + NONCE + "\r\n");
            assertThat(mute.answer().status()).isEqualTo(101);
            Awaitility.await().until(() -> door.sockets.size() == 0);
        }
        Reader alive = new Reader("demo", "?after=0");
        Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> !alive.socket.isClosed());
        events.receipts("demo", 1, 1);
        assertThat(alive.references(1)).containsExactly("r1");
    }

    @Test
    void saysGoodbyeWhenTheGatewayStops() {
        Reader reader = new Reader("demo", "");
        Awaitility.await().until(() -> door.sockets.size() == 1);
        DoorFixture.await(door.vertx.undeploy(door.ingress.deploymentID()));
        assertThat(reader.closeCode()).isEqualTo(1001);
    }

    @Test
    void refusesWithAProblemBeforeTheUpgrade() {
        String hello = UPGRADE + VERSION + NONCE;
        assertThat(refused("", "", hello).status()).isEqualTo(401);
        assertThat(refused("?access_token=demo-key", "", hello).status()).isEqualTo(401);
        assertThat(refused("?access_token=demo-key", KEY, hello).problem()).isEqualTo("invalid-parameter");
        assertThat(refused("?consumer=", KEY, hello).problem()).isEqualTo("invalid-parameter");
        assertThat(refused("?consumer=a%2Fb", KEY, hello).problem()).isEqualTo("invalid-parameter");
        assertThat(refused("?limit=5", KEY, hello).problem()).isEqualTo("invalid-parameter");
        assertThat(refused("?after=x", KEY, hello).problem()).isEqualTo("invalid-parameter");
        assertThat(refused("", KEY, UPGRADE + VERSION).problem()).isEqualTo("bad-request");
        assertThat(refused("", KEY, "Upgrade: websocket\r\n" + VERSION + NONCE).problem())
                .isEqualTo("bad-request");
        Answer version = refused("", KEY, UPGRADE + NONCE + "Sec-WebSocket-Version: 8\r\n");
        assertThat(version.problem()).isEqualTo("upgrade-required");
        assertThat(version.headers()).containsEntry("sec-websocket-version", "13");
        assertThat(refused("", KEY, hello + "Origin: https://evil.example\r\n").problem())
                .isEqualTo("origin-not-allowed");
        assertThat(refused("", KEY, hello + "Origin: null\r\n").status()).isEqualTo(403);
    }

    @Test
    void letsInPagesOfItsOwnAndThoseListed() {
        for (String origin : List.of("http://localhost", "https://localhost", DoorFixture.OPEN_ORIGIN)) {
            try (RawClient browser = door.connect()) {
                browser.write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n" + KEY + UPGRADE + VERSION + NONCE
                        + "Origin: " + origin + "\r\n\r\n");
                Answer answer = browser.answer();
                assertThat(answer.status()).as(origin).isEqualTo(101);
                assertThat(answer.headers()).doesNotContainKey("sec-websocket-extensions");
            }
        }
        awaitNoSockets();
    }

    private Answer refused(String query, String auth, String headers) {
        try (RawClient stranger = door.connect()) {
            return stranger.request("GET", "/v1/events" + query, auth + headers);
        }
    }
}
