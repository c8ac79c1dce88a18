package dev.heliograph.egress.receiver;

/** This gateway's own TLVs, in the range that SMPP leaves to vendors (0x1400 to 0x3FFF). All are optional, all are C-octet or octet strings of ASCII. */
public final class VendorTag {
    /** In a submission: the channels to try, in order, separated by commas. In a deliver_sm: the channel that was used. */
    public static final int CHANNELS = 0x1400;

    /** In a submission: what makes a resubmission recognisable for 24 hours, 1 to 255 characters. */
    public static final int IDEMPOTENCY_KEY = 0x1401;

    /** In a submission: {@code otp}, {@code transactional} or {@code bulk}; stronger than priority_flag. */
    public static final int PRIORITY = 0x1402;

    /** In a deliver_sm: {@code true} where it is not known who wrote, and nothing in it may be taken for the word of the source address; else not there. */
    public static final int UNVERIFIED = 0x1403;

    private VendorTag() {}

    /** @return whether the tag is for the gateway itself and not to be carried on */
    public static boolean isOurs(int tag) {
        return tag >= CHANNELS && tag <= UNVERIFIED;
    }
}
