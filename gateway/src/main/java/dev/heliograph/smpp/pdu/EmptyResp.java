package dev.heliograph.smpp.pdu;

/** A response that is a header only: those of unbind, enquire_link, cancel_sm and replace_sm. */
public record EmptyResp(CommandId commandId, int commandStatus, int sequenceNumber) implements Pdu.Response {
    @Override
    public void writeBody(PduWriter out) {
        // Header only.
    }

    static EmptyResp decode(PduReader in) {
        return new EmptyResp(in.commandId(), in.commandStatus(), in.sequenceNumber());
    }
}
