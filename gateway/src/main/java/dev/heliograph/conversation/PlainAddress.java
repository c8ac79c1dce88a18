package dev.heliograph.conversation;

import java.util.Locale;

/** One spelling for each person's address: phone numbers are written with and without plus or zeros, mailboxes in either case. */
public final class PlainAddress {
    private PlainAddress() {}

    /** @return a phone number as its digits, a mailbox in small letters, anything else as it is */
    public static String of(String address) {
        if (address.indexOf('@') > 0) {
            return address.toLowerCase(Locale.ROOT);
        }
        int from = address.startsWith("+") ? 1 : address.startsWith("00") ? 2 : 0;
        return from > 0 && areDigits(address, from) ? address.substring(from) : address;
    }

    private static boolean areDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > from;
    }
}
