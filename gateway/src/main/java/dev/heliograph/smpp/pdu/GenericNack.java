package dev.heliograph.smpp.pdu;

/** generic_nack: the header of a PDU was not understood (3.4 section 4.3). */
public record GenericNack(int commandStatus, int sequenceNumber) implements Pdu.Response {
    @Override
    public CommandId commandId() {
        return CommandId.GENERIC_NACK;
    }

    @Override
    public void writeBody(PduWriter out) {
        // Header only.
    }

    static GenericNack decode(PduReader in) {
        return new GenericNack(in.commandStatus(), in.sequenceNumber());
    }
}
