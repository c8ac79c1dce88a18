package dev.heliograph.smpp.pdu;

import java.util.ArrayList;
import java.util.List;

/**
 * submit_multi_resp: one message id, and which destinations it does not hold for (3.4 section 4.5.2).
 *
 * @param messageId at most 64 characters; empty when refused
 * @param unsuccessful at most 255
 */
public record SubmitMultiResp(
        int commandStatus, int sequenceNumber, String messageId, List<UnsuccessSme> unsuccessful, Tlvs tlvs)
        implements Pdu.Response {
    private static final int UNSUCCESSFUL_MAX = 255;

    /** One destination the message was not taken for, and its command_status. */
    public record UnsuccessSme(SmppAddress address, int status) {}

    /** Copies the list. */
    public SubmitMultiResp {
        unsuccessful = List.copyOf(unsuccessful);
    }

    @Override
    public CommandId commandId() {
        return CommandId.SUBMIT_MULTI_RESP;
    }

    @Override
    public void writeBody(PduWriter out) {
        if (!ok() && messageId.isEmpty() && unsuccessful.isEmpty() && !out.hasResponseTlvs(tlvs)) {
            return;
        }
        if (unsuccessful.size() > UNSUCCESSFUL_MAX) {
            out.fail();
        }
        out.cString(messageId, Sm.MESSAGE_ID_OCTETS_MAX);
        out.octet(unsuccessful.size());
        for (UnsuccessSme sme : unsuccessful) {
            out.address(sme.address(), SmppAddress.OCTETS_MAX);
            out.int32(sme.status());
        }
        out.responseTlvs(tlvs);
    }

    static SubmitMultiResp decode(PduReader in) {
        String messageId = in.lenientCString();
        List<UnsuccessSme> unsuccessful = new ArrayList<>();
        int count = in.remaining() > 0 ? in.octet() : 0;
        for (int i = 0; i < count && in.remaining() > 6; i++) {
            SmppAddress address = new SmppAddress(in.octet(), in.octet(), in.lenientCString());
            if (in.remaining() >= Integer.BYTES) {
                unsuccessful.add(new UnsuccessSme(address, in.int32()));
            }
        }
        return new SubmitMultiResp(in.commandStatus(), in.sequenceNumber(), messageId, unsuccessful, in.lenientTlvs());
    }
}
