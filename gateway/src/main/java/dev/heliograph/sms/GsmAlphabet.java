package dev.heliograph.sms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final GsmAlphabet[] MADE = new GsmAlphabet[LANGUAGES * LANGUAGES];

    private static final char REPLACEMENT = '\uFFFD';

    /** In {@link #codes}: the code follows an escape. */
    private static final int ESCAPED = 0x80;

    private static final short ABSENT = -1;
    private static final short[] EMPTY_PAGE = emptyPage();

    /** The default alphabet with its extension table. Made after what its constructor needs. */
    public static final GsmAlphabet DEFAULT = new GsmAlphabet(null, null);

    private final @Nullable NationalLanguage locking;
    private final @Nullable NationalLanguage single;
    private final List<InformationElement> nationalElements;

    /** Code to character, 128 each; {@link AlphabetTables#UNASSIGNED} where there is none. */
    private final char[] plain;

    private final char[] escaped;

    /** Character to code by its high octet, then its low octet: pages nobody uses share one empty page. */
    private final short[][] codes = new short[256][];

    private GsmAlphabet(@Nullable NationalLanguage locking, @Nullable NationalLanguage single) {
        this.locking = locking;
        this.single = single;
        this.nationalElements = elements(locking, single);
        this.plain = AlphabetTables.locking(locking);
        this.escaped = AlphabetTables.single(single);
        Arrays.fill(codes, EMPTY_PAGE);
        for (int code = 0; code < 128; code++) {
            learn(plain[code], code);
        }
        for (int code = 0; code < 128; code++) {
            learn(escaped[code], ESCAPED | code);
        }
    }

    /**
     * The alphabet of a pair of tables.
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
        GsmAlphabet made = MADE[slot];
        if (made == null) {
            // Two threads may both make it: the object is immutable and either copy will do.
            made = new GsmAlphabet(lockingOrNone, single);
            MADE[slot] = made;
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
            if (code < 0) {
                return -1;
            }
            septets += code >>> 7;
        }
        return septets;
    }

    @Override
    public int unitsOf(char c) {
        int code = code(c);
        return code < 0 ? 0 : 1 + (code >>> 7);
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
        for (int i = from; i < to; i++) {
            int code = code(text.charAt(i));
            if (code >= ESCAPED) {
                out[at++] = ESCAPE;
            } else if (code < 0) {
                throw new IllegalArgumentException(this + " lacks U+" + Integer.toHexString(text.charAt(i)));
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
        return codes[c >>> 8][c & 0xFF];
    }

    /** The first code wins: a single septet before an escape sequence, the lower code before the higher. */
    private void learn(char c, int code) {
        if (c == AlphabetTables.UNASSIGNED || c == ESCAPE) {
            return;
        }
        int page = c >>> 8;
        if (codes[page] == EMPTY_PAGE) {
            codes[page] = emptyPage();
        }
        if (codes[page][c & 0xFF] == ABSENT) {
            codes[page][c & 0xFF] = (short) code;
        }
    }

    private static short[] emptyPage() {
        short[] page = new short[256];
        Arrays.fill(page, ABSENT);
        return page;
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
