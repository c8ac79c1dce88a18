package dev.heliograph.sms;

import org.jspecify.annotations.Nullable;

/**
 * Which part of which message this is, whatever carried it.
 *
 * @param carrier where it was said: a header element or SAR TLVs
 * @param reference what all parts of the message share, 0 to 255 or 65535 by carrier
 * @param total parts of the message, 1 to 255
 * @param number this part, 1 to {@code total}
 */
public record SegmentInfo(ConcatenationCarrier carrier, int reference, int total, int number) {

    public SegmentInfo {
        if (!isValid(total, number) || reference < 0 || (reference & ~carrier.referenceMask()) != 0) {
            throw new IllegalArgumentException(
                    "part " + number + " of " + total + ", reference " + reference + " by " + carrier);
        }
    }

    /** Whether a total and a number can be: a receiver ignores the element otherwise (9.2.3.24.1). */
    public static boolean isValid(int total, int number) {
        return number >= 1 && number <= total && total <= EncodingPolicy.PARTS_LIMIT;
    }

    /** What a concatenation element says; null for any other element, one of a wrong length, or one whose numbers cannot be. */
    static @Nullable SegmentInfo of(InformationElement element) {
        int length = element.length();
        if (element.id() == InformationElement.CONCATENATION_8BIT
                && length == 3
                && isValid(element.octet(1), element.octet(2))) {
            return new SegmentInfo(ConcatenationCarrier.UDH_8BIT, element.octet(0), element.octet(1), element.octet(2));
        }
        if (element.id() == InformationElement.CONCATENATION_16BIT
                && length == 4
                && isValid(element.octet(2), element.octet(3))) {
            return new SegmentInfo(
                    ConcatenationCarrier.UDH_16BIT, element.number16(0), element.octet(2), element.octet(3));
        }
        return null;
    }

    /** The same part said by another carrier, which takes the low bits of the reference. */
    public SegmentInfo by(ConcatenationCarrier other) {
        return new SegmentInfo(other, reference & other.referenceMask(), total, number);
    }

    /** The header element that says this; of 16 bits when a SAR reference needs them. */
    InformationElement element() {
        boolean wide = carrier == ConcatenationCarrier.UDH_16BIT || reference > 0xFF;
        return wide
                ? new InformationElement(
                        InformationElement.CONCATENATION_16BIT,
                        (byte) (reference >>> 8),
                        (byte) reference,
                        (byte) total,
                        (byte) number)
                : new InformationElement(
                        InformationElement.CONCATENATION_8BIT, (byte) reference, (byte) total, (byte) number);
    }
}
