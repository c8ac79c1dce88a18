package dev.heliograph.routing;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Hours of every day in one time zone.
 *
 * @param from the first moment
 * @param to the first moment after them; before {@code from} when they last past midnight, equal to it for the whole day
 */
public record DailyHours(LocalTime from, LocalTime to, ZoneId zone) {
    boolean holdAt(long wallMillis) {
        LocalTime time = Instant.ofEpochMilli(wallMillis).atZone(zone).toLocalTime();
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    /** @return {@code 08:00-20:00 Europe/Rome} */
    @Override
    public String toString() {
        return from + "-" + to + " " + zone;
    }
}
