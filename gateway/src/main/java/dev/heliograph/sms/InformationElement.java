package dev.heliograph.sms;

import java.util.Arrays;
import java.util.HexFormat;

/** One element of a user data header (3GPP TS 23.040, 9.2.3.24): identifier, length, octets. Immutable. */
public final class InformationElement {

    /** Concatenated short messages, 8-bit reference. */
    public static final int CONCATENATION_8BIT = 0x00;
    /** Application ports, 8 bits each. */
    public static final int PORTS_8BIT = 0x04;
    /** Application ports, 16 bits each. */
    public static final int PORTS_16BIT = 0x05;
    /** Concatenated short messages, 16-bit reference. */
    public static final int CONCATENATION_16BIT = 0x08;
    /** National language single shift. */
    public static final int SINGLE_SHIFT = 0x24;
    /** National language locking shift. */
    public static final int LOCKING_SHIFT = 0x25;

    private final int id;
    private final byte[] octets;

    /**
     * @param id 0 to 255
     * @param octets the element's octets, at most 255; copied
     */
    public InformationElement(int id, byte... octets) {
        if (id < 0 || id > 0xFF || octets.length > 0xFF) {
            throw new IllegalArgumentException("element " + id + " of " + octets.length + " octets");
        }
        this.id = id;
        this.octets = octets.clone();
    }

    /** The identifier, 0 to 255. */
    public int id() {
        return id;
    }

    /** How many octets follow identifier and length. */
    public int length() {
        return octets.length;
    }

    /** The octet at an index, 0 to 255. */
    public int octet(int index) {
        return octets[index] & 0xFF;
    }

    /** A copy of the octets. */
    public byte[] octets() {
        return octets.clone();
    }

    /** Whether this says which part of a message it stands in. */
    public boolean isConcatenation() {
        return id == CONCATENATION_8BIT || id == CONCATENATION_16BIT;
    }

    /** Two octets as a number, 0 to 65535. */
    int number16(int index) {
        return (octet(index) << 8) | octet(index + 1);
    }

    int write(byte[] out, int at) {
        out[at] = (byte) id;
        out[at + 1] = (byte) octets.length;
        System.arraycopy(octets, 0, out, at + 2, octets.length);
        return at + 2 + octets.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InformationElement that && id == that.id && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return 31 * id + Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return String.format("%02X:%s", id, HexFormat.of().formatHex(octets));
    }
}
