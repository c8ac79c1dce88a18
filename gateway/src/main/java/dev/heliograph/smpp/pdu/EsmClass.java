package dev.heliograph.smpp.pdu;

/** esm_class: messaging mode in bits 1-0, message type in bits 5-2, GSM features in bits 7-6 (3.4 section 5.2.12). */
public final class EsmClass {
    public static final int MODE_DEFAULT = 0x00;
    public static final int MODE_DATAGRAM = 0x01;
    public static final int MODE_FORWARD = 0x02;
    public static final int MODE_STORE_AND_FORWARD = 0x03;

    public static final int TYPE_DEFAULT = 0x00;
    /** The short message is a receipt of the message centre. */
    public static final int TYPE_RECEIPT = 0x04;
    /** ESME delivery acknowledgement. */
    public static final int TYPE_DELIVERY_ACK = 0x08;
    /** ESME manual or user acknowledgement. */
    public static final int TYPE_USER_ACK = 0x10;
    /** Intermediate delivery notification. */
    public static final int TYPE_INTERMEDIATE = 0x20;

    /** The message begins with a user data header. */
    public static final int UDHI = 0x40;
    /** Reply path. */
    public static final int REPLY_PATH = 0x80;

    private static final int MODE_MASK = 0x03;
    private static final int TYPE_MASK = 0x3C;

    private EsmClass() {}

    public static int mode(int esmClass) {
        return esmClass & MODE_MASK;
    }

    public static int type(int esmClass) {
        return esmClass & TYPE_MASK;
    }

    public static boolean hasUdh(int esmClass) {
        return (esmClass & UDHI) != 0;
    }

    /** Whether this is a final receipt or an intermediate notification. */
    public static boolean isReceipt(int esmClass) {
        int type = type(esmClass);
        return type == TYPE_RECEIPT || type == TYPE_INTERMEDIATE;
    }

    /** Whether an ESME may submit with this type: receipts come from a message centre only. */
    static boolean submittable(int esmClass) {
        int type = type(esmClass);
        return type == TYPE_DEFAULT || type == TYPE_DELIVERY_ACK || type == TYPE_USER_ACK;
    }
}
