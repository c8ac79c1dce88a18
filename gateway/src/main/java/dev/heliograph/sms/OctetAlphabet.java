package dev.heliograph.sms;

import java.nio.charset.StandardCharsets;

/** Alphabets whose octets are the first Unicode code points: IA5 (ASCII) and ISO-8859-1. */
public enum OctetAlphabet implements Alphabet {
    /** {@code data_coding} 1. Understood when received; never chosen for sending, as the default alphabet reaches every handset. */
    IA5(0x7F, 7, 0x01),
    /** {@code data_coding} 3. */
    LATIN1(0xFF, 8, 0x03);

    private static final char REPLACEMENT = '\uFFFD';

    private final int last;
    private final int bitsPerUnit;
    private final int dataCoding;

    OctetAlphabet(int last, int bitsPerUnit, int dataCoding) {
        this.last = last;
        this.bitsPerUnit = bitsPerUnit;
        this.dataCoding = dataCoding;
    }

    @Override
    public int bitsPerUnit() {
        return bitsPerUnit;
    }

    @Override
    public int octetsPerUnit() {
        return 1;
    }

    @Override
    public int dataCoding() {
        return dataCoding;
    }

    @Override
    public int units(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) > last) {
                return -1;
            }
        }
        return length;
    }

    @Override
    public int unitsOf(char c) {
        return c <= last ? 1 : 0;
    }

    @Override
    public int cut(CharSequence text, int from, int unitsMax) {
        return Math.min(from + unitsMax, text.length());
    }

    @Override
    public int encode(CharSequence text, int from, int to, byte[] out, int at) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > last) {
                throw new IllegalArgumentException("not a character of " + this + ": U+" + Integer.toHexString(c));
            }
            out[at++] = (byte) c;
        }
        return at;
    }

    @Override
    public String decode(byte[] octets, int from, int to) {
        String text = new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
        if (this == LATIN1 || units(text) >= 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        for (int i = 0; i < repaired.length(); i++) {
            if (repaired.charAt(i) > last) {
                repaired.setCharAt(i, REPLACEMENT);
            }
        }
        return repaired.toString();
    }
}
