package dev.heliograph.ingress.smpp;

import static dev.heliograph.ingress.smpp.DoorFixture.ACCOUNT;
import static dev.heliograph.ingress.smpp.DoorFixture.PASSWORD;
import static dev.heliograph.ingress.smpp.RawEsme.BIND_TRANSCEIVER;
import static dev.heliograph.ingress.smpp.RawEsme.SUBMIT_SM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.heliograph.ingress.smpp.RawEsme.Frame;
import dev.heliograph.smpp.pdu.BindKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BindIT {
    private final DoorFixture door = new DoorFixture();

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"BIND_TX", "BIND_RX", "BIND_TRX"})
    void letsEveryKindIn(BindType type) throws IOException {
        SMPPSession session = door.bound(type);

        assertThat(session.getSessionState().isBound()).isTrue();
        assertThat(door.sessions.snapshot()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.account()).isEqualTo(ACCOUNT);
            assertThat(snapshot.systemId()).isEqualTo(ACCOUNT);
            assertThat(snapshot.kind())
                    .isEqualTo(
                            switch (type) {
                                case BIND_TX -> BindKind.TRANSMITTER;
                                case BIND_RX -> BindKind.RECEIVER;
                                default -> BindKind.TRANSCEIVER;
                            });
            assertThat(snapshot.version()).isEqualTo(0x34);
            assertThat(snapshot.remote()).startsWith("127.0.0.1:");
            assertThat(snapshot.windowMax()).isEqualTo(500);
        });
        session.unbindAndClose();
        await().untilAsserted(() -> assertThat(door.sessions.size()).isZero());
    }

    /** B2: an unknown system_id and a wrong password look the same, to each version in its way. */
    @ParameterizedTest
    @CsvSource({
        "demo,   wrong,  0x34, 0x0E",
        "nobody, secret, 0x34, 0x0E",
        "demo,   '',     0x34, 0x0E",
        "demo,   wrong,  0x33, 0x0E",
        "far,    secret, 0x34, 0x0E",
        "demo,   wrong,  0x50, 0x0D",
        "nobody, secret, 0x50, 0x0D",
        "far,    secret, 0x50, 0x0D"
    })
    void refusesWithoutSayingWhy(String systemId, String password, String version, String status) throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            Frame answer = esme.bind(BIND_TRANSCEIVER, systemId, password, Integer.decode(version));

            assertThat(answer.commandId()).isEqualTo(0x80000009);
            assertThat(answer.status()).isEqualTo(Integer.decode(status));
            assertThat(esme.isClosed()).isTrue();
        }
        assertThat(door.sessions.size()).isZero();
    }

    @Test
    void refusesInTheWordsOfOtherLibraries() {
        SMPPSession session = new SMPPSession();

        assertThatThrownBy(() -> session.connectAndBind(
                        DoorFixture.HOST,
                        door.port(),
                        DoorFixture.bind(BindType.BIND_TX, ACCOUNT, "wrong", InterfaceVersion.IF_34)))
                .rootCause()
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refusal -> assertThat(refusal.getCommandStatus()).isEqualTo(0x0E));
        session.close();
    }

    @Test
    void takesNothingAfterARefusal() throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            esme.sendBind(BIND_TRANSCEIVER, ACCOUNT, "wrong", 0x34);
            esme.send(SUBMIT_SM, 2, RawEsme.submit("never"));
            assertThat(esme.read().status()).isEqualTo(0x0E);
        }
        assertThat(door.admission.drafts()).isEmpty();
    }

    @Test
    void knowsWhereAnAccountMayComeFrom() throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            assertThat(esme.bind(BIND_TRANSCEIVER, "near", PASSWORD, 0x34).status())
                    .isZero();
        }
    }

    @Test
    void countsBindsOverAllInstances() throws IOException {
        List<RawEsme> all = new ArrayList<>();
        for (int i = 0; i < DoorFixture.BINDS_MAX; i++) {
            RawEsme esme = new RawEsme(door.port());
            all.add(esme);
            assertThat(esme.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34).status())
                    .isZero();
        }
        try (RawEsme oneTooMany = new RawEsme(door.port());
                RawEsme another = new RawEsme(door.port())) {
            assertThat(oneTooMany
                            .bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x50)
                            .status())
                    .isEqualTo(0x0D);
            assertThat(another.bind(BIND_TRANSCEIVER, "other", PASSWORD, 0x50).status())
                    .as("another account")
                    .isZero();
        }

        all.remove(0).close();

        await().untilAsserted(() -> {
            try (RawEsme next = new RawEsme(door.port())) {
                assertThat(next.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34).status())
                        .isZero();
            }
        });
        for (RawEsme esme : all) {
            esme.close();
        }
        await().untilAsserted(() -> assertThat(door.sessions.size()).isZero());
    }

    @Test
    void givesBackTheBindOfAnEsmeThatLeftWhileItWasLetIn() throws IOException {
        for (int i = 0; i < 3 * DoorFixture.BINDS_MAX; i++) {
            try (RawEsme hasty = new RawEsme(door.port())) {
                hasty.sendBind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            }
        }

        await().untilAsserted(() -> assertThat(door.sessions.size()).isZero());
        List<RawEsme> all = new ArrayList<>();
        await().untilAsserted(() -> {
            while (all.size() < DoorFixture.BINDS_MAX) {
                RawEsme esme = new RawEsme(door.port());
                int status =
                        esme.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34).status();
                if (status == 0) {
                    all.add(esme);
                } else {
                    esme.close();
                }
                assertThat(status).isZero();
            }
        });
        for (RawEsme esme : all) {
            esme.close();
        }
    }

    /** PROMISES 3: a thousand wrong binds, and the owner notices nothing. */
    @Test
    void isNotClosedToTheOwnerByAGuesser() throws IOException {
        SMPPSession owner = door.bound(BindType.BIND_TRX);
        for (int i = 0; i < 1_000; i++) {
            try (RawEsme guesser = new RawEsme(door.port(), "127.0.0.2")) {
                assertThat(guesser.bind(BIND_TRANSCEIVER, ACCOUNT, "guess" + i % 1000, 0x34)
                                .status())
                        .isEqualTo(0x0E);
            }
        }
        SMPPSession second = door.bound(BindType.BIND_TRX);

        assertThat(owner.getSessionState().isBound()).isTrue();
        assertThat(second.getSessionState().isBound()).isTrue();
        owner.unbindAndClose();
        second.unbindAndClose();
    }

    @Test
    void endsTheSessionsOfAnAccountThatWasRemoved() throws IOException {
        try (RawEsme esme = new RawEsme(door.port())) {
            assertThat(esme.bind(BIND_TRANSCEIVER, "other", PASSWORD, 0x34).status())
                    .isZero();
            door.accounts.replace(List.of(DoorFixture.account(ACCOUNT, 1, 10, List.of())));

            esme.send(SUBMIT_SM, 2, RawEsme.submit("hello"));

            Frame answer = esme.read();
            assertThat(answer.commandId()).isEqualTo(0x80000004);
            assertThat(answer.status()).isEqualTo(0x04);
            assertThat(esme.read().commandId()).as("unbind").isEqualTo(0x06);
        }
        assertThat(door.admission.drafts()).isEmpty();
    }

    @Test
    void unbindsAnAccountOnDemand() throws IOException {
        SMPPSession session = door.bound(BindType.BIND_TRX);

        door.sessions.unbind(ACCOUNT);

        await().untilAsserted(() -> assertThat(door.sessions.size()).isZero());
        session.close();
    }
}
