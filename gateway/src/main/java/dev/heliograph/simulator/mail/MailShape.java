package dev.heliograph.simulator.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a mail, as strictly as RFC 5322 and RFC 2045 have it. */
final class MailShape {
    private static final List<String> NEEDED = List.of("From", "To", "Date", "Message-ID", "Subject", "MIME-Version");
    private static final int LINE_CHARS_MAX = 998;

    private MailShape() {}

    /** @return what is wrong with a mail, in a few words; null when nothing is */
    static @Nullable String fault(String mail, String to) {
        for (String line : mail.split("\r\n", -1)) {
            if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                return "a line end that is none";
            }
            if (line.length() > LINE_CHARS_MAX) {
                return "a line of more than " + LINE_CHARS_MAX + " characters";
            }
        }
        int end = mail.indexOf("\r\n\r\n");
        if (end < 0) {
            return "no body";
        }
        List<String> headers = headers(mail.substring(0, end));
        for (String header : headers) {
            if (!header.matches("[!-9;-~]+: [ -~]*")) {
                return "a header that is not ASCII of the form Name: value";
            }
        }
        for (String name : NEEDED) {
            long times =
                    headers.stream().filter(header -> isNamed(header, name)).count();
            if (times != 1) {
                return name + " stands " + times + " times";
            }
        }
        // The sender's may be another: bounces go where the envelope says.
        boolean agrees = headers.stream().anyMatch(header -> isNamed(header, "To") && header.contains(to));
        return agrees ? null : "the headers name others than the envelope";
    }

    private static boolean isNamed(String header, String name) {
        return header.regionMatches(true, 0, name + ":", 0, name.length() + 1);
    }

    private static List<String> headers(String head) {
        List<String> headers = new ArrayList<>();
        for (String line : head.split("\r\n")) {
            boolean continues = !headers.isEmpty() && (line.startsWith(" ") || line.startsWith("\t"));
            if (continues) {
                headers.add(headers.remove(headers.size() - 1) + " " + line.strip());
            } else {
                headers.add(line);
            }
        }
        return headers;
    }
}
