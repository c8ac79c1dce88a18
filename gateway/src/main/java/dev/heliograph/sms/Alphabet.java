package dev.heliograph.sms;

import java.util.List;

/**
 * A set of characters and how SMPP carries them in {@code short_message}.
 *
 * <p>Lengths are counted in units: septets for the 7-bit alphabets, octets for Latin-1, UTF-16 units for UCS-2. A part on the air holds 140 octets,
 * so {@link #bitsPerUnit()} decides how many units fit.
 */
public sealed interface Alphabet permits GsmAlphabet, OctetAlphabet, Ucs2 {

    /** Bits of one unit on the air: 7, 8 or 16. */
    int bitsPerUnit();

    /** Octets of one unit in {@code short_message}: 1, also for septets, which SMPP carries unpacked; 2 for UCS-2. */
    int octetsPerUnit();

    /** The SMPP {@code data_coding} that announces this alphabet, without a message class. */
    int dataCoding();

    /** The header elements that each part must repeat to name this alphabet's national tables; empty for most. */
    default List<InformationElement> nationalElements() {
        return List.of();
    }

    /**
     * How many units the text takes. Allocates nothing.
     *
     * @return the units, or -1 when the alphabet lacks a character of the text
     */
    int units(CharSequence text);

    /** Units that one UTF-16 unit takes, 0 when the alphabet lacks it. */
    int unitsOf(char c);

    /**
     * Where a part that starts at {@code from} must end so that it holds at most {@code unitsMax} units and splits neither an escape sequence nor a
     * surrogate pair.
     *
     * @param unitsMax at least 2
     * @return the index after the part's last character; greater than {@code from} unless the text ends there
     */
    int cut(CharSequence text, int from, int unitsMax);

    /**
     * Encodes {@code text[from, to)} into {@code out} from {@code at} on.
     *
     * @return the index after the last octet written
     * @throws IllegalArgumentException when the alphabet lacks a character: ask {@link #units} first
     * @throws IndexOutOfBoundsException when {@code out} is too short
     */
    int encode(CharSequence text, int from, int to, byte[] out, int at);

    /** Encodes the whole text; errors as {@link #encode(CharSequence, int, int, byte[], int)}. */
    default byte[] encode(CharSequence text) {
        int units = units(text);
        if (units < 0) {
            throw new IllegalArgumentException("the alphabet lacks a character of the text");
        }
        byte[] out = new byte[units * octetsPerUnit()];
        encode(text, 0, text.length(), out, 0);
        return out;
    }

    /** Decodes {@code octets[from, to)}. Never fails: what has no meaning becomes U+FFFD. */
    String decode(byte[] octets, int from, int to);

    /** Decodes all octets; see {@link #decode(byte[], int, int)}. */
    default String decode(byte[] octets) {
        return decode(octets, 0, octets.length);
    }
}
