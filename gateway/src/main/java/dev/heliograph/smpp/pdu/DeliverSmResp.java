package dev.heliograph.smpp.pdu;

/**
 * deliver_sm_resp: the ESME took a message or receipt, or why not; message_id is unused (3.4 section 4.6.2).
 *
 * @param messageId at most 64 characters; empty when refused
 */
public record DeliverSmResp(int commandStatus, int sequenceNumber, String messageId, Tlvs tlvs)
        implements Pdu.Response {
    @Override
    public CommandId commandId() {
        return CommandId.DELIVER_SM_RESP;
    }

    @Override
    public void writeBody(PduWriter out) {
        // Never without its body, though an error might leave it out: message centres exist that read on regardless.
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.tlvs(tlvs);
    }

    static DeliverSmResp decode(PduReader in) {
        String messageId = in.lenientCString();
        return new DeliverSmResp(in.commandStatus(), in.sequenceNumber(), messageId, in.lenientTlvs());
    }
}
