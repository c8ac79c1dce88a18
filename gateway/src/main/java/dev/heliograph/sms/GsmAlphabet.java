package dev.heliograph.sms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A 7-bit alphabet: one table of single septets (the default alphabet or a national locking shift table) and one of escape sequences (the default
 * extension or a national single shift table). 3GPP TS 23.038, 6.2.1 and annex A.
 *
 * <p>Septets are unpacked, one in each octet, as SMPP carries them. Immutable.
 */
public final class GsmAlphabet implements Alphabet {

    /** Announces that the next septet is of the extension or single shift table. */
    public static final int ESCAPE = 0x1B;

    private static final int LANGUAGES = NationalLanguage.values().length + 1;
    private static final AtomicReferenceArray<GsmAlphabet> MADE = new AtomicReferenceArray<>(LANGUAGES * LANGUAGES);

    private static final char REPLACEMENT = '\uFFFD';

    /** In {@link #codes}: the code follows an escape. The sign bit, so that one comparison tells. */
    private static final int ESCAPED = 0x80;

    /** In {@link #codes}: no such character. Reads as an escaped escape, which is not a character either. */
    private static final byte ABSENT = (byte) (ESCAPED | ESCAPE);

    /** The default alphabet with its extension table. */
    public static final GsmAlphabet DEFAULT = new GsmAlphabet(null, null);

    private final @Nullable NationalLanguage locking;
    private final @Nullable NationalLanguage single;
    private final List<InformationElement> nationalElements;

    /** Code to character, 128 each; {@link AlphabetTables#UNASSIGNED} where there is none. */
    private final char[] plain;

    private final char[] escaped;

    /** Character to code, up to the alphabet's last character: 8 KiB at most, U+221E being the last of all. */
    private final byte[] codes;

    private GsmAlphabet(@Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        this.locking = locking;
        this.single = single;
        this.nationalElements = elements(locking, single);
        this.plain = AlphabetTables.locking(locking);
        this.escaped = AlphabetTables.single(single);
        this.codes = codes(plain, escaped);
    }

    /**
     * The alphabet of a pair of tables: always the same object for the same pair.
     *
     * @param locking the language whose locking shift table replaces the default alphabet, null for none; a language without such a table
     *     (Spanish) counts as null
     * @param single the language whose single shift table replaces the default extension, null for none
     */
    public static GsmAlphabet of(@Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        NationalLanguage lockingOrNone = locking != null && locking.hasLockingShift() ? locking : null;
        if (lockingOrNone == null && single == null) {
            return DEFAULT;
        }
        int slot = id(lockingOrNone) * LANGUAGES + id(single);
        GsmAlphabet made = MADE.get(slot);
        if (made == null) {
            MADE.compareAndSet(slot, null, new GsmAlphabet(lockingOrNone, single));
            made = MADE.get(slot);
        }
        return made;
    }

    /** The language of the locking shift table, null for the default alphabet. */
    public @Nullable NationalLanguage lockingShift() {
        return locking;
    }

    /** The language of the single shift table, null for the default extension. */
    public @Nullable NationalLanguage singleShift() {
        return single;
    }

    @Override
    public int bitsPerUnit() {
        return 7;
    }

    @Override
    public int octetsPerUnit() {
        return 1;
    }

    @Override
    public int dataCoding() {
        return 0x00;
    }

    @Override
    public List<InformationElement> nationalElements() {
        return nationalElements;
    }

    /** {@inheritDoc} A unit is a septet: an escape sequence takes two. */
    @Override
    public int units(CharSequence text) {
        int length = text.length();
        int septets = length;
        for (int i = 0; i < length; i++) {
            int code = code(text.charAt(i));
            if (code == ABSENT) {
                return -1;
            }
            septets += code >>> 31;
        }
        return septets;
    }

    @Override
    public int unitsOf(char c) {
        int code = code(c);
        return code == ABSENT ? 0 : 1 + (code >>> 31);
    }

    @Override
    public int cut(CharSequence text, int from, int unitsMax) {
        int length = text.length();
        int left = unitsMax;
        for (int i = from; i < length; i++) {
            left -= unitsOf(text.charAt(i));
            if (left < 0) {
                return i;
            }
        }
        return length;
    }

    @Override
    public int encode(CharSequence text, int from, int to, byte[] out, int at) {
        // Most texts have no escape: up to the first one, each character is the octet at its own place.
        int shift = at - from;
        for (int i = from; i < to; i++) {
            int code = code(text.charAt(i));
            if (code < 0) {
                return encodeEscapes(text, i, to, out, i + shift);
            }
            out[i + shift] = (byte) code;
        }
        return to + shift;
    }

    private int encodeEscapes(CharSequence text, int from, int to, byte[] out, int at) {
        for (int i = from; i < to; i++) {
            int code = code(text.charAt(i));
            if (code < 0) {
                if (code == ABSENT) {
                    throw new IllegalArgumentException(this + " lacks U+" + Integer.toHexString(text.charAt(i)));
                }
                out[at++] = ESCAPE;
            }
            out[at++] = (byte) (code & 0x7F);
        }
        return at;
    }

    /**
     * {@inheritDoc} An escape before a code that the second table lacks is passed over and the code read from the first table (6.2.1.1, note 1); an
     * escape before an escape, or at the end, shows as a space. An octet above 0x7F is no septet.
     */
    @Override
    public String decode(byte[] octets, int from, int to) {
        char[] text = new char[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            int code = octets[i];
            if (code == ESCAPE) {
                text[length++] = i + 1 < to ? afterEscape(octets[++i]) : ' ';
            } else {
                text[length++] = first(code);
            }
        }
        return new String(text, 0, length);
    }

    @Override
    public String toString() {
        return "GSM[locking=" + locking + ", single=" + single + "]";
    }

    private char afterEscape(int code) {
        if (code == ESCAPE) {
            return ' ';
        }
        char c = code < 0 ? AlphabetTables.UNASSIGNED : escaped[code];
        return c == AlphabetTables.UNASSIGNED ? first(code) : c;
    }

    private char first(int code) {
        char c = code < 0 ? AlphabetTables.UNASSIGNED : plain[code];
        return c == AlphabetTables.UNASSIGNED ? REPLACEMENT : c;
    }

    private int code(char c) {
        return c < codes.length ? codes[c] : ABSENT;
    }

    /** The first code wins: a single septet before an escape sequence, the lower code before the higher. */
    private static byte[] codes(char[] plain, char[] escaped) {
        byte[] codes = new byte[1 + Math.max(last(plain), last(escaped))];
        Arrays.fill(codes, ABSENT);
        for (int code = 0; code < 2 * AlphabetTables.CODES; code++) {
            char c = code < ESCAPED ? plain[code] : escaped[code - ESCAPED];
            if (c != AlphabetTables.UNASSIGNED && c != ESCAPE && codes[c] == ABSENT) {
                codes[c] = (byte) code;
            }
        }
        return codes;
    }

    private static char last(char[] table) {
        char last = 0;
        for (char c : table) {
            last = c == AlphabetTables.UNASSIGNED || c < last ? last : c;
        }
        return last;
    }

    private static List<InformationElement> elements(
            @Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        List<InformationElement> elements = new ArrayList<>(2);
        if (single != null) {
            elements.add(new InformationElement(InformationElement.SINGLE_SHIFT, (byte) single.id()));
        }
        if (locking != null) {
            elements.add(new InformationElement(InformationElement.LOCKING_SHIFT, (byte) locking.id()));
        }
        return List.copyOf(elements);
    }

    private static int id(@Nullable NationalLanguage language) {
        return language == null ? 0 : language.id();
    }
}
