package dev.heliograph.smpp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.SubmitSm;
import dev.heliograph.smpp.session.CloseReason;
import dev.heliograph.smpp.session.QuietLog;
import dev.heliograph.smpp.session.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitSmResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** jSMPP's client against our server. */
class JsmppClientIT {
    private static final byte[] TEXT = "hello".getBytes(StandardCharsets.ISO_8859_1);

    private static SMPPSession bind(ServerFixture server, BindType type, String password) throws Exception {
        SMPPSession session = new SMPPSession();
        session.setEnquireLinkTimer(200);
        session.setTransactionTimer(5_000);
        session.connectAndBind(
                ServerFixture.HOST,
                server.port(),
                new BindParameter(
                        type, "jsmpp", password, "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null),
                5_000);
        return session;
    }

    private static SubmitSmResult submit(SMPPSession session) throws Exception {
        return session.submitShortMessage(
                "CMT",
                TypeOfNumber.ALPHANUMERIC,
                NumberingPlanIndicator.UNKNOWN,
                "Heliograph",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                "31612345678",
                new ESMClass(),
                (byte) 0,
                (byte) 1,
                null,
                null,
                new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                (byte) 0,
                new GeneralDataCoding(Alphabet.ALPHA_DEFAULT),
                (byte) 0,
                TEXT);
    }

    @ParameterizedTest
    @EnumSource(
            value = BindType.class,
            names = {"BIND_TX", "BIND_RX", "BIND_TRX"})
    void bindsInEachOfThreeWaysStaysAndUnbinds(BindType type) throws Exception {
        try (ServerFixture server = new ServerFixture()) {
            SMPPSession session = bind(server, type, ServerFixture.PASSWORD);
            assertThat(server.bound.get(0).systemId()).isEqualTo("jsmpp");
            if (type != BindType.BIND_RX) {
                assertThat(submit(session).getMessageId()).isEqualTo("1");
                SubmitSm taken = (SubmitSm) server.requests.get(0);
                assertThat(taken.userData()).isEqualTo(TEXT);
                assertThat(taken.serviceType()).isEqualTo("CMT");
                assertThat(taken.registeredDelivery()).isEqualTo(1);
            }
            // Several of its enquire_links are answered, or it would have closed by now.
            await().pollDelay(Duration.ofMillis(700))
                    .until(() -> session.getSessionState().isBound());
            session.unbindAndClose();
            await().until(() -> server.closed.contains(CloseReason.PEER_UNBOUND));
            await().until(() -> server.server.connections() == 0);
        }
    }

    @Test
    void aWrongPasswordIsToldItsStatus() {
        try (ServerFixture server = new ServerFixture()) {
            QuietLog.run(SMPPSession.class, () -> {
                Throwable refused =
                        catchThrowableOfType(java.io.IOException.class, () -> bind(server, BindType.BIND_TRX, "wrong"));
                assertThat(refused.getCause()).isInstanceOf(NegativeResponseException.class);
                assertThat(((NegativeResponseException) refused.getCause()).getCommandStatus())
                        .isEqualTo(CommandStatus.ESME_RINVPASWD);
            });
        }
    }

    @Test
    void submitsFromManyThreadsAreAllAnswered() throws Exception {
        try (ServerFixture server = new ServerFixture()) {
            SMPPSession session = bind(server, BindType.BIND_TRX, ServerFixture.PASSWORD);
            ExecutorService threads = Executors.newFixedThreadPool(20);
            List<Future<String>> ids = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                ids.add(threads.submit(() -> submit(session).getMessageId()));
            }
            List<String> seen = new ArrayList<>();
            for (Future<String> id : ids) {
                seen.add(id.get());
            }
            assertThat(seen).doesNotHaveDuplicates().hasSize(2_000);
            threads.shutdown();
            session.unbindAndClose();
        }
    }

    @Test
    void aRefusalReachesItAsItsStatus() throws Exception {
        try (ServerFixture server = new ServerFixture()) {
            server.answer = (session, request) -> session.respond(request.respond(CommandStatus.ESME_RTHROTTLED));
            SMPPSession session = bind(server, BindType.BIND_TX, ServerFixture.PASSWORD);
            NegativeResponseException refused =
                    catchThrowableOfType(NegativeResponseException.class, () -> submit(session));
            assertThat(refused.getCommandStatus()).isEqualTo(CommandStatus.ESME_RTHROTTLED);
            session.unbindAndClose();
        }
    }

    @Test
    void queriesAreAnsweredAlsoWhenTheyFail() throws Exception {
        try (ServerFixture server = new ServerFixture()) {
            SMPPSession session = bind(server, BindType.BIND_TRX, ServerFixture.PASSWORD);
            QuerySmResult result = session.queryShortMessage(
                    "id-1", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "Heliograph");
            assertThat(result.getMessageState().value()).isEqualTo((byte) SmppMessageState.ENROUTE.wireValue());
            server.answer = (peer, request) -> peer.respond(request.respond(CommandStatus.ESME_RINVMSGID));
            NegativeResponseException refused = catchThrowableOfType(
                    NegativeResponseException.class,
                    () -> session.queryShortMessage(
                            "id-2", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, "Heliograph"));
            assertThat(refused.getCommandStatus()).isEqualTo(CommandStatus.ESME_RINVMSGID);
            session.unbindAndClose();
        }
    }

    @Test
    void receiptsAreReadAndAnswered() throws Exception {
        try (ServerFixture server = new ServerFixture()) {
            SMPPSession session = bind(server, BindType.BIND_RX, ServerFixture.PASSWORD);
            Receipts receipts = new Receipts();
            session.setMessageReceiverListener(receipts);
            DeliveryReceiptText text = new DeliveryReceiptText(
                    "01HF7",
                    1,
                    1,
                    LocalDateTime.of(2026, 11, 2, 13, 45),
                    LocalDateTime.of(2026, 11, 2, 13, 46),
                    SmppMessageState.DELIVERED,
                    "000",
                    "hello");
            Answers answers = new Answers();
            for (int i = 0; i < 50; i++) {
                assertThat(server.deliver(
                                server.bound.get(0),
                                new SmBuilder()
                                        .esmClass(EsmClass.TYPE_RECEIPT)
                                        .shortMessage(text.format().getBytes(StandardCharsets.ISO_8859_1))
                                        .tlvs(text.toTlvs())
                                        .deliverSm(),
                                answers))
                        .isEqualTo(SendResult.SENT);
            }
            await().until(() -> answers.responses.size() == 50);
            assertThat(answers.responses).allMatch(response -> response.ok());
            assertThat(receipts.seen).hasSize(50);
            assertThat(receipts.seen.get(0).getId()).isEqualTo("01HF7");
            assertThat(receipts.seen.get(0).getFinalStatus()).isEqualTo(org.jsmpp.util.DeliveryReceiptState.DELIVRD);
            session.unbindAndClose();
        }
    }

    private static final class Receipts implements MessageReceiverListener {
        final List<DeliveryReceipt> seen = new CopyOnWriteArrayList<>();

        @Override
        public void onAcceptDeliverSm(DeliverSm deliver) {
            try {
                seen.add(deliver.getShortMessageAsDeliveryReceipt());
            } catch (org.jsmpp.util.InvalidDeliveryReceiptException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            throw new IllegalStateException("not sent here");
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) {
            throw new IllegalStateException("not sent here");
        }
    }
}
