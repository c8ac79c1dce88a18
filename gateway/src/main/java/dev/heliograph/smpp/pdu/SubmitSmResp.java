package dev.heliograph.smpp.pdu;

/**
 * submit_sm_resp: the message is taken under an id, or why not (3.4 section 4.4.2).
 *
 * @param messageId at most 64 characters; empty when refused
 */
public record SubmitSmResp(int commandStatus, int sequenceNumber, String messageId, Tlvs tlvs) implements Pdu.Response {
    @Override
    public CommandId commandId() {
        return CommandId.SUBMIT_SM_RESP;
    }

    @Override
    public void writeBody(PduWriter out) {
        // An error response may leave out its body, and peers exist that expect it so.
        if (ok() || !messageId.isEmpty() || out.hasResponseTlvs(tlvs)) {
            out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
            out.responseTlvs(tlvs);
        }
    }

    static SubmitSmResp decode(PduReader in) {
        String messageId = in.lenientCString();
        return new SubmitSmResp(in.commandStatus(), in.sequenceNumber(), messageId, in.lenientTlvs());
    }
}
