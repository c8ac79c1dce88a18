package dev.heliograph.smpp.pdu;

/** The fields submit_sm and deliver_sm have in common, which is all of them (3.4 sections 4.4.1 and 4.6.1). */
public sealed interface Sm extends Pdu.Request permits SubmitSm, DeliverSm {
    /** Longest service_type in octets with its NUL. */
    int SERVICE_TYPE_OCTETS_MAX = 6;

    /** Longest message_id in octets with its NUL. */
    int MESSAGE_ID_OCTETS_MAX = 65;

    /** At most 5 characters; empty is the default. */
    String serviceType();

    SmppAddress source();

    SmppAddress destination();

    /** See {@link EsmClass}. */
    int esmClass();

    /** GSM TP-PID, an octet. */
    int protocolId();

    /** 0 lowest to 3 highest (4 in 5.0). */
    int priorityFlag();

    /** Empty, or 16 characters that {@link SmppTime} reads. */
    String scheduleDeliveryTime();

    /** Empty, or 16 characters that {@link SmppTime} reads. */
    String validityPeriod();

    /** See {@link RegisteredDelivery}. */
    int registeredDelivery();

    /** 1 to replace a pending message of the same source, destination and service type. */
    int replaceIfPresent();

    /** See {@link DataCoding}. */
    int dataCoding();

    /** Index of a predefined message, 0 for none. */
    int smDefaultMsgId();

    /** At most 254 octets (255 in 5.0); not to be changed. Most callers want {@link #userData()}. */
    byte[] shortMessage();

    Tlvs tlvs();

    /** The message, wherever it stands: short_message, or the TLV message_payload when that is empty. Not to be changed. */
    default byte[] userData() {
        return userData(shortMessage(), tlvs());
    }

    /** Longest short_message in octets. */
    static int octetsMax(int version) {
        return version >= InterfaceVersion.V5_0 ? 255 : 254;
    }

    static byte[] userData(byte[] shortMessage, Tlvs tlvs) {
        if (shortMessage.length > 0 || tlvs.isEmpty()) {
            return shortMessage;
        }
        byte[] payload = tlvs.value(Tag.MESSAGE_PAYLOAD);
        return payload == null ? shortMessage : payload;
    }

    @Override
    default void writeBody(PduWriter out) {
        out.cString(serviceType(), SERVICE_TYPE_OCTETS_MAX);
        out.address(source(), SmppAddress.OCTETS_MAX);
        out.address(destination(), SmppAddress.OCTETS_MAX);
        out.octet(esmClass());
        out.octet(protocolId());
        out.octet(priorityFlag());
        out.time(scheduleDeliveryTime());
        out.time(validityPeriod());
        out.octet(registeredDelivery());
        out.octet(replaceIfPresent());
        out.octet(dataCoding());
        out.octet(smDefaultMsgId());
        // Without TLVs a payload can only travel as short_message; one that is too long makes the PDU unencodable.
        out.shortMessage(InterfaceVersion.hasTlvs(out.version()) ? shortMessage() : userData());
        out.tlvs(tlvs());
    }
}
