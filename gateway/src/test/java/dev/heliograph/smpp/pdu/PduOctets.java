package dev.heliograph.smpp.pdu;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/** Octets of PDUs, made and taken apart in tests. */
public final class PduOctets {
    private PduOctets() {}

    /** The PDU as it goes to a 5.0 peer. */
    public static byte[] of(Pdu pdu) {
        return of(pdu, InterfaceVersion.V5_0, PduEncoder.NO_CONGESTION_STATE);
    }

    public static byte[] of(Pdu pdu, int version, int congestionState) {
        ByteBuf out = Unpooled.buffer();
        if (!new PduEncoder().encode(pdu, pdu.sequenceNumber(), version, congestionState, out)) {
            throw new IllegalArgumentException("not encodable: " + pdu);
        }
        return ByteBufUtil.getBytes(out);
    }

    public static Decoded decode(byte[] octets) {
        return decode(octets, InterfaceVersion.V5_0);
    }

    public static Decoded decode(byte[] octets, int version) {
        return new PduDecoder().decode(octets, 0, octets.length, version);
    }

    /** A PDU with this header and body, its command_length right. */
    public static byte[] frame(int commandId, int status, int sequenceNumber, byte[] body) {
        byte[] octets = Arrays.copyOf(new byte[0], PduDecoder.HEADER_OCTETS + body.length);
        int[] header = {octets.length, commandId, status, sequenceNumber};
        for (int i = 0; i < header.length; i++) {
            putInt(octets, i * Integer.BYTES, header[i]);
        }
        System.arraycopy(body, 0, octets, PduDecoder.HEADER_OCTETS, body.length);
        return octets;
    }

    /** The first octets of a PDU as a PDU of their own: command_length says as many as there are. */
    public static byte[] cut(byte[] pdu, int length) {
        byte[] octets = Arrays.copyOf(pdu, length);
        putInt(octets, 0, length);
        return octets;
    }

    public static void putInt(byte[] octets, int at, int value) {
        octets[at] = (byte) (value >>> 24);
        octets[at + 1] = (byte) (value >>> 16);
        octets[at + 2] = (byte) (value >>> 8);
        octets[at + 3] = (byte) value;
    }
}
