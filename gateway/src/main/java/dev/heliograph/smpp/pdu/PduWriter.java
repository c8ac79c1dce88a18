package dev.heliograph.smpp.pdu;

import java.util.Arrays;

/**
 * A growing octet array, for the codecs of this package.
 *
 * <p>Like {@link PduReader} it never throws: a value that does not fit its field marks the PDU as not encodable, so that
 * nothing malformed can leave (SMPP-CONFORMANCE F10).
 */
public final class PduWriter {
    private static final int INITIAL_OCTETS = 512;

    private byte[] octets = new byte[INITIAL_OCTETS];
    private int length;
    private boolean failed;
    private int version;
    private int congestionState;

    PduWriter() {}

    /**
     * Begins a PDU.
     *
     * @param version of the peer: below 3.4 TLVs are left out
     * @param congestionState added to responses that may carry it, 0 to 100, or negative for none
     */
    void start(int version, int congestionState) {
        this.version = version;
        this.congestionState = congestionState;
        length = 0;
        failed = false;
    }

    byte[] array() {
        return octets;
    }

    int length() {
        return length;
    }

    int version() {
        return version;
    }

    boolean failed() {
        return failed;
    }

    void fail() {
        failed = true;
    }

    void octet(int value) {
        reserve(1);
        octets[length++] = (byte) value;
    }

    void int32(int value) {
        reserve(Integer.BYTES);
        int32At(length, value);
        length += Integer.BYTES;
    }

    void int32At(int index, int value) {
        octets[index] = (byte) (value >>> 24);
        octets[index + 1] = (byte) (value >>> 16);
        octets[index + 2] = (byte) (value >>> 8);
        octets[index + 3] = (byte) value;
    }

    /** A C-octet string of at most this many octets with its NUL. */
    void cString(String value, int octetsMax) {
        int chars = value.length();
        if (chars >= octetsMax) {
            failed = true;
            return;
        }
        reserve(chars + 1);
        byte[] out = octets;
        int at = length;
        for (int i = 0; i < chars; i++) {
            char c = value.charAt(i);
            if (c == 0 || c > 0xFF) {
                failed = true;
                return;
            }
            out[at++] = (byte) c;
        }
        out[at++] = 0;
        length = at;
    }

    /** A time: empty or exactly 16 characters. */
    void time(String value) {
        if (!value.isEmpty() && value.length() != SmppTime.LENGTH) {
            failed = true;
        }
        cString(value, SmppTime.LENGTH + 1);
    }

    void address(SmppAddress address, int octetsMax) {
        octet(address.ton());
        octet(address.npi());
        cString(address.address(), octetsMax);
    }

    /** sm_length and short_message. */
    void shortMessage(byte[] message) {
        if (message.length > Sm.octetsMax(version)) {
            failed = true;
            return;
        }
        octet(message.length);
        octets(message);
    }

    void octets(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, octets, length, value.length);
        length += value.length;
    }

    /** TLVs, unless the peer's version has none. */
    void tlvs(Tlvs tlvs) {
        if (!tlvs.isEmpty() && InterfaceVersion.hasTlvs(version)) {
            octets(tlvs.raw());
        }
    }

    /** Whether {@link #responseTlvs} would write anything. */
    boolean hasResponseTlvs(Tlvs tlvs) {
        return InterfaceVersion.hasTlvs(version) && (!tlvs.isEmpty() || addsCongestion());
    }

    /** The TLVs of a response to a message, with congestion_state when the session runs at 5.0 (5.0 section 4.8.4.18). */
    void responseTlvs(Tlvs tlvs) {
        tlvs(tlvs);
        if (addsCongestion() && !tlvs.has(Tag.CONGESTION_STATE)) {
            int32(Tag.CONGESTION_STATE.id() << 16 | 1);
            octet(congestionState);
        }
    }

    private boolean addsCongestion() {
        return congestionState >= 0 && version >= InterfaceVersion.V5_0;
    }

    private void reserve(int more) {
        if (octets.length - length < more) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, length + more));
        }
    }
}
