package dev.heliograph.sms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts messages into parts of at most {@value #AIR_OCTETS} octets on the air.
 *
 * <p>A part that stands alone holds 160 septets, 140 octets or 70 UTF-16 units. A header takes its octets from that: the capacity is
 * {@code floor((140 - header) * 8 / bits)}, as septets begin at a septet boundary behind it. With SAR TLVs and message_payload the SMSC writes the
 * concatenation element itself, so the same room is kept for it.
 */
public final class Segmenter {

    /** User data octets of one short message on the air, header included (3GPP TS 23.040, 9.2.3.16). */
    public static final int AIR_OCTETS = 140;

    private static final int BINARY_DATA_CODING = 0x04;

    private Segmenter() {}

    /** Parts on the air that a text takes under a policy, without making them. May exceed {@link EncodingPolicy#partsMax()}. */
    public static int segmentCount(String text, EncodingPolicy policy) {
        return EncodingChoice.of(text, policy).parts();
    }

    /** Chooses the encoding and cuts; {@code reference} as in {@link #segment(EncodingChoice, int)}. */
    public static Segmentation segment(String text, EncodingPolicy policy, int reference) {
        return segment(EncodingChoice.of(text, policy), reference);
    }

    /**
     * Cuts a text as chosen.
     *
     * @param reference the concatenation reference, of which the carrier takes its low bits; not looked at when there is one part
     */
    public static Segmentation segment(EncodingChoice choice, int reference) {
        EncodingPolicy policy = choice.policy();
        if (choice.parts() > policy.partsMax()) {
            return new Segmentation.TooManyParts(choice.parts(), policy.partsMax());
        }
        Alphabet alphabet = choice.alphabet();
        ConcatenationCarrier carrier = policy.carrier();
        if (choice.parts() == 1 || carrier == ConcatenationCarrier.MESSAGE_PAYLOAD) {
            byte[] header = UserDataHeader.of(alphabet.nationalElements()).toOctets();
            byte[] octets = Arrays.copyOf(header, header.length + choice.units() * alphabet.octetsPerUnit());
            alphabet.encode(choice.text(), 0, choice.text().length(), octets, header.length);
            Segment segment = new Segment(1, header.length, octets);
            return new Segments(alphabet.dataCoding(), carrier, 0, choice.parts(), List.of(segment));
        }
        return cut(choice, new PartHeader(alphabet.nationalElements(), carrier, reference, choice.parts()));
    }

    private static Segments cut(EncodingChoice choice, PartHeader header) {
        Alphabet alphabet = choice.alphabet();
        String text = choice.text();
        int perPart = unitsPerPart(alphabet.bitsPerUnit(), elementOctets(alphabet), header.carrier());
        byte[] part = new byte[header.octets() + perPart * alphabet.octetsPerUnit()];
        List<Segment> parts = new ArrayList<>(choice.parts());
        for (int at = 0, number = 1; at < text.length(); number++) {
            int end = alphabet.cut(text, at, perPart);
            header.write(number, part);
            int length = alphabet.encode(text, at, end, part, header.octets());
            parts.add(new Segment(number, header.octets(), Arrays.copyOf(part, length)));
            at = end;
        }
        return new Segments(alphabet.dataCoding(), header.carrier(), header.reference(), parts.size(), parts);
    }

    /**
     * Cuts octets ({@code data_coding} 4).
     *
     * @param elements header elements that every part repeats, such as ports; without a concatenation element
     * @param reference as in {@link #segment(EncodingChoice, int)}
     * @param partsMax most parts, 1 to {@value EncodingPolicy#PARTS_LIMIT}
     * @throws IllegalArgumentException when the elements leave no room for user data
     */
    public static Segmentation segmentBinary(
            byte[] octets,
            List<InformationElement> elements,
            ConcatenationCarrier carrier,
            int reference,
            int partsMax) {
        int elementOctets = UserDataHeader.elementOctets(elements);
        int perPart = unitsPerPart(8, elementOctets, carrier);
        if (perPart < 1) {
            throw new IllegalArgumentException("elements of " + elementOctets + " octets leave no room");
        }
        int count = octets.length <= unitsInSingle(8, elementOctets) ? 1 : (octets.length + perPart - 1) / perPart;
        if (count > Math.min(partsMax, EncodingPolicy.PARTS_LIMIT)) {
            return new Segmentation.TooManyParts(count, partsMax);
        }
        boolean whole = count == 1 || carrier == ConcatenationCarrier.MESSAGE_PAYLOAD;
        PartHeader header = new PartHeader(elements, carrier, reference, whole ? 1 : count);
        List<Segment> parts = new ArrayList<>(count);
        for (int at = 0, number = 1; number == 1 || at < octets.length; number++) {
            int length = whole ? octets.length : Math.min(perPart, octets.length - at);
            byte[] part = new byte[header.octets() + length];
            header.write(number, part);
            System.arraycopy(octets, at, part, header.octets(), length);
            parts.add(new Segment(number, header.octets(), part));
            at += length;
        }
        return new Segments(BINARY_DATA_CODING, carrier, header.reference(), count, parts);
    }

    /** Units that fit a message of one part whose header has {@code elementOctets} octets of elements. */
    public static int unitsInSingle(int bitsPerUnit, int elementOctets) {
        int header = elementOctets == 0 ? 0 : 1 + elementOctets;
        return (AIR_OCTETS - header) * 8 / bitsPerUnit;
    }

    /** Units that fit each part of several, whose headers have {@code elementOctets} octets of elements besides the concatenation element. */
    public static int unitsPerPart(int bitsPerUnit, int elementOctets, ConcatenationCarrier carrier) {
        return unitsInSingle(bitsPerUnit, elementOctets + carrier.airElementOctets());
    }

    static int countParts(CharSequence text, Alphabet alphabet, int units, ConcatenationCarrier carrier) {
        int bits = alphabet.bitsPerUnit();
        int elements = elementOctets(alphabet);
        if (units <= unitsInSingle(bits, elements)) {
            return 1;
        }
        int perPart = unitsPerPart(bits, elements, carrier);
        boolean noPairs = bits != 16 && units == text.length();
        if (noPairs) {
            return (units + perPart - 1) / perPart;
        }
        int parts = 0;
        for (int at = 0; at < text.length(); at = alphabet.cut(text, at, perPart)) {
            parts++;
        }
        return parts;
    }

    private static int elementOctets(Alphabet alphabet) {
        return UserDataHeader.elementOctets(alphabet.nationalElements());
    }
}
