package dev.heliograph.smpp.pdu;

/** interface_version values and their order: the octet 0x34 is SMPP 3.4. */
public final class InterfaceVersion {
    /** SMPP 3.3 and everything older: no TLVs, message ids of at most 8 octets. */
    public static final int V3_3 = 0x33;

    public static final int V3_4 = 0x34;
    public static final int V5_0 = 0x50;

    private InterfaceVersion() {}

    /**
     * The version two sides speak: the lower of what each offers. 0x00 to 0x33 count as 3.3; reserved values between 0x34 and
     * 0x50 as 3.4, above 0x50 as 5.0 (5.0 section 4.7.13).
     */
    public static int negotiate(int own, int peer) {
        return Math.min(known(own), known(peer));
    }

    /** Whether TLVs may be sent to a peer of this version. */
    public static boolean hasTlvs(int version) {
        return version >= V3_4;
    }

    private static int known(int version) {
        int octet = version & 0xFF;
        return octet >= V5_0 ? V5_0 : octet >= V3_4 ? V3_4 : V3_3;
    }
}
