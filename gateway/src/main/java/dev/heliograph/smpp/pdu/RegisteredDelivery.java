package dev.heliograph.smpp.pdu;

/** registered_delivery: which receipts and acknowledgements a submitter wants (3.4 section 5.2.17, 5.0 section 4.7.21). */
public final class RegisteredDelivery {
    public static final int NONE = 0x00;
    /** A receipt for the final state, success or failure. */
    public static final int FINAL = 0x01;
    /** A receipt when the message fails or is cancelled. */
    public static final int FAILURE = 0x02;
    /** A receipt on success (5.0; reserved in 3.4, where it is read the same). */
    public static final int SUCCESS = 0x03;
    /** Intermediate notifications. */
    public static final int INTERMEDIATE = 0x10;

    private static final int RECEIPT_MASK = 0x03;
    private static final int RESERVED_MASK = 0xE0;

    private RegisteredDelivery() {}

    /** {@link #NONE}, {@link #FINAL}, {@link #FAILURE} or {@link #SUCCESS}. */
    public static int receipt(int registeredDelivery) {
        return registeredDelivery & RECEIPT_MASK;
    }

    public static boolean wantsIntermediate(int registeredDelivery) {
        return (registeredDelivery & INTERMEDIATE) != 0;
    }

    /** Whether the reserved bits 7-5 are clear. */
    static boolean valid(int registeredDelivery) {
        return (registeredDelivery & RESERVED_MASK) == 0;
    }
}
