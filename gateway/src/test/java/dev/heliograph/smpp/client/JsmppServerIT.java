package dev.heliograph.smpp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.BindKind;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.pdu.SubmitSmResp;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.smpp.server.Answers;
import dev.heliograph.smpp.server.ServerFixture;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.SendResult;
import dev.heliograph.smpp.session.SessionTimers;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our client against jSMPP's server. */
class JsmppServerIT {
    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.ISO_8859_1);
    private static final SubmitSm SUBMIT = new SmBuilder()
            .source(SmppAddress.alphanumeric("Heliograph"))
            .destination(SmppAddress.international("31612345678"))
            .shortMessage(TEXT)
            .tlvs(Tlvs.builder().int16(Tag.USER_MESSAGE_REFERENCE, 0x1234).build())
            .submitSm();

    private static SmppClientOptions options(JsmppServer mc) {
        return SmppClientOptions.of(ServerFixture.HOST, mc.port(), "helio", "secret")
                .withTimers(SessionTimers.DEFAULT.withEnquireLink(100, 3).withTickMillis(20));
    }

    @ParameterizedTest
    @EnumSource(BindKind.class)
    void bindsInEachOfThreeWaysStaysAndUnbinds(BindKind kind) {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(options(mc).withKind(kind))) {
            SmppClientSession session = client.bind();
            assertThat(session.peerSystemId()).isEqualTo("jsmpp-mc");
            assertThat(session.version()).isEqualTo(InterfaceVersion.V3_4);
            Answers answers = new Answers();
            SendResult result = client.submit(session, SUBMIT, answers);
            assertThat(result).isEqualTo(kind.transmits() ? SendResult.SENT : SendResult.NOT_BOUND);
            // Enquire_links of both sides cross meanwhile.
            await().pollDelay(Duration.ofMillis(700)).until(() -> client.call(session::isBound));
            if (kind.transmits()) {
                assertThat(answers.responses).containsExactly(new SubmitSmResp(0, 2, "1", Tlvs.EMPTY));
                assertThat(mc.submits.get(0).getShortMessage()).isEqualTo(TEXT);
                assertThat(mc.submits.get(0).getOptionalParameter((short) 0x0204).tag)
                        .isEqualTo((short) 0x0204);
            }
            ServerFixture.await(client.onLoop(() -> session.unbindAndClose(Duration.ofSeconds(5))));
            await().until(() -> !mc.sessions.get(0).getSessionState().isBound());
            assertThat(client.closed).containsExactly(CloseReason.LOCALLY_CLOSED);
        }
    }

    @Test
    void withoutScInterfaceVersionItIsAMessageCentreOf33() {
        try (JsmppServer mc = new JsmppServer(null);
                ClientFixture client = new ClientFixture(options(mc))) {
            SmppClientSession session = client.bind();
            assertThat(session.version()).isEqualTo(InterfaceVersion.V3_3);
            Answers answers = new Answers();
            client.submit(session, SUBMIT, answers);
            await().until(() -> answers.responses.size() == 1);
            assertThat(mc.submits.get(0).getOptionalParameters()).isEmpty();
        }
    }

    @Test
    void aRefusedBindTellsItsStatus() {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(
                        SmppClientOptions.of(ServerFixture.HOST, mc.port(), "helio", JsmppServer.WRONG_PASSWORD))) {
            Future<SmppClientSession> connecting = client.connect();
            await().until(connecting::isComplete);
            assertThat(((BindRefusedException) connecting.cause()).status()).isEqualTo(CommandStatus.ESME_RINVPASWD);
        }
    }

    @Test
    void fiveThousandSubmitsThroughTheWindowAreAnsweredAndRefusalsToo() {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(options(mc))) {
            SmppClientSession session = client.bind();
            Answers answers = new Answers();
            int sent = 0;
            while (sent < 5_000) {
                SendResult result = client.submit(session, SUBMIT, answers);
                assertThat(result).isIn(SendResult.SENT, SendResult.WINDOW_FULL);
                sent += result == SendResult.SENT ? 1 : 0;
            }
            await().until(() -> answers.size() == 5_000);
            assertThat(answers.responses).allMatch(Pdu.Response::ok).hasSize(5_000);
            mc.refuseWith = CommandStatus.ESME_RTHROTTLED;
            Answers refused = new Answers();
            client.submit(session, SUBMIT, refused);
            await().until(() -> refused.size() == 1);
            assertThat(refused.responses.get(0).commandStatus()).isEqualTo(CommandStatus.ESME_RTHROTTLED);
        }
    }

    @Test
    void messagesAreTakenAndRefusedByTheHandler() throws Exception {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(options(mc))) {
            client.bind();
            deliver(mc);
            DeliverSm taken = (DeliverSm) client.requests.get(0);
            assertThat(taken.userData()).isEqualTo(TEXT);
            assertThat(taken.source().address()).isEqualTo("31612345678");
            client.answer = (session, request) -> session.respond(request.respond(CommandStatus.ESME_RX_T_APPN));
            NegativeResponseException refused = org.assertj.core.api.Assertions.catchThrowableOfType(
                    NegativeResponseException.class, () -> deliver(mc));
            assertThat(refused.getCommandStatus()).isEqualTo(CommandStatus.ESME_RX_T_APPN);
        }
    }

    private static void deliver(JsmppServer mc) throws Exception {
        mc.sessions
                .get(0)
                .deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "31612345678",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        "1234",
                        new ESMClass(),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery(0),
                        new GeneralDataCoding(),
                        TEXT);
    }

    @Test
    void anAlertIsShownToTheHandler() throws Exception {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(options(mc))) {
            client.bind();
            mc.sessions
                    .get(0)
                    .alertNotification(
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            "31612345678",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            "1234");
            await().until(() -> client.requests.size() == 1);
            assertThat(client.requests.get(0)).isInstanceOf(dev.heliograph.smpp.pdu.AlertNotification.class);
        }
    }

    @Test
    void anUnbindOfTheMessageCentreIsAnsweredAndEndsTheSession() {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(options(mc))) {
            client.bind();
            mc.sessions.get(0).unbindAndClose();
            await().until(() -> client.closed.size() == 1);
            assertThat(client.closed).containsExactly(CloseReason.PEER_UNBOUND);
        }
    }

    @Test
    void aMessageCentreThatDiesEndsTheSessionAndItsRequests() {
        try (JsmppServer mc = new JsmppServer(org.jsmpp.bean.InterfaceVersion.IF_34);
                ClientFixture client = new ClientFixture(options(mc))) {
            client.bind();
            mc.sessions.get(0).close();
            await().until(() -> client.closed.size() == 1);
            assertThat(client.closed).containsExactly(CloseReason.PEER_CLOSED);
        }
    }
}
