package dev.heliograph.reach;

import dev.heliograph.message.Address;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Under which name a recipient is remembered: the digits of the phone number, else {@code KIND:ADDRESS}. */
public final class Recipients {
    /** Longest name, in characters. */
    public static final int NAME_MAX = 256;

    private static final int DIGITS_MAX = 20;

    private Recipients() {}

    /** @return the name, empty for a message to nobody */
    public static String name(Address to, Map<String, String> identities) {
        if (!to.value().isEmpty() || identities.isEmpty()) {
            return to.value();
        }
        Map.Entry<String, String> first = identities.size() == 1
                ? identities.entrySet().iterator().next()
                : new TreeMap<>(identities).firstEntry();
        return name(first.getKey(), first.getValue());
    }

    /** @param kind of channel */
    public static String name(String kind, String address) {
        return kind + ':' + address;
    }

    /** @return the name that a person wrote, {@code +39 333...} or {@code telegram:123}; null when it is neither */
    public static @Nullable String parse(String text) {
        if (text.isEmpty() || text.length() > NAME_MAX) {
            return null;
        }
        int colon = text.indexOf(':');
        if (colon > 0) {
            boolean kind = text.substring(0, colon).chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-');
            return kind && colon < text.length() - 1 ? text : null;
        }
        String digits = text.startsWith("+") ? text.substring(1) : text.startsWith("00") ? text.substring(2) : text;
        return isNumber(digits) ? digits : null;
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
