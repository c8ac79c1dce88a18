package dev.heliograph.simulator;

import java.util.Locale;
import java.util.UUID;

/** How a message centre writes the ids of messages. */
public enum MessageIdForm {
    DECIMAL,
    /** 20 digits, zeros in front. */
    PADDED_DECIMAL,
    HEX,
    UPPER_HEX,
    /** 16 digits, zeros in front. */
    PADDED_HEX,
    UUID;

    private static final int HEX_DIGITS = 16;
    private static final int DECIMAL_DIGITS = 20;

    String text(long number) {
        return switch (this) {
            case DECIMAL -> Long.toString(number);
            case PADDED_DECIMAL -> padded(Long.toString(number), DECIMAL_DIGITS);
            case HEX -> Long.toHexString(number);
            case UPPER_HEX -> Long.toHexString(number).toUpperCase(Locale.ROOT);
            case PADDED_HEX -> padded(Long.toHexString(number), HEX_DIGITS);
            case UUID -> new UUID(0x4000L | number << HEX_DIGITS, 0x8000_0000_0000_0000L | number).toString();
        };
    }

    private static String padded(String digits, int length) {
        return "0".repeat(length - digits.length()) + digits;
    }
}
