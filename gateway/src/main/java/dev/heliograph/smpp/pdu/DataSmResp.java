package dev.heliograph.smpp.pdu;

/**
 * data_sm_resp: the message is taken under an id, or why not (3.4 section 4.7.2).
 *
 * @param messageId at most 64 characters; empty when refused
 */
public record DataSmResp(int commandStatus, int sequenceNumber, String messageId, Tlvs tlvs) implements Pdu.Response {
    @Override
    public CommandId commandId() {
        return CommandId.DATA_SM_RESP;
    }

    @Override
    public void writeBody(PduWriter out) {
        // Never without its body, though an error might leave it out: message centres exist that read on regardless.
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.responseTlvs(tlvs);
    }

    static DataSmResp decode(PduReader in) {
        String messageId = in.lenientCString();
        return new DataSmResp(in.commandStatus(), in.sequenceNumber(), messageId, in.lenientTlvs());
    }
}
