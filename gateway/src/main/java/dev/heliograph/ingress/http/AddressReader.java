package dev.heliograph.ingress.http;

import dev.heliograph.message.Address;
import org.jspecify.annotations.Nullable;

/** Phone numbers and sender ids as people write them, read into addresses as SMPP types them. */
public final class AddressReader {
    /** E.164: country code and number, 15 digits at most; none in use is shorter than 7. */
    private static final int NUMBER_DIGITS_MIN = 7;

    private static final int NUMBER_DIGITS_MAX = 15;
    private static final int SHORT_CODE_DIGITS_MIN = 3;
    private static final int SHORT_CODE_DIGITS_MAX = 8;
    /** 3GPP TS 23.040, 9.1.2.5: ten octets of septets. */
    private static final int NAME_CHARS_MAX = 11;

    private static final int TON_NETWORK_SPECIFIC = 3;
    private static final int NPI_UNKNOWN = 0;

    /** ASCII that the GSM default alphabet has, so that a sender id is shown as it was written. */
    private static final String NAME_PUNCTUATION = " !\"#$%&'()*+,-./:;<=>?@_";

    private AddressReader() {}

    /** @return the number of {@code +393331234567}, {@code 00393331234567} or {@code 393331234567}; null when it is none of these */
    public static @Nullable Address recipient(String text) {
        int from = text.startsWith("+") ? 1 : text.startsWith("00") ? 2 : 0;
        int digits = text.length() - from;
        if (digits < NUMBER_DIGITS_MIN
                || digits > NUMBER_DIGITS_MAX
                || !areDigits(text, from)
                || text.charAt(from) == '0') {
            return null;
        }
        return Address.international(text.substring(from));
    }

    /** @return a phone number, a short code of 3 to 8 digits, or a name of at most 11 characters; null when it is none of these */
    public static @Nullable Address sender(String text) {
        if (!text.isEmpty() && areDigits(text, 0)) {
            boolean isShort = text.length() >= SHORT_CODE_DIGITS_MIN && text.length() <= SHORT_CODE_DIGITS_MAX;
            return isShort ? new Address(text, TON_NETWORK_SPECIFIC, NPI_UNKNOWN) : recipient(text);
        }
        if (text.startsWith("+") && text.length() > 1 && areDigits(text, 1)) {
            return recipient(text);
        }
        return isName(text) ? Address.alphanumeric(text) : null;
    }

    private static boolean isName(String text) {
        int count = text.length();
        if (count == 0 || count > NAME_CHARS_MAX || text.charAt(0) == ' ' || text.charAt(count - 1) == ' ') {
            return false;
        }
        boolean letter = false;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            letter |= isLetter;
            if (!isLetter && !isDigit(c) && NAME_PUNCTUATION.indexOf(c) < 0) {
                return false;
            }
        }
        return letter;
    }

    private static boolean areDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
