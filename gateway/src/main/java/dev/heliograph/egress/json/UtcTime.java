package dev.heliograph.egress.json;

/** Instants as {@code 2026-11-22T10:00:00.123Z}: ISO 8601, UTC, always milliseconds, written without an object. */
final class UtcTime {
    /** Characters of an instant in the years 0 to 9999; what lies outside is written as the nearest one inside. */
    static final int LENGTH = 24;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final long EARLIEST = -62_167_219_200_000L;
    private static final long LATEST = 253_402_300_799_999L;

    private UtcTime() {}

    /** @return where the text ends */
    static int write(long millis, byte[] out, int offset) {
        long instant = Math.max(EARLIEST, Math.min(LATEST, millis));
        long days = Math.floorDiv(instant, DAY_MILLIS);
        int ofDay = (int) Math.floorMod(instant, DAY_MILLIS);
        // Days to a date by 400-year eras that begin on 1 March, so that the leap day is an era's last (Howard Hinnant,
        // "chrono-compatible low-level date algorithms").
        long shifted = days + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = (int) (yearOfEra + era * 400) + (month <= 2 ? 1 : 0);

        int at = two(year / 100, out, offset);
        at = two(year % 100, out, at);
        out[at++] = '-';
        at = two(month, out, at);
        out[at++] = '-';
        at = two(day, out, at);
        out[at++] = 'T';
        at = two(ofDay / 3_600_000, out, at);
        out[at++] = ':';
        at = two(ofDay / 60_000 % 60, out, at);
        out[at++] = ':';
        at = two(ofDay / 1_000 % 60, out, at);
        out[at++] = '.';
        int fraction = ofDay % 1_000;
        out[at++] = (byte) ('0' + fraction / 100);
        at = two(fraction % 100, out, at);
        out[at++] = 'Z';
        return at;
    }

    private static int two(int number, byte[] out, int at) {
        out[at] = (byte) ('0' + number / 10);
        out[at + 1] = (byte) ('0' + number % 10);
        return at + 2;
    }
}
