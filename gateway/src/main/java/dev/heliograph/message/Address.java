package dev.heliograph.message;

/**
 * One end of a message: a phone number in international form without the plus, a short code, or an alphanumeric sender.
 *
 * @param value the digits or letters, at most 20 characters for SMS
 * @param ton SMPP type of number (SMPP 3.4, 5.2.5)
 * @param npi SMPP numbering plan indicator (5.2.6)
 */
public record Address(String value, int ton, int npi) {
    private static final int TAIL = 7;

    public static final Address NONE = new Address("", 0, 0);

    /** @return {@code digits}, without a plus, as an E.164 number */
    public static Address international(String digits) {
        return new Address(digits, 1, 1);
    }

    /** @return a name of letters and digits, at most 11 for SMS */
    public static Address alphanumeric(String name) {
        return new Address(name, 5, 0);
    }

    /**
     * Whether two numbers are the same, prefixes apart: networks write them with or without plus, zeros and country code.
     *
     * @return whether the last {@value #TAIL} characters agree, or all of the shorter one; false if either is empty
     */
    public static boolean sameNumber(String one, String other) {
        int tail = Math.min(TAIL, Math.min(one.length(), other.length()));
        return tail > 0 && one.regionMatches(one.length() - tail, other, other.length() - tail, tail);
    }

    /** @return the address as the API writes it: with a plus when the number is international */
    public String text() {
        return ton == 1 && !value.isEmpty() && value.charAt(0) != '+' ? "+" + value : value;
    }
}
