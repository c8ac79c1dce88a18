package dev.heliograph.ingress.http;

import static dev.heliograph.ingress.http.RawClient.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.ingress.http.RawClient.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A full node and the bodies of its clients. */
class HttpPressureIT {
    private static final String MESSAGE = "{\"to\":\"+393331234567\",\"text\":\"hello\"}";

    private final DoorFixture door = new DoorFixture(HttpLimits.DEFAULT, new NdjsonIT.NoEvents());
    private final RawClient client = door.connect();

    @AfterEach
    void close() {
        client.close();
        door.close();
    }

    private void fill(double pressure) {
        door.pressure.held((int) (door.pressure.options().octetsMax() * pressure));
    }

    @Test
    void aBodyIsLeftInItsSocketForAMomentAndThenRefused() {
        fill(1.2);
        Answer full = client.post(MESSAGE);
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.problem()).isEqualTo("queue-full");
        assertThat(full.headers()).containsEntry("retry-after", "1");
        assertThat(door.pressure.pauses().sum()).isEqualTo(1);
        assertThat(door.admission.drafts()).isEmpty();
    }

    @Test
    void aBodyIsReadWhenThePressureHasFallenMeanwhile() {
        fill(1.2);
        client.write(RawClient.postRequest("/v1/messages", KEY + "Content-Type: application/json\r\n", MESSAGE));
        // Looked at often: the pause lasts a tenth of a second at most.
        await().atMost(Duration.ofSeconds(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> door.pressure.pauses().sum() > 0);
        fill(-1.2);
        assertThat(client.answer().status()).isEqualTo(202);
    }

    @Test
    void whatABodyHoldsIsGivenBackHoweverItEnds() {
        assertThat(client.post(MESSAGE).status()).isEqualTo(202);
        assertThat(client.post("{").status()).isEqualTo(400);
        String endless = "POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
        try (RawClient leaver = door.connect()) {
            leaver.write(endless);
            leaver.write("x".repeat(50_000));
            await().atMost(Duration.ofSeconds(5)).until(() -> door.pressure.octets() > 0);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> door.pressure.octets() == 0);
    }

    @Test
    void aStreamTakesNoLinesForAMomentAndLosesNone() {
        fill(1.2);
        client.write("POST /v1/messages HTTP/1.1\r\nHost: x\r\n" + KEY
                + "Content-Type: application/x-ndjson\r\nContent-Length: " + 300 * (MESSAGE.length() + 1) + "\r\n\r\n");
        client.write((MESSAGE + "\n").repeat(300));
        Answer answer = client.answer();
        assertThat(answer.body().lines()).hasSize(300);
        assertThat(door.admission.drafts()).hasSize(300);
        assertThat(door.pressure.pauses().sum()).isBetween(4L, 7L);
    }
}
