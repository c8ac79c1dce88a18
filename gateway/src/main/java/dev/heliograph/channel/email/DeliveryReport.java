package dev.heliograph.channel.email;

import dev.heliograph.message.MessageState;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery report says of one recipient (RFC 3464, 2.3).
 *
 * @param code the SMTP code that the last server gave; without one the digits of the status, as 511 for 5.1.1; 0 for none
 */
record DeliveryReport(MessageState state, int code) {
    private static final Pattern STATUS = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern DIAGNOSTIC =
            Pattern.compile("smtp;\\s*([45]\\d\\d)[ -](.*)", Pattern.CASE_INSENSITIVE);

    /** @return null when the fields are not those of a report */
    static @Nullable DeliveryReport of(Map<String, String> fields) {
        String action = fields.getOrDefault("action", "").toLowerCase(Locale.ROOT);
        return switch (action) {
            case "delivered" -> new DeliveryReport(MessageState.DELIVERED, 0);
            // Further on its way, or still on it: nothing final.
            case "delayed", "relayed", "expanded" -> new DeliveryReport(MessageState.SENT, 0);
            case "failed" -> failed(fields);
            default -> null;
        };
    }

    private static DeliveryReport failed(Map<String, String> fields) {
        Matcher status = STATUS.matcher(fields.getOrDefault("status", ""));
        String enhanced = status.find() ? status.group() : "";
        Matcher smtp = DIAGNOSTIC.matcher(fields.getOrDefault("diagnostic-code", ""));
        boolean said = smtp.lookingAt();
        int code = said ? Integer.parseInt(smtp.group(1)) : digits(enhanced);
        // As a relay would have said it at once. Without a code of its own the class alone decides, and a report is
        // final.
        SmtpReply reply = SmtpReply.of(said ? code : 554, "000 " + enhanced);
        return new DeliveryReport(state(reply, enhanced), code);
    }

    private static int digits(String enhanced) {
        return enhanced.isEmpty() ? 0 : Integer.parseInt(enhanced.replace(".", ""));
    }

    private static MessageState state(SmtpReply reply, String enhanced) {
        // Tried until its time was up, whatever stood in the way at the end.
        if (enhanced.startsWith("4.4.") || enhanced.equals("5.4.7")) {
            return MessageState.EXPIRED;
        }
        return switch (reply.failure()) {
            case EXPIRED -> MessageState.EXPIRED;
            case POLICY, CONTENT_INVALID, AUTH -> MessageState.REJECTED;
            default -> MessageState.FAILED;
        };
    }
}
