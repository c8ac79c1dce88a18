package dev.heliograph.ingress.smpp;

import static dev.heliograph.ingress.smpp.DoorFixture.ACCOUNT;
import static dev.heliograph.ingress.smpp.DoorFixture.PASSWORD;
import static dev.heliograph.ingress.smpp.RawEsme.BIND_TRANSCEIVER;
import static dev.heliograph.ingress.smpp.RawEsme.BIND_TRANSMITTER;
import static dev.heliograph.ingress.smpp.RawEsme.DELIVER_SM;
import static dev.heliograph.ingress.smpp.RawEsme.ENQUIRE_LINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudhopper.smpp.SmppBindType;
import com.cloudhopper.smpp.SmppConstants;
import com.cloudhopper.smpp.SmppSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppClient;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.util.DeliveryReceipt;
import dev.heliograph.egress.receiver.Events;
import dev.heliograph.ingress.smpp.RawEsme.Frame;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.joda.time.DateTimeZone;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverIT {
    private final DoorFixture door = new DoorFixture();
    private final List<SMPPSession> bound = new ArrayList<>();

    /** What an ESME was sent; refuses what the test says, once each. */
    private static final class Inbox implements MessageReceiverListener {
        final List<DeliverSm> all = new CopyOnWriteArrayList<>();
        final Set<Integer> refuseFirstWith = new HashSet<>();

        @Override
        public synchronized void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
            if (!refuseFirstWith.isEmpty()) {
                int status = refuseFirstWith.iterator().next();
                refuseFirstWith.remove(status);
                throw new ProcessRequestException("not now", status);
            }
            all.add(deliver);
        }

        @Override
        public void onAcceptAlertNotification(AlertNotification alert) {
            throw new AssertionError("nobody sends this");
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) {
            throw new AssertionError("nobody sends this");
        }
    }

    @AfterEach
    void close() {
        bound.forEach(SMPPSession::unbindAndClose);
        door.close();
    }

    private Inbox receive(BindType type) throws IOException {
        Inbox inbox = new Inbox();
        receive(type, inbox);
        return inbox;
    }

    private SMPPSession receive(BindType type, Inbox inbox) throws IOException {
        SMPPSession session = new SMPPSession();
        session.setMessageReceiverListener(inbox);
        session.connectAndBind(
                DoorFixture.HOST,
                door.port(),
                DoorFixture.bind(type, ACCOUNT, PASSWORD, org.jsmpp.bean.InterfaceVersion.IF_34));
        bound.add(session);
        return session;
    }

    private void append(int count) {
        for (int i = 1; i <= count; i++) {
            door.append(Events.receipt(i, MessageState.DELIVERED));
        }
    }

    private void awaitAcknowledged(int count) {
        await().untilAsserted(() -> assertThat(door.events.acknowledged(ACCOUNT))
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList()));
    }

    @Test
    void sendsReceiptsThatJsmppReads() throws Exception {
        Inbox inbox = receive(BindType.BIND_RX);
        door.append(Events.receipt(1, MessageState.DELIVERED));
        door.append(Events.failure(2, MessageState.FAILED, 36));

        awaitAcknowledged(2);
        assertThat(inbox.all).hasSize(2);
        DeliverSm delivered = find(inbox, 1);
        assertThat(delivered.isSmscDeliveryReceipt()).isTrue();
        org.jsmpp.bean.DeliveryReceipt receipt = delivered.getShortMessageAsDeliveryReceipt();
        assertThat(receipt.getId()).isEqualTo(MessageId.text(MessageId.of(3, 1)));
        assertThat(receipt.getFinalStatus()).isEqualTo(DeliveryReceiptState.DELIVRD);
        assertThat(delivered.getSourceAddr()).isEqualTo("393331234567");
        assertThat(delivered.getDestAddress()).isEqualTo("Demo");
        OptionalParameter.Receipted_message_id id =
                delivered.getOptionalParameter(OptionalParameter.Receipted_message_id.class);
        assertThat(id.getValueAsString()).isEqualTo(MessageId.text(MessageId.of(3, 1)));
        DeliverSm failed = find(inbox, 2);
        assertThat(failed.getShortMessageAsDeliveryReceipt().getFinalStatus()).isEqualTo(DeliveryReceiptState.UNDELIV);
        assertThat(failed.getShortMessageAsDeliveryReceipt().getError()).isEqualTo("036");
        OptionalParameter.Message_state state = failed.getOptionalParameter(OptionalParameter.Message_state.class);
        assertThat(state.getValue()).isEqualTo((byte) 5);
    }

    private static DeliverSm find(Inbox inbox, long counter) {
        String id = "id:" + MessageId.text(MessageId.of(3, counter));
        return inbox.all.stream()
                .filter(deliver -> new String(deliver.getShortMessage(), java.nio.charset.StandardCharsets.US_ASCII)
                        .startsWith(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sendsReceiptsThatCloudhopperReads() throws Exception {
        List<com.cloudhopper.smpp.pdu.DeliverSm> received = new CopyOnWriteArrayList<>();
        DefaultSmppClient client = new DefaultSmppClient(Executors.newCachedThreadPool(), 1);
        SmppSessionConfiguration configuration =
                new SmppSessionConfiguration(SmppBindType.TRANSCEIVER, ACCOUNT, PASSWORD);
        configuration.setHost(DoorFixture.HOST);
        configuration.setPort(door.port());
        configuration.getLoggingOptions().setLogPdu(false);
        SmppSession session = client.bind(configuration, new DefaultSmppSessionHandler() {
            @Override
            public PduResponse firePduRequestReceived(PduRequest request) {
                if (request instanceof com.cloudhopper.smpp.pdu.DeliverSm deliver) {
                    received.add(deliver);
                }
                return request.createResponse();
            }
        });
        append(1);

        awaitAcknowledged(1);
        com.cloudhopper.smpp.pdu.DeliverSm deliver = received.get(0);
        DeliveryReceipt receipt = DeliveryReceipt.parseShortMessage(
                new String(deliver.getShortMessage(), java.nio.charset.StandardCharsets.US_ASCII), DateTimeZone.UTC);
        assertThat(receipt.getMessageId()).isEqualTo(MessageId.text(MessageId.of(3, 1)));
        assertThat(receipt.getState()).isEqualTo(SmppConstants.STATE_DELIVERED);
        assertThat(receipt.getDoneDate().getMillis()).isEqualTo(Events.AT_MILLIS / 60_000 * 60_000);
        assertThat(deliver.getOptionalParameter(SmppConstants.TAG_RECEIPTED_MSG_ID)
                        .getValueAsString())
                .isEqualTo(receipt.getMessageId());
        session.unbind(5_000);
        session.destroy();
        client.destroy();
    }

    @Test
    void sendsInboundMessagesWhole() throws Exception {
        Inbox inbox = receive(BindType.BIND_TRX);
        byte[] segment = {5, 0, 3, 9, 2, 1, 0, 'a'};
        door.append(Events.inbound(new Content.Sms("", 0x40, 0, 0, 8, segment, new byte[0])));
        door.append(Events.inbound("x".repeat(1_000)));

        awaitAcknowledged(2);
        DeliverSm sms = inbox.all.stream()
                .filter(deliver -> deliver.getShortMessage().length > 0)
                .findFirst()
                .orElseThrow();
        assertThat(sms.getShortMessage()).isEqualTo(segment);
        assertThat(sms.isUdhi()).isTrue();
        assertThat(sms.isSmscDeliveryReceipt()).isFalse();
        assertThat(sms.getDataCoding()).isEqualTo((byte) 8);
        assertThat(sms.getDestAddress()).isEqualTo("3197001");
        DeliverSm text = inbox.all.stream()
                .filter(deliver -> deliver.getShortMessage().length == 0)
                .findFirst()
                .orElseThrow();
        OptionalParameter.Message_payload payload = text.getOptionalParameter(OptionalParameter.Message_payload.class);
        assertThat(payload.getValue()).hasSize(1_000);
    }

    /** R7: kept while only a transmitter is bound, and never sent there (B8). */
    @Test
    void keepsReceiptsUntilAReceiverBinds() throws Exception {
        try (RawEsme transmitter = new RawEsme(door.port())) {
            transmitter.bind(BIND_TRANSMITTER, ACCOUNT, PASSWORD, 0x34);
            append(300);
            transmitter.send(ENQUIRE_LINK, 2, new byte[0]);
            assertThat(transmitter.read().commandId()).isEqualTo(0x80000015);
            assertThat(door.events.held(ACCOUNT)).isZero();

            Inbox inbox = receive(BindType.BIND_RX);

            awaitAcknowledged(300);
            assertThat(inbox.all).hasSize(300);
            transmitter.send(ENQUIRE_LINK, 3, new byte[0]);
            assertThat(transmitter.read().sequenceNumber()).isEqualTo(3);
        }
    }

    @Test
    void spreadsOverAllReceiversOfTheAccountAndNoOther() throws Exception {
        List<Inbox> inboxes = List.of(receive(BindType.BIND_RX), receive(BindType.BIND_TRX), receive(BindType.BIND_RX));
        try (RawEsme other = new RawEsme(door.port())) {
            other.bind(BIND_TRANSCEIVER, "other", PASSWORD, 0x34);
            append(2_000);

            awaitAcknowledged(2_000);
            assertThat(inboxes).allSatisfy(inbox -> assertThat(inbox.all).isNotEmpty());
            assertThat(inboxes.stream().mapToInt(inbox -> inbox.all.size()).sum())
                    .isEqualTo(2_000);
            other.send(ENQUIRE_LINK, 2, new byte[0]);
            assertThat(other.read().commandId()).isEqualTo(0x80000015);
        }
    }

    /** W6, once. */
    @Test
    void sendsAgainWhatWasRefusedForNow() throws Exception {
        Inbox inbox = new Inbox();
        Collections.addAll(inbox.refuseFirstWith, 0x64, 0x58, 0x14, 0x08);
        receive(BindType.BIND_RX, inbox);
        append(10);

        awaitAcknowledged(10);
        assertThat(inbox.all).hasSize(10);
        assertThat(door.pumps.counts().repeated.sum()).isEqualTo(4);
    }

    @Test
    void takesAFinalRefusalForAnAnswer() throws Exception {
        Inbox inbox = new Inbox();
        Collections.addAll(inbox.refuseFirstWith, 0x66);
        receive(BindType.BIND_RX, inbox);
        append(10);

        awaitAcknowledged(10);
        assertThat(inbox.all).hasSize(9);
        assertThat(door.pumps.counts().refused.sum()).isEqualTo(1);
    }

    /** W6, always: what is refused for now for ever is kept, within bounds, and other accounts notice nothing. */
    @Test
    void keepsWhatIsAlwaysRefusedForNow() throws Exception {
        try (RawEsme esme = new RawEsme(door.port())) {
            esme.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            append(5);
            for (int i = 0; i < 30; i++) {
                Frame frame = esme.read();
                assertThat(frame.commandId()).isEqualTo(DELIVER_SM);
                esme.respond(DELIVER_SM, 0x64, frame.sequenceNumber(), new byte[1]);
            }
            assertThat(door.events.acknowledged(ACCOUNT)).isEmpty();
        }
        Inbox inbox = receive(BindType.BIND_RX);

        awaitAcknowledged(5);
        assertThat(inbox.all).hasSize(5);
    }

    /** T4: no answer within the response timer. */
    @Test
    void sendsUnansweredOnesOverAnotherSession() throws Exception {
        try (RawEsme deaf = new RawEsme(door.port())) {
            deaf.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            append(3);
            int[] sequenceNumbers = new int[3];
            for (int i = 0; i < 3; i++) {
                sequenceNumbers[i] = deaf.read().sequenceNumber();
            }
            Inbox inbox = receive(BindType.BIND_RX);

            awaitAcknowledged(3);
            assertThat(inbox.all).hasSize(3);
            // An answer after all is ignored without harm.
            for (int sequenceNumber : sequenceNumbers) {
                deaf.respond(DELIVER_SM, 0, sequenceNumber, new byte[1]);
            }
            deaf.send(ENQUIRE_LINK, 9, new byte[0]);
            assertThat(deaf.read().commandId()).isEqualTo(0x80000015);
        }
    }

    /** T5: a window of its own bounds what a peer that does not read can hold, and what it holds goes out elsewhere. */
    @Test
    void isNotHeldUpByAReceiverThatDoesNotRead() throws Exception {
        try (RawEsme deaf = new RawEsme(door.port())) {
            deaf.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            append(3_000);
            await().until(() -> door.sessions.snapshot().get(0).deliverWindowUsed() > 0);
            assertThat(door.events.held(ACCOUNT)).isLessThanOrEqualTo(DoorFixture.QUICK.heldMax());

            Inbox inbox = receive(BindType.BIND_RX);

            awaitAcknowledged(3_000);
            assertThat(inbox.all).hasSize(3_000);
            assertThat(door.events.fetchedMost()).isLessThanOrEqualTo(DoorFixture.QUICK.fetchMax());
        }
    }

    /** R7: the session ends with deliver_sm unanswered, cut off or in order. */
    @Test
    void sendsAgainWhatASessionLeftUnanswered() throws Exception {
        append(8);
        try (RawEsme cut = new RawEsme(door.port())) {
            cut.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            IntStream.range(0, 8).forEach(i -> assertThat(readDeliver(cut)).isPositive());
        }
        try (RawEsme polite = new RawEsme(door.port())) {
            polite.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x34);
            int first = readDeliver(polite);
            polite.respond(DELIVER_SM, 0, first, new byte[1]);
            await().until(() -> door.events.acknowledged(ACCOUNT).size() == 1);
            polite.send(0x06, 99, new byte[0]);
            Frame frame = polite.read();
            while (frame.commandId() == DELIVER_SM) {
                frame = polite.read();
            }
            assertThat(frame.commandId()).isEqualTo(0x80000006);
        }
        Inbox inbox = receive(BindType.BIND_RX);

        awaitAcknowledged(8);
        assertThat(inbox.all).hasSize(7);
    }

    private static int readDeliver(RawEsme esme) {
        try {
            Frame frame = esme.read();
            assertThat(frame.commandId()).isEqualTo(DELIVER_SM);
            return frame.sequenceNumber();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sparesSmpp33WhatItDoesNotKnow() throws Exception {
        try (RawEsme old = new RawEsme(door.port())) {
            old.bind(BIND_TRANSCEIVER, ACCOUNT, PASSWORD, 0x33);
            append(1);
            Frame frame = old.read();
            old.respond(DELIVER_SM, 0, frame.sequenceNumber(), new byte[1]);

            String body = new String(frame.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(body)
                    .contains("id:" + MessageId.shortText(MessageId.of(3, 1)) + " ")
                    .endsWith("text:Hello");
            awaitAcknowledged(1);
        }
    }
}
