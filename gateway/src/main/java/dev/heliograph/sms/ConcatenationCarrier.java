package dev.heliograph.sms;

/** How the parts of one message say that they belong together. */
public enum ConcatenationCarrier {
    /** Header element 0x00: reference of 8 bits, {@code 05 00 03 RR TT SS}. */
    UDH_8BIT(5, 0xFF),
    /** Header element 0x08: reference of 16 bits, {@code 06 08 04 RR RR TT SS}. */
    UDH_16BIT(6, 0xFFFF),
    /** TLVs sar_msg_ref_num, sar_total_segments, sar_segment_seqnum (0x020C, 0x020E, 0x020F). */
    SAR_TLV(5, 0xFFFF),
    /** The whole text in one PDU, TLV message_payload (0x0424). The SMSC cuts it, so the parts are counted but not made. */
    MESSAGE_PAYLOAD(5, 0);

    private final int airElementOctets;
    private final int referenceMask;

    ConcatenationCarrier(int airElementOctets, int referenceMask) {
        this.airElementOctets = airElementOctets;
        this.referenceMask = referenceMask;
    }

    /**
     * Octets of the concatenation element in each part's header on the air, without the header's length octet. For SAR and message_payload the SMSC
     * writes the header; the shorter element is what it is taken to use.
     */
    public int airElementOctets() {
        return airElementOctets;
    }

    /** Whether the element stands in the header of the parts we make. */
    public boolean inHeader() {
        return this == UDH_8BIT || this == UDH_16BIT;
    }

    /** The bits of a reference number that this carrier transports; 0 for none. */
    public int referenceMask() {
        return referenceMask;
    }
}
