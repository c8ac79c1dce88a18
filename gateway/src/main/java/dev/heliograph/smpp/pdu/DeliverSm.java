package dev.heliograph.smpp.pdu;

/**
 * deliver_sm: a message centre hands an ESME a message or a receipt (3.4 section 4.6.1).
 *
 * <p>The components are described at {@link Sm}; the sequence number is assigned by the session when it sends.
 */
public record DeliverSm(
        int sequenceNumber,
        String serviceType,
        SmppAddress source,
        SmppAddress destination,
        int esmClass,
        int protocolId,
        int priorityFlag,
        String scheduleDeliveryTime,
        String validityPeriod,
        int registeredDelivery,
        int replaceIfPresent,
        int dataCoding,
        int smDefaultMsgId,
        byte[] shortMessage,
        Tlvs tlvs)
        implements Sm {
    /**
     * Message centres are no stricter than they have to be and a refused receipt is lost or sent for ever, so the strings of a
     * deliver_sm may be longer than the specification has them.
     */
    private static final int OCTETS_MAX = 256;

    @Override
    public CommandId commandId() {
        return CommandId.DELIVER_SM;
    }

    static DeliverSm decode(PduReader in) {
        String serviceType = in.cString(OCTETS_MAX, CommandStatus.ESME_RINVSERTYP);
        SmppAddress source = in.address(OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        SmppAddress destination = in.address(OCTETS_MAX, CommandStatus.ESME_RINVDSTADR);
        int esmClass = in.octet();
        int protocolId = in.octet();
        int priorityFlag = in.octet();
        String schedule = in.cString(OCTETS_MAX, CommandStatus.ESME_RINVSCHED);
        String validity = in.cString(OCTETS_MAX, CommandStatus.ESME_RINVEXPIRY);
        int registeredDelivery = in.octet();
        int replaceIfPresent = in.octet();
        int dataCoding = in.octet();
        int smDefaultMsgId = in.octet();
        byte[] shortMessage = in.shortMessage(255);
        return new DeliverSm(
                in.sequenceNumber(),
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priorityFlag,
                schedule,
                validity,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                smDefaultMsgId,
                shortMessage,
                in.tlvs(Tag.Use.NONE));
    }

    /** Without the message and with masked numbers: safe to log. */
    @Override
    public String toString() {
        return "deliver_sm[seq=" + Integer.toUnsignedString(sequenceNumber) + " " + source + " -> " + destination
                + " esm_class=" + esmClass + " octets=" + shortMessage.length + " tlvs=" + tlvs + "]";
    }
}
