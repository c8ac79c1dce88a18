package dev.heliograph.egress.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.sms.GsmAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPduTest {

    @Test
    void writesTheReceiptThatOtherLibrariesRead() throws InvalidDeliveryReceiptException {
        Event.Receipt event = Events.receipt(77, MessageState.DELIVERED);

        DeliverSm pdu = EventPdu.of(event, InterfaceVersion.V3_4);

        assertThat(text(pdu))
                .isEqualTo(
                        "id:" + MessageId.text(event.message())
                                + " sub:001 dlvrd:001 submit date:2611231019 done date:2611231020 stat:DELIVRD err:000 text:Hello");
        DeliveryReceipt read = new DeliveryReceipt(text(pdu));
        assertThat(read.getId()).isEqualTo(MessageId.text(event.message()));
        assertThat(read.getFinalStatus()).isEqualTo(DeliveryReceiptState.DELIVRD);
        assertThat(read.getSubmitted()).isEqualTo(1);
        assertThat(read.getDelivered()).isEqualTo(1);
        Calendar done = Calendar.getInstance();
        done.setTime(read.getDoneDate());
        assertThat(done.get(Calendar.MINUTE)).isEqualTo(20);
        assertThat(read.getText()).isEqualTo("Hello");
    }

    @Test
    void exchangesTheAddressesAndSaysThatItIsAReceipt() {
        DeliverSm pdu = EventPdu.of(Events.receipt(1, MessageState.DELIVERED), InterfaceVersion.V3_4);

        assertThat(pdu.source()).isEqualTo(new SmppAddress(1, 1, "393331234567"));
        assertThat(pdu.destination()).isEqualTo(new SmppAddress(5, 0, "Demo"));
        assertThat(pdu.esmClass()).isEqualTo(0x04);
        assertThat(pdu.dataCoding()).isZero();
        assertThat(pdu.tlvs().string(Tag.RECEIPTED_MESSAGE_ID)).isEqualTo(MessageId.text(MessageId.of(3, 1)));
        assertThat(pdu.tlvs().integer(Tag.MESSAGE_STATE, -1)).isEqualTo(2);
        assertThat(pdu.tlvs().has(Tag.NETWORK_ERROR_CODE)).isFalse();
        assertThat(pdu.tlvs().string(VendorTag.CHANNELS)).isEqualTo("sms-main");
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, ENROUTE, 1, 0x20",
        "DELIVERED, DELIVRD, 2, 0x04",
        "EXPIRED, EXPIRED, 3, 0x04",
        "CANCELLED, DELETED, 4, 0x04",
        "FAILED, UNDELIV, 5, 0x04",
        "UNKNOWN, UNKNOWN, 7, 0x04",
        "REJECTED, REJECTD, 8, 0x04"
    })
    void saysTheStateInTextTlvAndEsmClass(MessageState state, String word, int value, String esmClass) {
        DeliverSm pdu = EventPdu.of(Events.receipt(1, state), InterfaceVersion.V5_0);

        assertThat(text(pdu)).contains(" stat:" + word + " ");
        assertThat(pdu.tlvs().integer(Tag.MESSAGE_STATE, -1)).isEqualTo(value);
        assertThat(pdu.esmClass()).isEqualTo(Integer.decode(esmClass));
    }

    @Test
    void carriesTheErrorOfAFailure() {
        Event.Receipt event = Events.failure(1, MessageState.FAILED, 0x145);

        DeliverSm old = EventPdu.of(event, InterfaceVersion.V3_4);
        DeliverSm recent = EventPdu.of(event, InterfaceVersion.V5_0);

        assertThat(text(old)).contains(" dlvrd:000 ").contains(" err:325 ");
        assertThat(old.tlvs().value(Tag.NETWORK_ERROR_CODE)).containsExactly(3, 1, 0x45);
        assertThat(recent.tlvs().value(Tag.NETWORK_ERROR_CODE)).containsExactly(8, 1, 0x45);
        assertThat(text(EventPdu.of(Events.failure(1, MessageState.FAILED, 5_000), 0x34)))
                .contains(" err:999 ");
    }

    @Test
    void sparesSmpp33WhatItDoesNotKnow() {
        Event.Receipt event = Events.failure(5, MessageState.FAILED, 1);

        DeliverSm pdu = EventPdu.of(event, InterfaceVersion.V3_3);

        assertThat(pdu.tlvs().isEmpty()).isTrue();
        assertThat(text(pdu)).startsWith("id:" + MessageId.shortText(event.message()) + " ");
        assertThat(MessageId.shortText(event.message())).hasSize(8);
    }

    @Test
    void namesTheIdOfTheWholeSubmitMulti() {
        long first = MessageId.of(3, 100);
        Event.Receipt second = Events.receipt(
                MessageId.of(3, 101), MessageState.DELIVERED, Events.SENDER, null, GroupReference.of(first), false);

        DeliverSm pdu = EventPdu.of(second, InterfaceVersion.V3_4);

        assertThat(text(pdu)).startsWith("id:" + MessageId.text(first) + " ");
        assertThat(GroupReference.idIn("order-42")).isZero();
        assertThat(GroupReference.idIn(null)).isZero();
    }

    @Test
    void keepsReceiptsAscii() {
        Event.Receipt event = Events.receipt(1, MessageState.DELIVERED);
        Event.Receipt odd = new Event.Receipt(
                0,
                event.message(),
                null,
                event.from(),
                event.to(),
                "",
                event.state(),
                false,
                1,
                0,
                0,
                null,
                1,
                "Zürich\n€ 5",
                event.door(),
                null);

        DeliverSm pdu = EventPdu.of(odd, InterfaceVersion.V3_4);

        assertThat(text(pdu)).endsWith("text:Z?rich ? 5");
        assertThat(pdu.tlvs().has(VendorTag.CHANNELS)).isFalse();
    }

    @Test
    void tellsNeitherLateNorIntermediateBookkeeping() {
        assertThat(EventPdu.tells(Events.receipt(1, MessageState.SENT))).isTrue();
        assertThat(EventPdu.tells(Events.receipt(1, MessageState.DELIVERED))).isTrue();
        assertThat(EventPdu.tells(Events.inbound("hi"))).isTrue();
        assertThat(List.of(MessageState.ACCEPTED, MessageState.QUEUED, MessageState.SWITCHING))
                .noneMatch(state -> EventPdu.tells(Events.receipt(1, state)));
        assertThat(EventPdu.tells(Events.receipt(1, MessageState.DELIVERED, Events.SENDER, null, null, true)))
                .isFalse();
    }

    @Test
    void tellsTheEndAndNothingBesides() {
        for (MessageState state : List.of(MessageState.DELIVERED, MessageState.READ, MessageState.SENT_FINAL)) {
            assertThat(EventPdu.tells(Events.receipt(1, state))).as("%s", state).isTrue();
            assertThat(EventPdu.tells(Events.receipt(1, state).onTheWay()))
                    .as("%s", state)
                    .isFalse();
        }
        assertThat(text(EventPdu.of(Events.receipt(1, MessageState.READ), InterfaceVersion.V3_4)))
                .contains("dlvrd:001", "stat:DELIVRD");
        DeliverSm sent = EventPdu.of(Events.receipt(1, MessageState.SENT_FINAL), InterfaceVersion.V3_4);
        assertThat(text(sent)).contains("dlvrd:000", "stat:ACCEPTD");
        assertThat(sent.esmClass()).isEqualTo(EsmClass.TYPE_RECEIPT);
        assertThat(sent.tlvs().has(Tag.NETWORK_ERROR_CODE)).isFalse();
    }

    @Test
    void handsInboundSmsOnAsItCame() {
        byte[] octets = {5, 0, 3, 7, 2, 1, 0, 65, 0, 66};
        byte[] wire = {0x02, 0x04, 0, 2, 0x12, 0x34};
        Content.Sms sms = new Content.Sms("WAP", 0x40, 0x7F, 0, 8, octets, wire);

        DeliverSm pdu = EventPdu.of(Events.inbound(sms), InterfaceVersion.V3_4);

        assertThat(pdu.shortMessage()).isEqualTo(octets);
        assertThat(pdu.dataCoding()).isEqualTo(8);
        assertThat(pdu.esmClass()).isEqualTo(0x40);
        assertThat(pdu.protocolId()).isEqualTo(0x7F);
        assertThat(pdu.serviceType()).isEqualTo("WAP");
        assertThat(pdu.tlvs().integer(Tag.USER_MESSAGE_REFERENCE, -1)).isEqualTo(0x1234);
        assertThat(pdu.source().address()).isEqualTo("393331234567");
        assertThat(pdu.destination().address()).isEqualTo("3197001");
        assertThat(EventPdu.of(Events.inbound(sms), InterfaceVersion.V3_3)
                        .tlvs()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void writesInboundTextInGsmOrUcs2() {
        DeliverSm gsm = EventPdu.of(Events.inbound("Price: 5 €"), InterfaceVersion.V3_4);
        DeliverSm ucs2 = EventPdu.of(Events.inbound("Здравствуйте"), InterfaceVersion.V3_4);
        String longText = "x".repeat(1500);
        DeliverSm payload = EventPdu.of(Events.inbound(longText), InterfaceVersion.V3_4);

        assertThat(gsm.dataCoding()).isZero();
        assertThat(GsmAlphabet.DEFAULT.decode(gsm.shortMessage())).isEqualTo("Price: 5 €");
        assertThat(ucs2.dataCoding()).isEqualTo(8);
        assertThat(new String(ucs2.shortMessage(), StandardCharsets.UTF_16BE)).isEqualTo("Здравствуйте");
        assertThat(payload.shortMessage()).isEmpty();
        assertThat(GsmAlphabet.DEFAULT.decode(payload.userData())).isEqualTo(longText);
        assertThat(payload.tlvs().string(VendorTag.CHANNELS)).isEqualTo("whatsapp");
    }

    @Test
    void saysWhereNobodyKnowsWhoWrote() {
        Event.Inbound known = Events.inbound("Stop");
        Event.Inbound stranger = new Event.Inbound(
                0,
                "email",
                known.from(),
                known.to(),
                known.content(),
                known.text(),
                known.atMillis(),
                known.context().ofStranger());

        assertThat(EventPdu.of(stranger, InterfaceVersion.V3_4).tlvs().string(VendorTag.UNVERIFIED))
                .isEqualTo("true");
        assertThat(EventPdu.of(stranger, InterfaceVersion.V3_3).tlvs().has(VendorTag.UNVERIFIED))
                .isFalse();
        assertThat(EventPdu.of(known, InterfaceVersion.V3_4).tlvs().has(VendorTag.UNVERIFIED))
                .isFalse();
    }

    @Test
    void cutsAddressesThatNoFieldHolds() {
        Address mail = Address.alphanumeric("somebody.with.a.long.name@example.org");
        Event.Inbound event =
                new Event.Inbound(0, "email", mail, Events.RECIPIENT, new Content.Text("hi"), "hi", Events.AT_MILLIS);

        assertThat(EventPdu.of(event, InterfaceVersion.V3_4).source().address()).isEqualTo("somebody.with.a.long");
    }

    @Test
    void readsOnlyWholeTlvs() {
        byte[] wire = {0x14, 0x50, 0, 1, 9, 0x14, 0x51, 0, 5, 1};

        assertThat(WireTlvs.read(wire).octets()).isEqualTo(5);
        assertThat(WireTlvs.carriedOn(WireTlvs.read(wire), Tag.MESSAGE_PAYLOAD.id()))
                .isEqualTo(Arrays.copyOf(wire, 5));
    }

    private static String text(DeliverSm pdu) {
        return new String(pdu.shortMessage(), StandardCharsets.US_ASCII);
    }
}
