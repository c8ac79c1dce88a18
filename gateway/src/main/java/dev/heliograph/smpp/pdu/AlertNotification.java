package dev.heliograph.smpp.pdu;

/**
 * alert_notification: a subscriber that was away can be reached again (3.4 section 4.12.1). It has no response.
 *
 * @param source the subscriber
 * @param esme the ESME that asked to be told
 */
public record AlertNotification(int sequenceNumber, SmppAddress source, SmppAddress esme, Tlvs tlvs)
        implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.ALERT_NOTIFICATION;
    }

    @Override
    public void writeBody(PduWriter out) {
        out.address(source, SmppAddress.LONG_OCTETS_MAX);
        out.address(esme, SmppAddress.LONG_OCTETS_MAX);
        out.tlvs(tlvs);
    }

    static AlertNotification decode(PduReader in) {
        SmppAddress source = in.address(SmppAddress.LONG_OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        SmppAddress esme = in.address(SmppAddress.LONG_OCTETS_MAX, CommandStatus.ESME_RINVDSTADR);
        return new AlertNotification(in.sequenceNumber(), source, esme, in.tlvs(Tag.Use.REPORT));
    }
}
