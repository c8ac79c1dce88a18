package dev.heliograph.channel.email;

import java.util.regex.Pattern;

/** Addresses as they stand in commands and headers (RFC 5321, 4.1.2): no quoting, no spaces, no lists, so that nothing can be hidden in one. */
public final class MailAddress {
    private static final int CHARS_MAX = 254;
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern ONE =
            Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

    private MailAddress() {}

    /** @return whether {@code text} is one address and nothing else */
    public static boolean isOne(String text) {
        return text.length() <= CHARS_MAX && ONE.matcher(text).matches();
    }
}
