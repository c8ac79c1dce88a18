package dev.heliograph.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stand-in, seen by an ESME of other people's making. */
@Timeout(60)
class StandInSmscIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String TO = "393331234567";

    private final Vertx vertx = Vertx.vertx();
    private final List<DeliverSm> delivered = new CopyOnWriteArrayList<>();
    private final List<SMPPSession> sessions = new ArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private StandInSmsc smsc;

    private void start(SmscBehaviour behaviour, SmscOptions options) throws Exception {
        smsc = new StandInSmsc(
                vertx,
                options.withAddress("127.0.0.1", 0).withAccounts(Map.of("esme", "secret")),
                behaviour,
                System::currentTimeMillis,
                System::nanoTime);
        smsc.listen().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        sessions.forEach(SMPPSession::unbindAndClose);
        smsc.close(200).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private SMPPSession bind(BindType type) throws Exception {
        SMPPSession session = new SMPPSession();
        session.setMessageReceiverListener(new Receiver());
        session.connectAndBind(
                "127.0.0.1",
                smsc.port(),
                new BindParameter(
                        type, "esme", "secret", "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));
        sessions.add(session);
        return session;
    }

    private static String submit(SMPPSession session, String to) throws Exception {
        return session.submitShortMessage(
                        "",
                        TypeOfNumber.ALPHANUMERIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "Sender",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        to,
                        new ESMClass(0),
                        (byte) 0,
                        (byte) 0,
                        null,
                        null,
                        new RegisteredDelivery(1),
                        (byte) 0,
                        new RawDataCoding((byte) 0),
                        (byte) 0,
                        "hello".getBytes(StandardCharsets.US_ASCII))
                .getMessageId();
    }

    private final class Receiver implements MessageReceiverListener {
        @Override
        public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
            if (refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new ProcessRequestException("later", 0x64);
            }
            delivered.add(deliver);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {}

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
            throw new ProcessRequestException("unsupported", 0x03);
        }
    }

    @Test
    void receiptsAreAsTheSpecificationHasThem() throws Exception {
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT);
        String id = submit(bind(BindType.BIND_TRX), TO);
        await().atMost(SOON).until(() -> delivered.size() == 1);
        DeliverSm deliver = delivered.get(0);
        assertThat(deliver.isSmscDeliveryReceipt()).isTrue();
        assertThat(deliver.getSourceAddr()).isEqualTo(TO);
        assertThat(deliver.getDestAddress()).isEqualTo("Sender");
        var receipt = deliver.getShortMessageAsDeliveryReceipt();
        assertThat(receipt.getId()).isEqualTo(id);
        assertThat(receipt.getFinalStatus()).isEqualTo(DeliveryReceiptState.DELIVRD);
        assertThat(receipt.getDelivered()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT.withSeed(1, 1));
        SMPPSession session = new SMPPSession();
        assertThatThrownBy(() -> session.connectAndBind(
                        "127.0.0.1",
                        smsc.port(),
                        new BindParameter(
                                BindType.BIND_TX,
                                "esme",
                                "wrong",
                                "",
                                TypeOfNumber.UNKNOWN,
                                NumberingPlanIndicator.UNKNOWN,
                                null)))
                .hasRootCauseInstanceOf(NegativeResponseException.class);
    }

    /** Receipts wait for a receiver, but only so many: then the message centre is full, and says so. */
    @Test
    void receiptsWaitWithinBounds() throws Exception {
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT.withPendingMax(5));
        SMPPSession transmitter = bind(BindType.BIND_TX);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(submit(transmitter, TO));
        }
        assertThatThrownBy(() -> submit(transmitter, TO))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        refused -> assertThat(refused.getCommandStatus()).isEqualTo(0x14));
        bind(BindType.BIND_RX);
        await().atMost(SOON).until(() -> delivered.size() == 5);
        List<String> received = new ArrayList<>();
        for (DeliverSm deliver : delivered) {
            received.add(deliver.getShortMessageAsDeliveryReceipt().getId());
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(ids);
        await().atMost(SOON).until(() -> smsc.counts().receiptsDelivered.sum() == 5);
        assertThat(submit(transmitter, TO)).isNotEmpty();
    }

    @Test
    void aReceiptThatIsRefusedForNowComesAgain() throws Exception {
        refusals.set(2);
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT);
        submit(bind(BindType.BIND_TRX), TO);
        await().atMost(SOON).until(() -> delivered.size() == 1);
        assertThat(smsc.counts().redelivered.sum()).isEqualTo(2);
    }

    @Test
    void aMessageToItsOwnSenderComesBack() throws Exception {
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT);
        SMPPSession session = bind(BindType.BIND_TRX);
        session.submitShortMessage(
                "",
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                TO,
                TypeOfNumber.INTERNATIONAL,
                NumberingPlanIndicator.ISDN,
                TO,
                new ESMClass(0),
                (byte) 0,
                (byte) 0,
                null,
                null,
                new RegisteredDelivery(0),
                (byte) 0,
                new RawDataCoding((byte) 0),
                (byte) 0,
                "echo".getBytes(StandardCharsets.US_ASCII));
        await().atMost(SOON).until(() -> delivered.size() == 1);
        assertThat(delivered.get(0).isSmscDeliveryReceipt()).isFalse();
        assertThat(delivered.get(0).getShortMessage())
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("echo");
    }

    @Test
    void idsAreNeverGivenTwiceOverARestart() throws Exception {
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT);
        long first = Long.parseLong(submit(bind(BindType.BIND_TX), TO));
        smsc.close(200).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        start(SmscBehaviour.PERFECT, SmscOptions.DEFAULT);
        assertThat(Long.parseLong(submit(bind(BindType.BIND_TX), TO))).isGreaterThan(first);
    }
}
