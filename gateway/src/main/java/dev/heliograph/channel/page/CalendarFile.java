package dev.heliograph.channel.page;

import dev.heliograph.message.Option;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** An event for the recipient's calendar, in iCalendar form (RFC 5545). */
public final class CalendarFile {
    public static final String TYPE = "text/calendar; charset=utf-8";

    /** Octets of a line; longer ones go on behind a space (RFC 5545, 3.1). */
    private static final int LINE_OCTETS_MAX = 75;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private CalendarFile() {}

    /** @param uid the same each time the same event is asked for */
    public static String of(Option.Calendar event, String uid, long nowMillis) {
        StringBuilder out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Heliograph//Pages//EN");
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + uid);
        line(out, "DTSTAMP:" + time(nowMillis));
        line(out, "DTSTART:" + time(event.startMillis()));
        line(out, "DTEND:" + time(event.endMillis()));
        line(out, "SUMMARY:" + text(event.subject()));
        String description = event.description();
        if (description != null) {
            line(out, "DESCRIPTION:" + text(description));
        }
        line(out, "END:VEVENT");
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    private static String text(@Nullable String value) {
        return String.valueOf(value)
                .replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "\\n");
    }

    private static void line(StringBuilder out, String line) {
        int octets = 0;
        for (int at = 0; at < line.length(); ) {
            int character = line.codePointAt(at);
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (octets + size > LINE_OCTETS_MAX) {
                out.append("\r\n ");
                octets = 1;
            }
            out.appendCodePoint(character);
            octets += size;
            at += Character.charCount(character);
        }
        out.append("\r\n");
    }
}
