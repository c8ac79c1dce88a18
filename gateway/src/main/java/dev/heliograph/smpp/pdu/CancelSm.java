package dev.heliograph.smpp.pdu;

/**
 * cancel_sm: take back one message by its id, or with an empty id all pending ones between two addresses (3.4 section 4.9.1).
 *
 * @param serviceType at most 5 characters; with an empty id it narrows the choice
 * @param messageId at most 64 characters, or empty
 */
public record CancelSm(
        int sequenceNumber, String serviceType, String messageId, SmppAddress source, SmppAddress destination)
        implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.CANCEL_SM;
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(serviceType, Sm.SERVICE_TYPE_OCTETS_MAX);
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.address(source, SmppAddress.OCTETS_MAX);
        out.address(destination, SmppAddress.OCTETS_MAX);
    }

    static CancelSm decode(PduReader in) {
        String serviceType = in.cString(Sm.SERVICE_TYPE_OCTETS_MAX, CommandStatus.ESME_RINVSERTYP);
        String messageId = in.cString(Sm.MESSAGE_ID_OCTETS_MAX, CommandStatus.ESME_RINVMSGID);
        SmppAddress source = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        SmppAddress destination = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVDSTADR);
        in.tlvs(Tag.Use.NONE);
        return new CancelSm(in.sequenceNumber(), serviceType, messageId, source, destination);
    }
}
