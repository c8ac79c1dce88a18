package dev.heliograph.campaign;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When recipients are released.
 *
 * @param perSecond at most so many, 0 for as many as the gate takes
 * @param fromMillis wall clock: not before; 0 for now
 * @param toMillis wall clock: spread evenly until then; 0 for no such time. What is left then goes on at the same hours
 * @param hours of every day, null for all of them
 */
public record Spread(
        double perSecond,
        long fromMillis,
        long toMillis,
        @Nullable Hours hours) {
    public static final Spread NONE = new Spread(0, 0, 0, null);

    private static final int DAYS_MAX = 400;

    /**
     * @param from first moment of the day's
     * @param to first moment behind them, later than {@code from}
     */
    public record Hours(LocalTime from, LocalTime to, ZoneId zone) {
        public Hours {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("hours begin before they end");
            }
        }
    }

    boolean isOpen(long now) {
        return now >= fromMillis && millisUntilOpen(now) == 0;
    }

    private long millisUntilOpen(long now) {
        Hours daily = hours;
        if (daily == null) {
            return 0;
        }
        ZonedDateTime here = Instant.ofEpochMilli(now).atZone(daily.zone());
        LocalTime time = here.toLocalTime();
        if (!time.isBefore(daily.from()) && time.isBefore(daily.to())) {
            return 0;
        }
        ZonedDateTime day = time.isBefore(daily.from()) ? here : here.plusDays(1);
        return Math.max(1, day.with(daily.from()).toInstant().toEpochMilli() - now);
    }

    /** @return how much of the time between two moments is open, in milliseconds */
    long openMillis(long since, long until) {
        long begin = Math.max(since, fromMillis);
        Hours daily = hours;
        if (daily == null || begin >= until) {
            return Math.max(0, until - begin);
        }
        long open = 0;
        ZonedDateTime day = Instant.ofEpochMilli(begin).atZone(daily.zone());
        for (int i = 0; i < DAYS_MAX; i++, day = day.plusDays(1)) {
            long from = Math.max(begin, day.with(daily.from()).toInstant().toEpochMilli());
            long to = Math.min(until, day.with(daily.to()).toInstant().toEpochMilli());
            open += Math.max(0, to - from);
            if (to == until) {
                break;
            }
        }
        return open;
    }

    /** @return the moment at which so much open time has gone by */
    long after(long since, long openMillis) {
        long at = Math.max(since, fromMillis);
        Hours daily = hours;
        long left = openMillis;
        for (int i = 0; daily != null && i < DAYS_MAX; i++) {
            at += millisUntilOpen(at);
            ZonedDateTime day = Instant.ofEpochMilli(at).atZone(daily.zone());
            long today = day.with(daily.to()).toInstant().toEpochMilli() - at;
            if (left <= today) {
                break;
            }
            left -= today;
            at += today;
        }
        return at + left;
    }

    /** @return how many a second may go now, {@link Double#POSITIVE_INFINITY} when only the gate says */
    double rateAt(long now, long waiting) {
        double most = perSecond == 0 ? Double.POSITIVE_INFINITY : perSecond;
        if (toMillis == 0) {
            return most;
        }
        long left = openMillis(now, toMillis);
        return left <= 0 ? most : Math.min(most, waiting * 1_000.0 / left);
    }
}
