package dev.heliograph.smpp.pdu;

import java.util.List;

/** Which response answers which command. */
final class Responses {
    private Responses() {}

    /** The response of this command with empty fields; a generic_nack for a command without one. */
    static Pdu.Response failed(CommandId request, int sequenceNumber, int status) {
        return switch (request) {
            case BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER ->
                new BindResp(request.response(), status, sequenceNumber, "", Tlvs.EMPTY);
            case SUBMIT_SM -> new SubmitSmResp(status, sequenceNumber, "", Tlvs.EMPTY);
            case SUBMIT_MULTI -> new SubmitMultiResp(status, sequenceNumber, "", List.of(), Tlvs.EMPTY);
            case DATA_SM -> new DataSmResp(status, sequenceNumber, "", Tlvs.EMPTY);
            case DELIVER_SM -> new DeliverSmResp(status, sequenceNumber, "", Tlvs.EMPTY);
            case QUERY_SM -> new QuerySmResp(status, sequenceNumber, "", "", 0, 0);
            case CANCEL_SM, REPLACE_SM, ENQUIRE_LINK, UNBIND ->
                new EmptyResp(request.response(), status, sequenceNumber);
            default -> new GenericNack(status, sequenceNumber);
        };
    }
}
