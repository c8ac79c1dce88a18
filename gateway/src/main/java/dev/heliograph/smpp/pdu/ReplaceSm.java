package dev.heliograph.smpp.pdu;

/**
 * replace_sm: new text, times and receipt wish for a message that has not left yet (3.4 section 4.10.1).
 *
 * @param messageId at most 64 characters
 * @param source of the message, which must match
 * @param scheduleDeliveryTime empty keeps the old one
 * @param validityPeriod empty keeps the old one
 * @param shortMessage at most 254 octets (255 in 5.0), in the message's own data_coding; not to be changed
 * @param tlvs message_payload in 5.0
 */
public record ReplaceSm(
        int sequenceNumber,
        String messageId,
        SmppAddress source,
        String scheduleDeliveryTime,
        String validityPeriod,
        int registeredDelivery,
        int smDefaultMsgId,
        byte[] shortMessage,
        Tlvs tlvs)
        implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.REPLACE_SM;
    }

    /** The new text, wherever it stands. */
    public byte[] userData() {
        return Sm.userData(shortMessage, tlvs);
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.address(source, SmppAddress.OCTETS_MAX);
        out.time(scheduleDeliveryTime);
        out.time(validityPeriod);
        out.octet(registeredDelivery);
        out.octet(smDefaultMsgId);
        out.shortMessage(InterfaceVersion.hasTlvs(out.version()) ? shortMessage : userData());
        out.tlvs(tlvs);
    }

    static ReplaceSm decode(PduReader in) {
        String messageId = in.cString(Sm.MESSAGE_ID_OCTETS_MAX, CommandStatus.ESME_RINVMSGID);
        SmppAddress source = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        String schedule = SubmitRules.time(in, CommandStatus.ESME_RINVSCHED);
        String validity = SubmitRules.time(in, CommandStatus.ESME_RINVEXPIRY);
        int registeredDelivery = in.octet();
        SubmitRules.registeredDelivery(in, registeredDelivery);
        int smDefaultMsgId = in.octet();
        byte[] shortMessage = in.shortMessage(Sm.octetsMax(in.version()));
        Tlvs tlvs = in.tlvs(Tag.Use.MESSAGE);
        SubmitRules.message(in, EsmClass.MODE_DEFAULT, shortMessage, tlvs);
        return new ReplaceSm(
                in.sequenceNumber(),
                messageId,
                source,
                schedule,
                validity,
                registeredDelivery,
                smDefaultMsgId,
                shortMessage,
                tlvs);
    }

    /** Without the message. */
    @Override
    public String toString() {
        return "replace_sm[id=" + messageId + " octets=" + shortMessage.length + "]";
    }
}
