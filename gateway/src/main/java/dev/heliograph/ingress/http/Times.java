package dev.heliograph.ingress.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;

/** Instants and durations of ISO 8601, as milliseconds. */
final class Times {
    /** Longer text is no time that anybody means. */
    private static final int CHARS_MAX = 40;

    private static final int YEAR_MIN = 1970;
    private static final int YEAR_MAX = 9999;

    private Times() {}

    /** @return milliseconds since 1970 of {@code 2026-12-01T09:00:00Z}, with any offset; 0 when {@code text} is no such instant */
    static long instantMillis(String text) {
        if (text.length() > CHARS_MAX) {
            return 0;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            boolean sensible = time.getYear() >= YEAR_MIN && time.getYear() <= YEAR_MAX;
            return sensible ? Math.max(0, time.toInstant().toEpochMilli()) : 0;
        } catch (DateTimeException e) {
            return 0;
        }
    }

    /** @return milliseconds of {@code PT30S}, {@code PT2M}, {@code P1D}; 0 when {@code text} is no duration of a millisecond or more */
    static long durationMillis(String text) {
        if (text.length() > CHARS_MAX) {
            return 0;
        }
        try {
            return Math.max(0, Duration.parse(text).toMillis());
        } catch (DateTimeException | ArithmeticException e) {
            return 0;
        }
    }
}
