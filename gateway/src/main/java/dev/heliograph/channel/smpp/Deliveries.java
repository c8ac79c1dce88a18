package dev.heliograph.channel.smpp;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.conversation.Fragment;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import dev.heliograph.message.MessageState;
import dev.heliograph.smpp.client.SmppClientSession;
import dev.heliograph.smpp.pdu.CommandStatus;
import dev.heliograph.smpp.pdu.DataSm;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.Pdu;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.Alphabet;
import dev.heliograph.sms.ConcatenationCarrier;
import dev.heliograph.sms.DataCoding;
import dev.heliograph.sms.Part;
import dev.heliograph.sms.SegmentInfo;
import dev.heliograph.sms.UserDataHeader;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the message centre brings: receipts and messages from people, in deliver_sm or data_sm. Each is answered once it is stored, so that the message centre
 * sends it again if this gateway dies first (R9). What cannot be read is answered too: it would only come again.
 */
final class Deliveries {
    private static final int ERROR_DIGITS_MAX = 9;

    /** data_coding of Latin-1, for parts whose message centre means it by 0. */
    private static final int LATIN_1 = 3;

    private final String channel;
    private final DefaultAlphabet defaultAlphabet;
    private final boolean joining;
    private final Receipts receipts;
    private final ChannelEvents events;
    private final SmppChannelCounts counts;
    private final LongSupplier wallMillis;

    Deliveries(
            SmppChannelOptions options,
            Receipts receipts,
            ChannelEvents events,
            SmppChannelCounts counts,
            LongSupplier wallMillis) {
        this.channel = options.id();
        this.defaultAlphabet = options.text().defaultAlphabet();
        this.joining = options.text().joinInbound();
        this.receipts = receipts;
        this.events = events;
        this.counts = counts;
        this.wallMillis = wallMillis;
    }

    /** The fields that deliver_sm and data_sm have in common. */
    private record Delivery(
            String serviceType,
            SmppAddress source,
            SmppAddress destination,
            int esmClass,
            int protocolId,
            int priorityFlag,
            int dataCoding,
            byte[] userData,
            Tlvs tlvs) {}

    void onRequest(SmppClientSession session, Pdu.Request request) {
        Runnable taken = () -> session.respond(request.respond(CommandStatus.ESME_ROK));
        if (request instanceof DeliverSm deliver) {
            onDelivery(of(deliver), () -> DeliveryReceiptText.of(deliver), taken);
        } else if (request instanceof DataSm data) {
            onDelivery(of(data), () -> DeliveryReceiptText.of(data), taken);
        } else {
            // alert_notification, which has no response: the handset can be reached again.
            counts.alerts.increment();
        }
    }

    private static Delivery of(DeliverSm deliver) {
        return new Delivery(
                deliver.serviceType(),
                deliver.source(),
                deliver.destination(),
                deliver.esmClass(),
                deliver.protocolId(),
                deliver.priorityFlag(),
                deliver.dataCoding(),
                deliver.userData(),
                deliver.tlvs());
    }

    private static Delivery of(DataSm data) {
        return new Delivery(
                data.serviceType(),
                data.source(),
                data.destination(),
                data.esmClass(),
                0,
                0,
                data.dataCoding(),
                data.userData(),
                data.tlvs());
    }

    private void onDelivery(Delivery delivery, Supplier<@Nullable DeliveryReceiptText> reader, Runnable taken) {
        // A receipt by its type or by its TLV; never by its words alone, which anybody could write.
        if (!EsmClass.isReceipt(delivery.esmClass()) && !delivery.tlvs().has(Tag.RECEIPTED_MESSAGE_ID)) {
            onInbound(delivery, taken);
            return;
        }
        DeliveryReceiptText receipt = reader.get();
        if (receipt == null || receipt.messageId().isBlank()) {
            counts.receiptsUnreadable.increment();
            taken.run();
        } else {
            receipts.onReceipt(
                    new Receipts.Incoming(
                            receipt.messageId(),
                            delivery.source().address(),
                            delivery.destination().address(),
                            state(receipt.state(), delivery.esmClass()),
                            errorCode(receipt.error(), delivery.tlvs()),
                            wallMillis.getAsLong()),
                    taken);
        }
    }

