package dev.heliograph.egress.receiver;

import dev.heliograph.smpp.pdu.Tlvs;
import java.util.Arrays;

/** The TLVs of a {@link dev.heliograph.message.Content.Sms}, which holds them as octets. */
public final class WireTlvs {
    private static final int HEADER_OCTETS = 4;
    private static final byte[] NONE = {};

    private WireTlvs() {}

    /** @param wire whole TLVs; what follows the last whole one is left out */
    public static Tlvs read(byte[] wire) {
        Tlvs.Builder tlvs = Tlvs.builder();
        int at = 0;
        while (wire.length - at >= HEADER_OCTETS) {
            int end = at + HEADER_OCTETS + int16(wire, at + 2);
            if (end > wire.length) {
                break;
            }
            tlvs.octets(int16(wire, at), Arrays.copyOfRange(wire, at + HEADER_OCTETS, end));
            at = end;
        }
        return tlvs.build();
    }

    /** @return those TLVs that are carried on: without the message itself and what is for the gateway */
    public static byte[] carriedOn(Tlvs tlvs, int payloadTag) {
        if (tlvs.isEmpty()) {
            return NONE;
        }
        byte[] out = new byte[tlvs.octets()];
        int[] length = {0};
        tlvs.forEach((tag, value) -> {
            if (tag != payloadTag && !VendorTag.isOurs(tag)) {
                length[0] = write(out, length[0], tag, value);
            }
        });
        return length[0] == 0 ? NONE : Arrays.copyOf(out, length[0]);
    }

    private static int write(byte[] out, int at, int tag, byte[] value) {
        out[at] = (byte) (tag >>> 8);
        out[at + 1] = (byte) tag;
        out[at + 2] = (byte) (value.length >>> 8);
        out[at + 3] = (byte) value.length;
        System.arraycopy(value, 0, out, at + HEADER_OCTETS, value.length);
        return at + HEADER_OCTETS + value.length;
    }

    private static int int16(byte[] in, int at) {
        return ((in[at] & 0xFF) << 8) | (in[at + 1] & 0xFF);
    }
}
