package dev.heliograph.egress.receiver;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.smpp.pdu.DeliverSm;
import dev.heliograph.smpp.pdu.DeliveryReceiptText;
import dev.heliograph.smpp.pdu.EsmClass;
import dev.heliograph.smpp.pdu.InterfaceVersion;
import dev.heliograph.smpp.pdu.SmBuilder;
import dev.heliograph.smpp.pdu.SmppAddress;
import dev.heliograph.smpp.pdu.SmppMessageState;
import dev.heliograph.smpp.pdu.Tag;
import dev.heliograph.smpp.pdu.Tlvs;
import dev.heliograph.sms.Alphabet;
import dev.heliograph.sms.GsmAlphabet;
import dev.heliograph.sms.Ucs2;

/** An event as a deliver_sm (3.4 section 4.6.1; receipts: appendix B). */
final class EventPdu {
    /** Longest address in characters. */
    private static final int ADDRESS_MAX = 20;

    /** Network type 3 of network_error_code: GSM, the one every 3.4 client knows. */
    private static final int NETWORK_GSM = 3;

    /** Network type 8, since 5.0: the message centre's own codes, which is what these are. */
    private static final int NETWORK_MESSAGE_CENTRE = 8;

    private static final int ESM_FEATURES = EsmClass.UDHI | EsmClass.REPLY_PATH;

    private EventPdu() {}

    /** Whether SMPP tells this event; see the package's description. */
    static boolean tells(Event event) {
        if (!(event instanceof Event.Receipt receipt)) {
            return true;
        }
        boolean told = switch (receipt.state()) {
            // The submit_sm_resp said so.
            case ACCEPTED, QUEUED -> false;
            // A client here hears how a message ended, and nothing behind that.
            case DELIVERED, READ, SENT_FINAL -> receipt.last();
            case SWITCHING -> false;
            default -> true;
        };
        return told && !receipt.late();
    }

    /** @return the address that the deliver_sm goes to: what 0x65 refuses everything for */
    static String destinationOf(Event event) {
        return event instanceof Event.Receipt receipt
                ? receipt.from().value()
                : event instanceof Event.Inbound inbound ? inbound.to().value() : "";
    }

    /** @param version that the session speaks, see {@link InterfaceVersion} */
    static DeliverSm of(Event event, int version) {
        return event instanceof Event.Receipt receipt
                ? receipt(receipt, version)
                : inbound((Event.Inbound) event, version);
    }

    private static DeliverSm receipt(Event.Receipt event, int version) {
        SmppMessageState state = SmppStates.of(event.state());
        boolean tlvs = InterfaceVersion.hasTlvs(version);
        MessageError error = event.error();
        DeliveryReceiptText text = new DeliveryReceiptText(
                givenId(event, tlvs),
                1,
                event.state().isSuccess() && event.state() != MessageState.SENT_FINAL ? 1 : 0,
                DeliveryReceiptText.date(event.submittedAtMillis()),
                DeliveryReceiptText.date(event.atMillis()),
                state,
                DeliveryReceiptText.errorDigits(error == null ? 0 : error.code()),
                ascii(event.excerpt()));
        return new SmBuilder()
                .source(address(event.to()))
                .destination(address(event.from()))
                .esmClass(event.state().isFinal() ? EsmClass.TYPE_RECEIPT : EsmClass.TYPE_INTERMEDIATE)
                .shortMessage(text.toOctets())
                .tlvs(tlvs ? receiptTlvs(event, text, version) : Tlvs.EMPTY)
                .deliverSm();
    }

    /** The id that this ESME was given. */
    private static String givenId(Event.Receipt event, boolean longIds) {
        long group = GroupReference.idIn(event.reference());
        long id = group == 0 ? event.message() : group;
        return longIds ? MessageId.text(id) : MessageId.shortText(id);
    }

    private static Tlvs receiptTlvs(Event.Receipt event, DeliveryReceiptText text, int version) {
        Tlvs.Builder tlvs = text.addTo(Tlvs.builder());
        if (event.state().isFinal() && !event.state().isSuccess() && event.state() != MessageState.CANCELLED) {
            MessageError error = event.error();
            int code = error == null ? 0 : Math.max(0, Math.min(0xFFFF, error.code()));
            int network = version >= InterfaceVersion.V5_0 ? NETWORK_MESSAGE_CENTRE : NETWORK_GSM;
            tlvs.octets(Tag.NETWORK_ERROR_CODE, new byte[] {(byte) network, (byte) (code >>> 8), (byte) code});
        }
        return withChannel(tlvs, event.channel());
    }

    private static DeliverSm inbound(Event.Inbound event, int version) {
        SmBuilder pdu = new SmBuilder().source(address(event.from())).destination(address(event.to()));
        if (event.content() instanceof Content.Sms sms) {
            pdu.serviceType(sms.serviceType())
                    .esmClass(sms.esmClass() & ESM_FEATURES)
                    .protocolId(sms.protocolId())
                    .dataCoding(sms.dataCoding())
                    .tlvs(tlvs(sms.tlvs(), event, version))
                    .userData(sms.userData());
        } else {
            Alphabet alphabet = GsmAlphabet.DEFAULT.units(event.text()) >= 0 ? GsmAlphabet.DEFAULT : Ucs2.UCS2;
            pdu.dataCoding(alphabet.dataCoding())
                    .tlvs(tlvs(new byte[0], event, version))
                    .userData(alphabet.encode(event.text()));
        }
        return pdu.deliverSm();
    }

    /** The TLVs as they came, the channel, and that nobody knows who wrote. */
    private static Tlvs tlvs(byte[] wire, Event.Inbound event, int version) {
        if (!InterfaceVersion.hasTlvs(version)) {
            return Tlvs.EMPTY;
        }
        Tlvs.Builder tlvs = WireTlvs.read(wire).toBuilder();
        if (event.context().unverified()) {
            tlvs.cString(VendorTag.UNVERIFIED, "true");
        }
        return withChannel(tlvs, event.channel());
    }

    private static Tlvs withChannel(Tlvs.Builder tlvs, String channel) {
        return channel.isEmpty()
                ? tlvs.build()
                : tlvs.cString(VendorTag.CHANNELS, channel).build();
    }

    private static SmppAddress address(Address address) {
        String value = address.value();
        return new SmppAddress(
                address.ton(), address.npi(), value.length() > ADDRESS_MAX ? value.substring(0, ADDRESS_MAX) : value);
    }

    /** Clients read the text of a receipt as ASCII, whatever data_coding 0 stands for. */
    private static String ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isAscii(text.charAt(i))) {
                return inAscii(text);
            }
        }
        return text;
    }

    private static String inAscii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(isAscii(c) ? c : c < ' ' ? ' ' : '?');
        }
        return out.toString();
    }

    private static boolean isAscii(char c) {
        return c >= ' ' && c < 0x7F;
    }
}
