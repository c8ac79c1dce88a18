package dev.heliograph.channel.smpp;

import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be said of a message id by its characters alone. */
final class IdText {
    /** Digits that surely fit a long. */
    private static final int LONG_DECIMAL_DIGITS = 18;

    private static final int LONG_HEX_DIGITS = 15;

    private IdText() {}

    /**
     * The form under which equal ids are equal: trimmed; a number without its leading zeros and {@code 0x}; letters in lower case, unless the id mixes cases and
     * is no number: then its case tells it from another.
     */
    static String normal(String id) {
        String text = id.strip();
        if (text.length() > 2 && text.charAt(0) == '0' && (text.charAt(1) | 0x20) == 'x' && isHex(text, 2)) {
            text = text.substring(2);
        }
        if (isHex(text, 0)) {
            return withoutZeros(lower(text));
        }
        return mixesCases(text) && !isUuid(text) ? text : lower(text);
    }

    /** The hexadecimal form of a normal decimal id, or null if it is not decimal. */
    static @Nullable String hexOf(String id) {
        if (!isDecimal(id)) {
            return null;
        }
        return id.length() <= LONG_DECIMAL_DIGITS
                ? Long.toHexString(Long.parseLong(id))
                : new BigInteger(id).toString(16);
    }

    /** The decimal form of a normal hexadecimal id, or null if it is not hexadecimal. */
    static @Nullable String decimalOf(String id) {
        if (!isHex(id, 0)) {
            return null;
        }
        return id.length() <= LONG_HEX_DIGITS
                ? Long.toString(Long.parseLong(id, 16))
                : new BigInteger(id, 16).toString();
    }

    static boolean isDecimal(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) < '0' || id.charAt(i) > '9') {
                return false;
            }
        }
        return !id.isEmpty();
    }

    /** Whether this is hexadecimal beyond doubt: hexadecimal, but not decimal. */
    static boolean hasHexLetters(String id) {
        return isHex(id, 0) && !isDecimal(id);
    }

    private static boolean isHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return text.length() > from;
    }

    private static boolean isUuid(String text) {
        return text.length() == 36 && text.charAt(8) == '-' && isHex(text.replace("-", ""), 0);
    }

    private static boolean mixesCases(String text) {
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < text.length(); i++) {
            upper |= Character.isUpperCase(text.charAt(i));
            lower |= Character.isLowerCase(text.charAt(i));
        }
        return upper && lower;
    }

    /** The same string when nothing changes, which is the usual case. */
    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String withoutZeros(String digits) {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.substring(zeros);
    }
}
