package dev.heliograph.smpp.pdu;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The 16 characters {@code YYMMDDhhmmsstnnp} (3.4 section 7.1.1): t tenths of a second, nn the difference to UTC in quarter
 * hours (0 to 48), p its sign; with p = R the figures are a span of time counted from when the message was received.
 */
public final class SmppTime {
    /** Characters of a time that is not empty. */
    public static final int LENGTH = 16;

    private static final int CENTURY = 2000;
    private static final int QUARTERS_MAX = 48;
    private static final int SECONDS_PER_QUARTER = 15 * 60;
    private static final int DAYS_MAX = 99;

    private SmppTime() {}

    /** Whether a valid time is a span. */
    public static boolean isRelative(String time) {
        return time.length() == LENGTH && time.charAt(LENGTH - 1) == 'R';
    }

    /** Whether this is a time of either form; an empty string is not. */
    public static boolean isValid(String time) {
        if (time.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH - 1; i++) {
            if (time.charAt(i) < '0' || time.charAt(i) > '9') {
                return false;
            }
        }
        char sign = time.charAt(LENGTH - 1);
        if (sign == 'R') {
            return true;
        }
        int month = two(time, 2);
        int day = two(time, 4);
        return (sign == '+' || sign == '-')
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(CENTURY + two(time, 0), month).lengthOfMonth()
                && two(time, 6) < 24
                && two(time, 8) < 60
                && two(time, 10) < 60
                && two(time, 13) <= QUARTERS_MAX;
    }

    /**
     * The instant a time means.
     *
     * @param received when the message was received, from which the relative form counts
     * @return null if the time is empty or not valid
     */
    public static @Nullable Instant parse(String time, Instant received) {
        if (!isValid(time)) {
            return null;
        }
        try {
            return time.charAt(LENGTH - 1) == 'R' ? relative(time, received) : absolute(time);
        } catch (DateTimeException e) {
            // A span that leaves the calendar; isValid has seen everything else.
            return null;
        }
    }

    /** The absolute form of an instant, in UTC, cut to tenths of a second. */
    public static String format(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(LENGTH);
        appendTwo(out, Math.floorMod(utc.getYear(), 100));
        appendTwo(out, utc.getMonthValue());
        appendTwo(out, utc.getDayOfMonth());
        appendTwo(out, utc.getHour());
        appendTwo(out, utc.getMinute());
        appendTwo(out, utc.getSecond());
        return out.append(utc.getNano() / 100_000_000).append("00+").toString();
    }

    /** The relative form of a span, in days and smaller units, cut to seconds; 0 to less than 100 days, what is beyond is cut. */
    public static String formatRelative(Duration span) {
        Duration bounded = span.isNegative() ? Duration.ZERO : span;
        if (bounded.toDays() > DAYS_MAX) {
            bounded = Duration.ofDays(DAYS_MAX + 1L).minusSeconds(1);
        }
        StringBuilder out = new StringBuilder(LENGTH).append("0000");
        appendTwo(out, (int) bounded.toDays());
        appendTwo(out, bounded.toHoursPart());
        appendTwo(out, bounded.toMinutesPart());
        appendTwo(out, bounded.toSecondsPart());
        return out.append("000R").toString();
    }

    private static Instant absolute(String time) {
        int quarters = two(time, 13) * (time.charAt(LENGTH - 1) == '-' ? -1 : 1);
        return LocalDateTime.of(
                        CENTURY + two(time, 0),
                        two(time, 2),
                        two(time, 4),
                        two(time, 6),
                        two(time, 8),
                        two(time, 10),
                        (time.charAt(12) - '0') * 100_000_000)
                .toInstant(ZoneOffset.ofTotalSeconds(quarters * SECONDS_PER_QUARTER));
    }

    private static Instant relative(String time, Instant received) {
        return LocalDateTime.ofInstant(received, ZoneOffset.UTC)
                .plusYears(two(time, 0))
                .plusMonths(two(time, 2))
                .plusDays(two(time, 4))
                .plusHours(two(time, 6))
                .plusMinutes(two(time, 8))
                .plusSeconds(two(time, 10))
                .toInstant(ZoneOffset.UTC);
    }

    private static int two(String time, int at) {
        return (time.charAt(at) - '0') * 10 + time.charAt(at + 1) - '0';
    }

    private static void appendTwo(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
