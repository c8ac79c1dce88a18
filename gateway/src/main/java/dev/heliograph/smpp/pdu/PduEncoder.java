package dev.heliograph.smpp.pdu;

import io.netty.buffer.ByteBuf;

/** Turns PDUs into octets. Not thread-safe: it keeps a scratch array, so one encoder serves all sessions of an event loop. */
public final class PduEncoder {
    /** No congestion_state is added to responses. */
    public static final int NO_CONGESTION_STATE = -1;

    private final PduWriter writer = new PduWriter();

    /**
     * Appends one PDU to a buffer.
     *
     * @param sequenceNumber the header's, which stands in for the PDU's own
     * @param version interface version of the peer: below 3.4 no TLV is written, and a message_payload that fits moves into
     *     short_message
     * @param congestionState 0 to 100, added to responses to messages at 5.0, or {@link #NO_CONGESTION_STATE}
     * @return false, and nothing appended, if a field is beyond its bound or the version cannot carry the PDU
     */
    public boolean encode(Pdu pdu, int sequenceNumber, int version, int congestionState, ByteBuf out) {
        PduWriter to = writer;
        to.start(version, congestionState);
        to.int32(0);
        to.int32(pdu.commandId().wireId());
        to.int32(pdu.commandStatus());
        to.int32(sequenceNumber);
        pdu.writeBody(to);
        if (to.failed()) {
            return false;
        }
        to.int32At(0, to.length());
        out.writeBytes(to.array(), 0, to.length());
        return true;
    }

    /** Appends one PDU as it stands, as to a 5.0 peer; false if it cannot be encoded. */
    public boolean encode(Pdu pdu, ByteBuf out) {
        return encode(pdu, pdu.sequenceNumber(), InterfaceVersion.V5_0, NO_CONGESTION_STATE, out);
    }
}
