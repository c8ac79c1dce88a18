package dev.heliograph.sms;

import org.jspecify.annotations.Nullable;

/**
 * What an SMPP {@code data_coding} says of the user data: SMPP 3.4, 5.2.19, and where that leaves off 3GPP TS 23.038, 4.
 *
 * @param value 0 to 255
 */
public record DataCoding(int value) {

    /** How user data is to be treated. */
    public enum Kind {
        /** Text in an {@link Alphabet} of ours. */
        TEXT,
        /** Octets, carried unchanged. */
        OCTETS,
        /** Text in an alphabet that is not ours, or reserved: {@code ESME_RINVDCS} (0x104) to a client. */
        UNSUPPORTED
    }

    /** No message class. */
    public static final int NO_CLASS = -1;

    private static final int CLASS_BIT_OCTETS = 0x04;

    public DataCoding {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("data_coding is one octet, not " + value);
        }
    }

    /** How the user data is to be treated. */
    public Kind kind() {
        if (alphabet() != null) {
            return Kind.TEXT;
        }
        boolean octets = value == 0x02
                || value == 0x04
                || (group() == 0x10 && (value & 0x0C) == CLASS_BIT_OCTETS)
                || group() == 0xF0;
        return octets ? Kind.OCTETS : Kind.UNSUPPORTED;
    }

    /** The alphabet without national tables, null unless {@link Kind#TEXT}. */
    public @Nullable Alphabet alphabet() {
        return switch (group()) {
            case 0x00 -> smppAlphabet();
            case 0x10 -> classAlphabet();
            case 0xC0, 0xD0 -> GsmAlphabet.DEFAULT;
            case 0xE0 -> Ucs2.UCS2;
            case 0xF0 -> (value & CLASS_BIT_OCTETS) == 0 ? GsmAlphabet.DEFAULT : null;
            default -> null;
        };
    }

    /** The alphabet with the national tables that a header names, null unless {@link Kind#TEXT}. */
    public @Nullable Alphabet alphabet(UserDataHeader header) {
        Alphabet alphabet = alphabet();
        return alphabet == GsmAlphabet.DEFAULT ? GsmAlphabet.of(header.lockingShift(), header.singleShift()) : alphabet;
    }

    /** The message class, 0 to 3, or {@link #NO_CLASS}. Class 0 is shown at once and not stored. */
    public int messageClass() {
        return group() == 0x10 || group() == 0xF0 ? value & 0x03 : NO_CLASS;
    }

    /**
     * This coding with a message class, as a flash message (class 0) needs it.
     *
     * @param messageClass 0 to 3
     * @return this coding itself when none of its kind has a class (IA5, Latin-1)
     */
    public DataCoding withMessageClass(int messageClass) {
        if (messageClass < 0 || messageClass > 3) {
            throw new IllegalArgumentException("message class " + messageClass);
        }
        Alphabet alphabet = alphabet();
        if (alphabet == GsmAlphabet.DEFAULT) {
            return new DataCoding(0xF0 | messageClass);
        }
        if (alphabet == Ucs2.UCS2) {
            return new DataCoding(0x18 | messageClass);
        }
        return kind() == Kind.OCTETS ? new DataCoding(0xF4 | messageClass) : this;
    }

    private int group() {
        return value & 0xF0;
    }

    /** SMPP 3.4, 5.2.19: the low values are SMPP's own. */
    private @Nullable Alphabet smppAlphabet() {
        return switch (value) {
            case 0x00 -> GsmAlphabet.DEFAULT;
            case 0x01 -> OctetAlphabet.IA5;
            case 0x03 -> OctetAlphabet.LATIN1;
            case 0x08 -> Ucs2.UCS2;
            default -> null;
        };
    }

    /** 3GPP TS 23.038, 4: bits 3 and 2 are the alphabet, bits 1 and 0 the class. */
    private @Nullable Alphabet classAlphabet() {
        return switch (value & 0x0C) {
            case 0x00 -> GsmAlphabet.DEFAULT;
            case 0x08 -> Ucs2.UCS2;
            default -> null;
        };
    }
}