    /** The states of CHANNELS 19.3. An intermediate notification is never the end, whatever it says. */
    private static MessageState state(@Nullable SmppMessageState state, int esmClass) {
        if (EsmClass.type(esmClass) == EsmClass.TYPE_INTERMEDIATE) {
            return MessageState.SENT;
        }
        if (state == null) {
            return MessageState.UNKNOWN;
        }
        return switch (state) {
            case SCHEDULED, ENROUTE, ACCEPTED -> MessageState.SENT;
            case DELIVERED -> MessageState.DELIVERED;
            case EXPIRED -> MessageState.EXPIRED;
            case DELETED -> MessageState.CANCELLED;
            case UNDELIVERABLE, SKIPPED -> MessageState.FAILED;
            case REJECTED -> MessageState.REJECTED;
            case UNKNOWN -> MessageState.UNKNOWN;
        };
    }

    /** The receipt's {@code err} if it is a number other than 0, else the network's own code. */
    private static int errorCode(String error, Tlvs tlvs) {
        int code = 0;
        if (error.length() <= ERROR_DIGITS_MAX && IdText.isDecimal(error)) {
            code = Integer.parseInt(error);
        }
        return code != 0 ? code : tlvs.integer(Tag.NETWORK_ERROR_CODE, 0) & 0xFFFF;
    }

    private void onInbound(Delivery delivery, Runnable taken) {
        counts.inbound.increment();
        Content content = new Content.Sms(
                delivery.serviceType(),
                delivery.esmClass(),
                delivery.protocolId(),
                delivery.priorityFlag(),
                delivery.dataCoding(),
                delivery.userData(),
                withoutPayload(delivery.tlvs()).toWire());
        events.onInbound(
                channel,
                new InboundMessage(
                        address(delivery.source()),
                        address(delivery.destination()),
                        content,
                        text(delivery),
                        wallMillis.getAsLong(),
                        InboundContext.NONE,
                        fragment(delivery)),
                taken);
    }

    /** @return which part of a longer message it is, by its header or its TLVs; null for a whole one */
    private @Nullable Fragment fragment(Delivery delivery) {
        if (!joining) {
            return null;
        }
        byte[] octets = delivery.userData();
        UserDataHeader header = header(delivery);
        SegmentInfo info = header.segmentInfo();
        if (info == null) {
            info = segment(delivery.tlvs());
        }
        byte[] userData = header.userData(octets);
        if (info == null || info.total() < 2 || userData == null) {
            return null;
        }
        int dataCoding = delivery.dataCoding() == 0 && defaultAlphabet == DefaultAlphabet.LATIN1
                ? LATIN_1
                : delivery.dataCoding();
        return new Fragment(info, new Part(dataCoding, header, userData));
    }

    private static @Nullable SegmentInfo segment(Tlvs tlvs) {
        int total = tlvs.integer(Tag.SAR_TOTAL_SEGMENTS, 0);
        int number = tlvs.integer(Tag.SAR_SEGMENT_SEQNUM, 0);
        int reference = tlvs.integer(Tag.SAR_MSG_REF_NUM, 0) & 0xFFFF;
        return SegmentInfo.isValid(total, number)
                ? new SegmentInfo(ConcatenationCarrier.SAR_TLV, reference, total, number)
                : null;
    }

    private static UserDataHeader header(Delivery delivery) {
        return EsmClass.hasUdh(delivery.esmClass()) ? UserDataHeader.parse(delivery.userData()) : UserDataHeader.NONE;
    }

    private static Tlvs withoutPayload(Tlvs tlvs) {
        if (!tlvs.has(Tag.MESSAGE_PAYLOAD)) {
            return tlvs;
        }
        Tlvs.Builder rest = Tlvs.builder();
        tlvs.forEach((tag, value) -> {
            if (tag != Tag.MESSAGE_PAYLOAD.id()) {
                rest.octets(tag, value);
            }
        });
        return rest.build();
    }

    private String text(Delivery delivery) {
        byte[] octets = delivery.userData();
        UserDataHeader header = header(delivery);
        if (header.fault() == UserDataHeader.Fault.PAST_MESSAGE) {
            return "";
        }
        int from = header.octets();
        if (delivery.dataCoding() == 0 && defaultAlphabet == DefaultAlphabet.LATIN1) {
            return new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1);
        }
        Alphabet alphabet = new DataCoding(delivery.dataCoding()).alphabet(header);
        return alphabet == null ? "" : alphabet.decode(octets, from, octets.length);
    }

    private static Address address(SmppAddress address) {
        return new Address(address.address(), address.ton(), address.npi());
    }
}
