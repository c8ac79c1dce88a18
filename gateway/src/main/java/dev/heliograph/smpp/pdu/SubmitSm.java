package dev.heliograph.smpp.pdu;

/**
 * submit_sm: an ESME asks a message centre to send one short message (3.4 section 4.4.1).
 *
 * <p>The components are described at {@link Sm}; the sequence number is assigned by the session when it sends.
 */
public record SubmitSm(
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
    @Override
    public CommandId commandId() {
        return CommandId.SUBMIT_SM;
    }

    /** The answer that takes the message under this id, of 1 to 64 characters. */
    public SubmitSmResp accepted(String messageId) {
        return new SubmitSmResp(CommandStatus.ESME_ROK, sequenceNumber, messageId, Tlvs.EMPTY);
    }

    /** The same message, good for another time. */
    public SubmitSm withValidityPeriod(String newValidityPeriod) {
        return new SubmitSm(
                sequenceNumber,
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priorityFlag,
                scheduleDeliveryTime,
                newValidityPeriod,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                smDefaultMsgId,
                shortMessage,
                tlvs);
    }

    static SubmitSm decode(PduReader in) {
        String serviceType = in.cString(SERVICE_TYPE_OCTETS_MAX, CommandStatus.ESME_RINVSERTYP);
        SmppAddress source = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        in.require(source.sourceStatus());
        SmppAddress destination = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVDSTADR);
        in.require(destination.destinationStatus());
        int esmClass = in.octet();
        SubmitRules.esmClass(in, esmClass);
        int protocolId = in.octet();
        int priorityFlag = in.octet();
        SubmitRules.priority(in, priorityFlag);
        String schedule = SubmitRules.time(in, CommandStatus.ESME_RINVSCHED);
        String validity = SubmitRules.time(in, CommandStatus.ESME_RINVEXPIRY);
        int registeredDelivery = in.octet();
        SubmitRules.registeredDelivery(in, registeredDelivery);
        int replaceIfPresent = in.octet();
        SubmitRules.replaceIfPresent(in, replaceIfPresent);
        int dataCoding = in.octet();
        int smDefaultMsgId = in.octet();
        byte[] shortMessage = in.shortMessage(Sm.octetsMax(in.version()));
        Tlvs tlvs = in.tlvs(Tag.Use.MESSAGE);
        SubmitRules.message(in, esmClass, shortMessage, tlvs);
        return new SubmitSm(
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
                tlvs);
    }

    /** Without the message and with masked numbers: safe to log. */
    @Override
    public String toString() {
        return "submit_sm[seq=" + Integer.toUnsignedString(sequenceNumber) + " " + source + " -> " + destination
                + " octets=" + shortMessage.length + " tlvs=" + tlvs + "]";
    }
}
