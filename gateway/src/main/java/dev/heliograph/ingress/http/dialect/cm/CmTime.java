package dev.heliograph.ingress.http.dialect.cm;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as CM's API takes them. */
final class CmTime {
    static final long NONE = -1;

    private static final Pattern RELATIVE = Pattern.compile("(\\d{1,5})\\s*([hHmM])");
    private static final Pattern ABSOLUTE =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}(?::\\d{2})?)(?:\\.\\d+)?\\s*(.*)");
    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d{1,2})(?::?(\\d{2}))?");

    /** What a time without a zone is in. */
    private static final ZoneId CM_LOCAL = ZoneId.of("Europe/Amsterdam");

    /** How JavaScript writes a Date where nobody asked for JSON: {@code Mon Nov 30 2026 10:00:00 GMT+0100 (...)}. */
    private static final DateTimeFormatter JAVASCRIPT =
            DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.US);

    private static final long MINUTE_MILLIS = 60_000;
    private static final long HOUR_MILLIS = 60 * MINUTE_MILLIS;

    private CmTime() {}

    /** @return milliseconds from now of {@code 2h}, {@code 30m}, {@code 2026-12-01 09:00:00 GMT}, {@code ...+8}, {@code ...-07:00}; {@link #NONE} for what is none */
    static long validityMillis(String text, long nowMillis) {
        Matcher relative = RELATIVE.matcher(text.strip());
        if (relative.matches()) {
            long unit = relative.group(2).equalsIgnoreCase("h") ? HOUR_MILLIS : MINUTE_MILLIS;
            return Long.parseLong(relative.group(1)) * unit;
        }
        long until = instantMillis(text);
        return until == NONE ? NONE : Math.max(0, until - nowMillis);
    }

    /** @return milliseconds since 1970, or {@link #NONE} */
    static long instantMillis(String text) {
        String stripped = text.strip();
        try {
            Matcher absolute = ABSOLUTE.matcher(stripped);
            if (absolute.matches()) {
                LocalDateTime at = LocalDateTime.parse(absolute.group(1) + "T" + absolute.group(2));
                return at.atZone(zone(absolute.group(3).strip())).toInstant().toEpochMilli();
            }
            int bracket = stripped.indexOf(" (");
            return OffsetDateTime.parse(bracket < 0 ? stripped : stripped.substring(0, bracket), JAVASCRIPT)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    private static ZoneId zone(String text) {
        if (text.isEmpty()) {
            return CM_LOCAL;
        }
        if (text.equals("Z") || text.equalsIgnoreCase("GMT") || text.equalsIgnoreCase("UTC")) {
            return ZoneOffset.UTC;
        }
        Matcher offset = OFFSET.matcher(text.replaceFirst("(?i)^(GMT|UTC)", ""));
        if (!offset.matches()) {
            throw new DateTimeException("no zone: " + text);
        }
        int minutes = offset.group(3) == null ? 0 : Integer.parseInt(offset.group(3));
        int total = Integer.parseInt(offset.group(2)) * 60 + minutes;
        return ZoneOffset.ofTotalSeconds((offset.group(1).equals("-") ? -total : total) * 60);
    }
}
