package dev.heliograph.smpp.pdu;

/** unbind: the sender wants to end the session (3.4 section 4.2.1). */
public record Unbind(int sequenceNumber) implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.UNBIND;
    }

    @Override
    public void writeBody(PduWriter out) {
        // Header only.
    }

    static Unbind decode(PduReader in) {
        in.tlvs(Tag.Use.NONE);
        return new Unbind(in.sequenceNumber());
    }
}
