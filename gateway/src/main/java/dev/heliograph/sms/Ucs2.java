package dev.heliograph.sms;

/**
 * UCS-2 big-endian, {@code data_coding} 8. Handsets read it as UTF-16, so characters outside the basic plane travel as surrogate pairs, which a cut
 * keeps whole. Every text can be encoded; unpaired surrogates pass unchanged in both directions.
 */
public final class Ucs2 implements Alphabet {

    /** The one instance: it has no state. */
    public static final Ucs2 UCS2 = new Ucs2();

    private static final char REPLACEMENT = '\uFFFD';

    private Ucs2() {}

    @Override
    public int bitsPerUnit() {
        return 16;
    }

    @Override
    public int octetsPerUnit() {
        return 2;
    }

    @Override
    public int dataCoding() {
        return 0x08;
    }

    @Override
    public int units(CharSequence text) {
        return text.length();
    }

    @Override
    public int unitsOf(char c) {
        return 1;
    }

    @Override
    public int cut(CharSequence text, int from, int unitsMax) {
        int end = from + unitsMax;
        if (end >= text.length()) {
            return text.length();
        }
        boolean splitsPair =
                Character.isLowSurrogate(text.charAt(end)) && Character.isHighSurrogate(text.charAt(end - 1));
        return splitsPair ? end - 1 : end;
    }

    @Override
    public int encode(CharSequence text, int from, int to, byte[] out, int at) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            out[at++] = (byte) (c >>> 8);
            out[at++] = (byte) c;
        }
        return at;
    }

    /** Decodes; an odd last octet becomes U+FFFD. */
    @Override
    public String decode(byte[] octets, int from, int to) {
        int pairs = (to - from) / 2;
        boolean odd = (to - from) % 2 != 0;
        char[] text = new char[odd ? pairs + 1 : pairs];
        for (int i = 0; i < pairs; i++) {
            int at = from + 2 * i;
            text[i] = (char) ((octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF));
        }
        if (odd) {
            text[pairs] = REPLACEMENT;
        }
        return new String(text);
    }

    @Override
    public String toString() {
        return "UCS2";
    }
}
