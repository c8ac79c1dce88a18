package dev.heliograph.egress.json;

import java.util.Locale;

/**
 * A place in an account's stream as clients see it: {@code c} and 13 digits of base 32. Clients store it and hand it back; that it can be read is nobody's
 * business but ours. The stable id of an event is made of the same digits behind an {@code e}.
 */
public final class Cursor {
    /** What a client may write for "from the first event that is kept". */
    public static final String BEGINNING = "0";

    private static final int DIGITS = 13;
    private static final int RADIX_BITS = 5;

    private Cursor() {}

    /** @return the text of a cursor, 14 characters */
    public static String text(long cursor) {
        String digits = Long.toUnsignedString(cursor, 1 << RADIX_BITS);
        return "c" + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** @return the stable id of the event at a cursor, 14 characters */
    public static String eventId(long cursor) {
        return "e" + text(cursor).substring(1);
    }

    /** @return the cursor of the event with this id, or -1 when {@code text} is none */
    public static long ofEvent(String text) {
        return text.length() == DIGITS + 1 && text.charAt(0) == 'e' ? parse("c" + text.substring(1)) : -1;
    }

    /** @return the cursor, or -1 when {@code text} is none */
    public static long parse(String text) {
        if (text.equals(BEGINNING)) {
            return 0;
        }
        if (text.length() != DIGITS + 1 || text.charAt(0) != 'c' || text.charAt(1) == '-' || text.charAt(1) == '+') {
            return -1;
        }
        try {
            long cursor = Long.parseLong(text.substring(1), 1 << RADIX_BITS);
            return text.equals(text.toLowerCase(Locale.ROOT)) ? cursor : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    static void write(JsonBytes json, char kind, long cursor) {
        json.raw('"').raw(kind);
        for (int shift = RADIX_BITS * (DIGITS - 1); shift >= 0; shift -= RADIX_BITS) {
            json.raw(Character.forDigit((int) (cursor >>> shift) & 31, 32));
        }
        json.raw('"');
    }
}
