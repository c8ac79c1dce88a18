package dev.heliograph.smpp.pdu;

/**
 * query_sm_resp (3.4 section 4.8.2). It is written with all its fields even when it reports an error, since clients exist that
 * cannot decode it otherwise.
 *
 * @param finalDate 16 characters, or empty while the state is not final
 * @param messageState see {@link SmppMessageState}
 * @param errorCode of the network, an octet
 */
public record QuerySmResp(
        int commandStatus, int sequenceNumber, String messageId, String finalDate, int messageState, int errorCode)
        implements Pdu.Response {
    @Override
    public CommandId commandId() {
        return CommandId.QUERY_SM_RESP;
    }

    @Override
    public void writeBody(PduWriter out) {
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.time(finalDate);
        out.octet(messageState);
        out.octet(errorCode);
    }

    static QuerySmResp decode(PduReader in) {
        String messageId = in.lenientCString();
        String finalDate = in.lenientCString();
        int state = in.remaining() > 0 ? in.octet() : 0;
        int errorCode = in.remaining() > 0 ? in.octet() : 0;
        return new QuerySmResp(in.commandStatus(), in.sequenceNumber(), messageId, finalDate, state, errorCode);
    }
}
