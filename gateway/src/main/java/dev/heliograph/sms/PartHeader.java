package dev.heliograph.sms;

import java.util.List;

/** The header that all parts of one message share, but for the part's number. */
final class PartHeader {

    private final ConcatenationCarrier carrier;
    private final int reference;
    private final byte[] template;

    /** Where the number stands, 0 when the header has none. */
    private final int numberAt;

    /**
     * @param elements what every part repeats
     * @param total parts of the message; of one part the header holds the elements only
     */
    PartHeader(List<InformationElement> elements, ConcatenationCarrier carrier, int reference, int total) {
        this.carrier = carrier;
        this.reference = total == 1 ? 0 : reference & carrier.referenceMask();
        UserDataHeader header = UserDataHeader.of(elements);
        boolean numbered = total > 1 && carrier.inHeader();
        if (numbered) {
            header = header.withConcatenation(new SegmentInfo(carrier, this.reference, total, 1));
        }
        this.template = header.toOctets();
        // The concatenation element is the first one and the number its last octet.
        this.numberAt = numbered ? carrier.airElementOctets() : 0;
    }

    ConcatenationCarrier carrier() {
        return carrier;
    }

    int reference() {
        return reference;
    }

    int octets() {
        return template.length;
    }

    /** Writes the header of a part at the begin of {@code out}. */
    void write(int number, byte[] out) {
        System.arraycopy(template, 0, out, 0, template.length);
        if (numberAt > 0) {
            out[numberAt] = (byte) number;
        }
    }
}
