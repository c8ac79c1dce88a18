package dev.heliograph.smpp.pdu;

/** enquire_link: is the other side still there? (3.4 section 4.11.1) */
public record EnquireLink(int sequenceNumber) implements Pdu.Request {
    @Override
    public CommandId commandId() {
        return CommandId.ENQUIRE_LINK;
    }

    @Override
    public void writeBody(PduWriter out) {
        // Header only.
    }

    static EnquireLink decode(PduReader in) {
        in.tlvs(Tag.Use.NONE);
        return new EnquireLink(in.sequenceNumber());
    }
}
