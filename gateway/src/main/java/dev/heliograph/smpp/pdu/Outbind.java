package dev.heliograph.smpp.pdu;

/**
 * outbind: a message centre asks an ESME to bind as receiver on the connection it opened (3.4 section 4.1.7). It has no response.
 *
 * @param systemId the message centre's, at most 15 characters
 * @param password at most 8 characters
 */
public record Outbind(int sequenceNumber, String systemId, String password) implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.OUTBIND;
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(systemId, BindRequest.SYSTEM_ID_OCTETS_MAX);
        out.cString(password, BindRequest.PASSWORD_OCTETS_MAX);
    }

    static Outbind decode(PduReader in) {
        String systemId = in.cString(BindRequest.SYSTEM_ID_OCTETS_MAX, CommandStatus.ESME_RINVSYSID);
        String password = in.cString(BindRequest.PASSWORD_OCTETS_MAX, CommandStatus.ESME_RINVPASWD);
        in.tlvs(Tag.Use.NONE);
        return new Outbind(in.sequenceNumber(), systemId, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "outbind[" + systemId + "]";
    }
}
