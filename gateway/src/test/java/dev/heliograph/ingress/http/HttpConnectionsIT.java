package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.ingress.http.RawClient.Answer;
import dev.heliograph.message.MessageId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpConnectionsIT {
    private static final String HI = "{\"to\":\"+393331234567\",\"from\":\"Demo\",\"text\":\"hi\"}";
    private static final long ID = MessageId.of(ToldAdmission.NODE, 77);

    @RegisterExtension
    private static final OpenDoor http = new OpenDoor();

    // ---- connections

    @Test
    void boundsTheRequestLineAndTheHeader() {
        http.client().write("GET /v1/" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n");
        assertThat(http.client().answer().problem()).isEqualTo("uri-too-long");
        try (RawClient other = http.door().connect()) {
            other.write("GET /v1/channels HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(other.answer().problem()).isEqualTo("headers-too-large");
        }
        try (RawClient other = http.door().connect()) {
            other.write("GET\r\n\r\n");
            assertThat(other.answer().problem()).isEqualTo("bad-request");
            assertThat(other.isClosedByPeer()).isTrue();
        }
        try (RawClient other = http.door().connect()) {
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
        http.reopen(impatient(60_000, 100, 10));
        http.client()
                .write("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                        + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"to\"");
        Answer answer = http.client().answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.problem()).isEqualTo("request-timeout");
        assertThat(http.client().isClosedByPeer()).isTrue();
    }

    @Test
    void doesNotWaitForeverForAHeaderThatDrips() {
        http.reopen(impatient(200, 60_000, 10));
        http.client().write("GET /v1/channels HTTP/1.1\r\n");
        // Never silent for as long as the idle time-out, and never done.
        Awaitility.await().pollInterval(java.time.Duration.ofMillis(40)).until(() -> {
            try {
                http.client().write("X: y\r\n");
                return false;
            } catch (java.io.UncheckedIOException closed) {
                return true;
            }
        });
    }

    @Test
    void closesIdleConnectionsAndBoundsTheirNumber() {
        http.reopen(impatient(300, 60_000, 2));
        try (RawClient second = http.door().connect();
                RawClient third = http.door().connect()) {
            assertThat(http.client().get("/v1/channels").status()).isEqualTo(200);
            assertThat(third.isClosedByPeer()).isTrue();
            assertThat(http.client().isClosedByPeer()).isTrue();
            assertThat(second.isClosedByPeer()).isTrue();
        }
        Awaitility.await().until(() -> http.door().ingress.connections() == 0);
    }

    @Test
    void answersWhatIsUnderWayBeforeItStops() {
        http.door().admission.hold();
        http.client().write(RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", HI));
        Awaitility.await().until(() -> http.door().admission.count() == 1);

        var stopped = http.door().vertx.undeploy(http.door().ingress.deploymentID());
        http.door().admission.release();

        assertThat(http.client().answer().status()).isEqualTo(202);
        DoorFixture.await(stopped);
        assertThat(http.client().isClosedByPeer()).isTrue();
    }
}
