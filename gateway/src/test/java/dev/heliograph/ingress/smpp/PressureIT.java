package dev.heliograph.ingress.smpp;

import static dev.heliograph.ingress.smpp.DoorFixture.ACCOUNT;
import static dev.heliograph.ingress.smpp.DoorFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A full node and the sockets of its clients. */
class PressureIT {
    private static final int BIND_TRANSCEIVER = 0x00000009;
    private static final int SUBMIT_SM = 0x00000004;
    private static final int ENQUIRE_LINK = 0x00000015;

    private final DoorFixture door = new DoorFixture(500);

    @AfterEach
    void close() {
        door.close();
    }

    private void fill(double pressure) {
        door.pressure.held((int) (door.pressure.options().octetsMax() * pressure));
    }

    @Test
    void aSocketIsNotReadForAMomentAndEveryRequestIsAnsweredInTheEnd() throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            esme.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            fill(1.2);
            for (int i = 0; i < 200; i++) {
                esme.send(SUBMIT_SM, 10 + i, RawEsme.submit("hello"));
            }
            esme.send(ENQUIRE_LINK, 1_000, new byte[0]);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> door.pressure.pauses().sum() > 0);
            assertThat(door.admission.count()).isLessThan(200);

            Set<Integer> answered = new HashSet<>();
            for (int i = 0; i < 201; i++) {
                answered.add(esme.read().sequenceNumber());
            }
            assertThat(answered).hasSize(201).contains(10, 209, 1_000);
            // One at first, then a handful after each pause.
            assertThat(door.pressure.pauses().sum()).isBetween(3L, 5L);
        }
    }

    @Test
    void readingGoesOnAtOnceWhenThePressureFalls() throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            esme.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            fill(1.2);
            for (int i = 0; i < 1_000; i++) {
                esme.send(SUBMIT_SM, 10 + i, RawEsme.submit("hello"));
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> door.pressure.pauses().sum() > 0);
            fill(-1.2);
            for (int i = 0; i < 1_000; i++) {
                assertThat(esme.read().status()).isZero();
            }
            assertThat(door.pressure.pauses().sum())
                    .as("64 after each pause would take 16")
                    .isLessThan(12);
        }
    }

    @Test
    void aSessionThatLeavesWhileItIsNotReadIsForgotten() throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            esme.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            fill(1.2);
            for (int i = 0; i < 10; i++) {
                esme.send(SUBMIT_SM, 10 + i, RawEsme.submit("hello"));
            }
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> door.pressure.pauses().sum() > 0);
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> door.sessions.size() == 0);
    }
}
