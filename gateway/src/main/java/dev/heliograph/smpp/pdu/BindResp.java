package dev.heliograph.smpp.pdu;

/**
 * The response to a bind (3.4 section 4.1.2).
 *
 * @param commandId which of the three
 * @param systemId the message centre's, at most 15 characters
 */
public record BindResp(CommandId commandId, int commandStatus, int sequenceNumber, String systemId, Tlvs tlvs)
        implements Pdu.Response {
    @Override
    public void writeBody(PduWriter out) {
        if (ok() || !systemId.isEmpty() || !tlvs.isEmpty()) {
            out.cString(systemId, BindRequest.SYSTEM_ID_OCTETS_MAX);
            out.tlvs(tlvs);
        }
    }

    /** The message centre's version: its sc_interface_version, or 3.3 if it sent none. */
    public int interfaceVersion() {
        return tlvs.integer(Tag.SC_INTERFACE_VERSION, InterfaceVersion.V3_3);
    }

    static BindResp decode(PduReader in) {
        String systemId = in.lenientCString();
        return new BindResp(in.commandId(), in.commandStatus(), in.sequenceNumber(), systemId, in.lenientTlvs());
    }
}
