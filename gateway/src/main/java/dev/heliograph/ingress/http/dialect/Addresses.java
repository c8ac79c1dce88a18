package dev.heliograph.ingress.http.dialect;

import dev.heliograph.ingress.http.AddressReader;
import dev.heliograph.message.Address;
import org.jspecify.annotations.Nullable;

/** Numbers and senders as older gateways take them: in international form if they look so, else whatever digits SMS can carry. */
public final class Addresses {
    private static final String SHORT = "\\d{1,20}";

    private Addresses() {}

    /** @return null when it is no number */
    public static @Nullable Address recipient(String text) {
        Address international = AddressReader.recipient(text);
        if (international != null) {
            return international;
        }
        return text.matches(SHORT) ? new Address(text, 0, 1) : null;
    }

    /** @return {@link Address#NONE} for none, null when it is neither a number nor a name of at most 11 characters */
    public static @Nullable Address sender(String text) {
        if (text.isEmpty()) {
            return Address.NONE;
        }
        Address usual = AddressReader.sender(text);
        if (usual != null) {
            return usual;
        }
        String digits = text.startsWith("+") ? text.substring(1) : text;
        return digits.matches(SHORT) ? new Address(digits, 0, 1) : null;
    }
}
