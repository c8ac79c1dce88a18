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

    private static final String CM =
            "{\"messages\":{\"authentication\":{\"productToken\":\"demo-key\"},\"msg\":[{\"from\":\"Demo\","
                    + "\"to\":[{\"number\":\"00393331234567\"}],\"body\":{\"content\":\"hello\"}}]}}";
    private static final String FORM = "username=demo&password=demo-key&to=393331234567";

    private static byte[] dialect(String path, String type, String body) {
        return RawClient.postRequest(path, "Content-Type: " + type + "\r\n", body);
    }

    @Test
    void bodiesOfDialectsWaitForAMomentAndAreRefusedInTheirOwnWords() {
        fill(1.2);
        client.write(dialect("/v1.0/message", "application/json", CM));
        Answer cm = client.answer();
        assertThat(cm.status()).isEqualTo(503);
        assertThat(cm.body()).contains("\"errorCode\":500");
        try (RawClient kannel = door.connect();
                RawClient jasmin = door.connect()) {
            kannel.write(dialect("/cgi-bin/sendsms", "application/x-www-form-urlencoded", FORM + "&text=Hi"));
            assertThat(kannel.answer().status()).isEqualTo(503);
            jasmin.write(dialect("/send", "application/x-www-form-urlencoded", FORM + "&content=Hi"));
            assertThat(jasmin.answer().body()).startsWith("Error \"");
        }
        assertThat(door.pressure.pauses().sum()).isEqualTo(3);
        assertThat(door.admission.drafts()).isEmpty();
    }

    /** Within his share he is read on; the door does not know that of somebody whose token is in the body. */
    @Test
    void whoSaysInHisBodyWhoHeIsWaitsLikeOneWhoTakesMuch() {
        fill(0.7);
        client.write(RawClient.postRequest(
                "/v1.0/message", "X-CM-PRODUCTTOKEN: demo-key\r\nContent-Type: application/json\r\n", CM));
        assertThat(client.answer().status()).isEqualTo(200);
        assertThat(door.pressure.pauses().sum()).isZero();
        client.write(dialect("/v1.0/message", "application/json", CM));
        assertThat(client.answer().status()).isEqualTo(200);
        assertThat(door.pressure.pauses().sum()).isEqualTo(1);
    }

    @Test
    void aDialectsBodyIsReadWhenThePressureHasFallenMeanwhile() {
        fill(1.2);
        client.write(dialect("/v1.0/message", "application/json", CM));
        await().atMost(Duration.ofSeconds(5))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> door.pressure.pauses().sum() > 0);
        fill(-1.2);
        assertThat(client.answer().status()).isEqualTo(200);
        assertThat(door.admission.drafts()).hasSize(1);
    }

    @Test
    void whatADialectsBodyHoldsIsGivenBackHoweverItEnds() {
        client.write(dialect("/v1.0/message", "application/json", CM));
        assertThat(client.answer().status()).isEqualTo(200);
        client.write(dialect("/v1.0/message", "application/json", "{"));
        assertThat(client.answer().status()).isEqualTo(400);
        for (String path : new String[] {"/v1.0/message", "/cgi-bin/sendsms", "/send"}) {
            try (RawClient leaver = door.connect()) {
                leaver.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n");
                leaver.write("x".repeat(30_000));
                await().atMost(Duration.ofSeconds(5)).until(() -> door.pressure.octets() > 0);
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> door.pressure.octets() == 0);
        }
        try (RawClient boaster = door.connect()) {
            boaster.write("POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
            assertThat(boaster.answer().status()).isEqualTo(413);
        }
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
