package dev.heliograph.smpp.pdu;

/**
 * query_sm: what became of a message? (3.4 section 4.8.1)
 *
 * @param messageId as the message centre gave it, at most 64 characters
 * @param source of the message, which must match
 */
public record QuerySm(int sequenceNumber, String messageId, SmppAddress source) implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.QUERY_SM;
    }

    /**
     * The answer with the message's state.
     *
     * @param finalDate 16 characters, empty while the state is not final
     * @param errorCode of the network, an octet
     */
    public QuerySmResp answered(String finalDate, SmppMessageState state, int errorCode) {
        return new QuerySmResp(
                CommandStatus.ESME_ROK, sequenceNumber, messageId, finalDate, state.wireValue(), errorCode);
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.address(source, SmppAddress.OCTETS_MAX);
    }

    static QuerySm decode(PduReader in) {
        String messageId = in.cString(Sm.MESSAGE_ID_OCTETS_MAX, CommandStatus.ESME_RINVMSGID);
        SmppAddress source = in.address(SmppAddress.OCTETS_MAX, CommandStatus.ESME_RINVSRCADR);
        in.tlvs(Tag.Use.NONE);
        return new QuerySm(in.sequenceNumber(), messageId, source);
    }
}
