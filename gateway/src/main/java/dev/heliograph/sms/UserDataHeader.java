package dev.heliograph.sms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user data header (3GPP TS 23.040, 9.2.3.24): a length octet, then elements.
 *
 * @param elements the elements in the order of the wire; empty when there is a fault
 * @param octets octets of the header in the message, its length octet included; where the user data begins
 * @param fault what is wrong with it
 */
public record UserDataHeader(List<InformationElement> elements, int octets, Fault fault) {

    /** What can be wrong with a header. */
    public enum Fault {
        NONE,
        /** Its length runs past the message, or there is no length octet: where the user data begins is unknown. Refuse the message. */
        PAST_MESSAGE,
        /**
         * The last element does not end where the header ends, or the header is longer than 140 octets: 9.2.3.24 has the elements ignored, the
         * user data stands.
         */
        BAD_ELEMENT
    }

    /**
     * Application ports (elements 0x04, 0x05).
     *
     * @param destination 0 to 65535
     * @param source 0 to 65535
     */
    public record Ports(int destination, int source) {}

    /** No header. */
    public static final UserDataHeader NONE = new UserDataHeader(List.of(), 0, Fault.NONE);

    public UserDataHeader {
        elements = List.copyOf(elements);
    }

    /**
     * A header of these elements; {@link #NONE} when there are none.
     *
     * @throws IllegalArgumentException when it would exceed 140 octets
     */
    public static UserDataHeader of(List<InformationElement> elements) {
        int octets = elements.isEmpty() ? 0 : 1 + elementOctets(elements);
        if (octets > Segmenter.AIR_OCTETS) {
            throw new IllegalArgumentException("a header of " + octets + " octets");
        }
        return octets == 0 ? NONE : new UserDataHeader(elements, octets, Fault.NONE);
    }

    /** Reads the header at the begin of a {@code short_message} whose {@code esm_class} has the indicator. Never throws. */
    public static UserDataHeader parse(byte[] message) {
        int end = message.length == 0 ? 1 : 1 + (message[0] & 0xFF);
        if (end > message.length) {
            return new UserDataHeader(List.of(), message.length, Fault.PAST_MESSAGE);
        }
        List<InformationElement> elements = new ArrayList<>(2);
        int at = 1;
        while (at + 2 <= end && at + 2 + (message[at + 1] & 0xFF) <= end) {
            int next = at + 2 + (message[at + 1] & 0xFF);
            elements.add(new InformationElement(message[at] & 0xFF, Arrays.copyOfRange(message, at + 2, next)));
            at = next;
        }
        return at == end && end <= Segmenter.AIR_OCTETS
                ? new UserDataHeader(elements, end, Fault.NONE)
                : new UserDataHeader(List.of(), end, Fault.BAD_ELEMENT);
    }

    /** The last element of an identifier (the last one counts when repeated), null when there is none. */
    public @Nullable InformationElement find(int id) {
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (elements.get(i).id() == id) {
                return elements.get(i);
            }
        }
        return null;
    }

    /** Which part this is by element 0x00 or 0x08, the later one if both; null when there is none or its numbers cannot be. */
    public @Nullable SegmentInfo segmentInfo() {
        for (int i = elements.size() - 1; i >= 0; i--) {
            SegmentInfo info = SegmentInfo.of(elements.get(i));
            if (info != null) {
                return info;
            }
        }
        return null;
    }

    /** The ports, null when there are none. */
    public @Nullable Ports ports() {
        for (int i = elements.size() - 1; i >= 0; i--) {
            InformationElement element = elements.get(i);
            if (element.id() == InformationElement.PORTS_16BIT && element.length() == 4) {
                return new Ports(element.number16(0), element.number16(2));
            }
            if (element.id() == InformationElement.PORTS_8BIT && element.length() == 2) {
                return new Ports(element.octet(0), element.octet(1));
            }
        }
        return null;
    }

    /** The language of element 0x25, null when there is none or it is reserved. */
    public @Nullable NationalLanguage lockingShift() {
        return language(InformationElement.LOCKING_SHIFT);
    }

    /** The language of element 0x24, null when there is none or it is reserved. */
    public @Nullable NationalLanguage singleShift() {
        return language(InformationElement.SINGLE_SHIFT);
    }

    /**
     * The user data behind this header, null when it is unknown where that begins.
     *
     * @param message what the header was parsed from
     */
    public byte @Nullable [] userData(byte[] message) {
        return fault == Fault.PAST_MESSAGE ? null : Arrays.copyOfRange(message, octets, message.length);
    }

    /** This header without its concatenation elements, as when SAR TLVs take over. */
    public UserDataHeader withoutConcatenation() {
        return of(
                elements.stream().filter(element -> !element.isConcatenation()).toList());
    }

    /**
     * This header with a concatenation element of the given part in front of the others, replacing any it had.
     *
     * @throws IllegalArgumentException when it would exceed 140 octets
     */
    public UserDataHeader withConcatenation(SegmentInfo info) {
        List<InformationElement> all = new ArrayList<>(elements.size() + 1);
        all.add(info.element());
        all.addAll(withoutConcatenation().elements());
        return of(all);
    }

    /** The header as it goes on the wire; empty when there are no elements. */
    public byte[] toOctets() {
        if (elements.isEmpty()) {
            return new byte[0];
        }
        int length = elementOctets(elements);
        byte[] out = new byte[1 + length];
        out[0] = (byte) length;
        int at = 1;
        for (InformationElement element : elements) {
            at = element.write(out, at);
        }
        return out;
    }

    /** Octets that elements take in a header, without its length octet. */
    static int elementOctets(List<InformationElement> elements) {
        int octets = 0;
        for (InformationElement element : elements) {
            octets += 2 + element.length();
        }
        return octets;
    }

    private @Nullable NationalLanguage language(int id) {
        InformationElement element = find(id);
        return element == null || element.length() != 1 ? null : NationalLanguage.ofId(element.octet(0));
    }
}
