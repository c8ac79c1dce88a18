package dev.heliograph.throttle;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many permits (segments, calls, requests) may be spent a second, and how many at once after a rest.
 *
 * @param perSecond permits per second, {@value #PER_SECOND_MIN} to {@value #PER_SECOND_MAX}
 * @param burst what a rested bucket holds, in permits, 1 to {@value #BURST_MAX}; must refill within
 *     {@value #REFILL_SECONDS_MAX} seconds
 */
public record Rate(double perSecond, long burst) {
    public static final double PER_SECOND_MIN = 0.001;
    public static final double PER_SECOND_MAX = 10_000_000;
    public static final long BURST_MAX = 100_000_000;
    /** 30 days: keeps every instant a bucket computes far inside its range. */
    public static final long REFILL_SECONDS_MAX = 2_592_000;

    /** A burst nobody configured is what the rate yields in this many seconds, at least one permit. */
    private static final double BURST_SECONDS_DEFAULT = 0.1;

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*/\\s*([a-z]+)");
    private static final Map<String, Integer> UNIT_SECONDS = Map.of("s", 1, "min", 60, "h", 3600);

    /** @throws IllegalArgumentException naming the bound that was broken */
    public Rate {
        if (!(perSecond >= PER_SECOND_MIN && perSecond <= PER_SECOND_MAX)) {
            throw new IllegalArgumentException("rate of " + perSecond + "/s is outside " + PER_SECOND_MIN + "/s to "
                    + (long) PER_SECOND_MAX + "/s");
        }
        if (burst < 1 || burst > BURST_MAX) {
            throw new IllegalArgumentException("burst of " + burst + " is outside 1 to " + BURST_MAX);
        }
        if (burst / perSecond > REFILL_SECONDS_MAX) {
            throw new IllegalArgumentException("burst of " + burst + " at " + perSecond + "/s takes more than "
                    + REFILL_SECONDS_MAX + " s to refill");
        }
    }

    /** A rate whose burst is a tenth of a second's worth, at least one permit. */
    public static Rate perSecond(double perSecond) {
        return new Rate(perSecond, Math.max(1, (long) Math.ceil(perSecond * BURST_SECONDS_DEFAULT)));
    }

    /**
     * Reads {@code 2000/s}, {@code 600/min}, {@code 0.5/s}, {@code 10/h}, with the burst of {@link #perSecond(double)}.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Rate parse(String text) {
        return perSecond(parsePerSecond(text));
    }

    /** As {@link #parse(String)}, with the given burst in permits. */
    public static Rate parse(String text, long burst) {
        return new Rate(parsePerSecond(text), burst);
    }

    private static double parsePerSecond(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a rate: expected a number, a slash and a unit, as in 2000/s or 600/min");
        }
        Integer seconds = UNIT_SECONDS.get(form.group(2));
        if (seconds == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' has the unit '" + form.group(2) + "': expected s, min or h");
        }
        return Double.parseDouble(form.group(1)) / seconds;
    }

    /** The same form {@link #parse} reads, with the burst behind it: {@code 2000/s (burst 200)}. */
    @Override
    public String toString() {
        String number =
                perSecond == Math.rint(perSecond) ? Long.toString((long) perSecond) : Double.toString(perSecond);
        return number + "/s (burst " + burst + ")";
    }
}
