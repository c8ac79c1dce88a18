package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.ingress.http.RawClient.Answer;
import dev.heliograph.message.MessageId;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpConnectionsIT {
    private static final String HI = "{\"to\":\"+393331234567\",\"from\":\"Demo\",\"text\":\"hi\"}";
    private static final long ID = MessageId.of(ToldAdmission.NODE, 77);

    @TempDir
    private static Path directory;

    private static StoredEvents events;
    private DoorFixture door;
    private RawClient client;

    @BeforeAll
    static void openStore() {
        events = new StoredEvents(directory);
    }

    @AfterAll
    static void closeStore() {
        events.close();
    }

    @BeforeEach
    void open() {
        door = new DoorFixture(HttpLimits.DEFAULT, events.streams);
        client = door.connect();
    }

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    /** Puts the door of this test under other limits. */
    private void reopen(HttpLimits limits) {
        client.close();
        door.close();
        door = new DoorFixture(limits, events.streams);
        client = door.connect();
    }

    // ---- connections

    @Test
    void boundsTheRequestLineAndTheHeader() {
        client.write("GET /v1/" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n");
        assertThat(client.answer().problem()).isEqualTo("uri-too-long");
        try (RawClient other = door.connect()) {
            other.write("GET /v1/channels HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(other.answer().problem()).isEqualTo("headers-too-large");
        }
        try (RawClient other = door.connect()) {
            other.write("GET\r\n\r\n");
            assertThat(other.answer().problem()).isEqualTo("bad-request");
            assertThat(other.isClosedByPeer()).isTrue();
        }
        try (RawClient other = door.connect()) {
            other.write("GET /v1/channels HTTP/1.1\r\nContent-Length: many\r\n\r\n");
            assertThat(other.answer().problem()).isEqualTo("bad-request");
        }
    }

    private static HttpLimits impatient(long idleMillis, long requestMillis, int connectionsMax) {
        HttpLimits usual = HttpLimits.DEFAULT;
        return new HttpLimits(
                connectionsMax,
                usual.headerBytesMax(),
                usual.uriBytesMax(),
                usual.bodyBytesMax(),
                usual.batchMax(),
                usual.ndjsonLineBytesMax(),
                usual.ndjsonInFlightMax(),
                usual.jsonDepthMax(),
                usual.pageMax(),
                idleMillis,
                requestMillis,
                usual.drainMillis());
    }

    @Test
    void doesNotWaitForeverForABody() {
        reopen(impatient(60_000, 100, 10));
        client.write("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"to\"");
        Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.problem()).isEqualTo("request-timeout");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void doesNotWaitForeverForAHeaderThatDrips() {
        reopen(impatient(200, 60_000, 10));
        client.write("GET /v1/channels HTTP/1.1\r\n");
        // Never silent for as long as the idle time-out, and never done.
        Awaitility.await().pollInterval(java.time.Duration.ofMillis(40)).until(() -> {
            try {
                client.write("X: y\r\n");
                return false;
            } catch (java.io.UncheckedIOException closed) {
                return true;
            }
        });
    }

    @Test
    void closesIdleConnectionsAndBoundsTheirNumber() {
        reopen(impatient(300, 60_000, 2));
        try (RawClient second = door.connect();
                RawClient third = door.connect()) {
            assertThat(client.get("/v1/channels").status()).isEqualTo(200);
            assertThat(third.isClosedByPeer()).isTrue();
            assertThat(client.isClosedByPeer()).isTrue();
            assertThat(second.isClosedByPeer()).isTrue();
        }
        Awaitility.await().until(() -> door.ingress.connections() == 0);
    }

    @Test
    void answersWhatIsUnderWayBeforeItStops() {
        door.admission.hold();
        client.write(RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", HI));
        Awaitility.await().until(() -> door.admission.count() == 1);

        var stopped = door.vertx.undeploy(door.ingress.deploymentID());
        door.admission.release();

        assertThat(client.answer().status()).isEqualTo(202);
        DoorFixture.await(stopped);
        assertThat(client.isClosedByPeer()).isTrue();
    }
}
