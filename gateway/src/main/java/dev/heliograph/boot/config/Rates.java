package dev.heliograph.boot.config;

import dev.heliograph.throttle.Rate;
import org.jspecify.annotations.Nullable;

/** {@code rate:} and {@code burst:}, which accounts and channels share. */
final class Rates {
    static final Key<Rate> RATE =
            Key.of("rate", "a number a second, minute or hour, such as 2000/s, 600/min or 10/h", Rates::rate);
    static final Key<Integer> BURST = Key.integer("burst", 1, (int) Rate.BURST_MAX);

    private Rates() {}

    /** @return null when none is given */
    static @Nullable Rate read(Section section) {
        Rate rate = section.find(RATE);
        Integer burst = section.find(BURST);
        if (burst != null && !section.has(RATE.name())) {
            section.fault(BURST.name(), "a burst without a rate", "both or neither");
        }
        if (rate == null || burst == null) {
            return rate;
        }
        try {
            return new Rate(rate.perSecond(), burst);
        } catch (IllegalArgumentException e) {
            section.fault(BURST.name(), String.valueOf(e.getMessage()), "a burst that refills within 30 days");
            return rate;
        }
    }

    private static @Nullable Rate rate(String text) {
        return Rate.parse(text);
    }
}
