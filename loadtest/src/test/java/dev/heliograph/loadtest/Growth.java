package dev.heliograph.loadtest;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Whether a gateway under a steady load takes more and more: the last third of a run against the middle one. */
final class Growth {
    private static final int SECONDS_MIN = 300;
    private static final double RESIDENT_MAX = 1.10;
    private static final long DESCRIPTORS_MAX = 20;

    private Growth() {}

    /** @return what grows, or an empty string; runs under five minutes say nothing about growth */
    static String fault(List<Moment> moments) {
        if (moments.size() < SECONDS_MIN) {
            return "";
        }
        double resident =
                mean(moments, 2, Moment::residentMebibytes) / Math.max(1, mean(moments, 1, Moment::residentMebibytes));
        double descriptors = mean(moments, 2, Moment::descriptors) - mean(moments, 1, Moment::descriptors);
        if (resident > RESIDENT_MAX) {
            return String.format(Locale.ROOT, "resident memory, by %.0f %%", resident * 100 - 100);
        }
        return descriptors > DESCRIPTORS_MAX ? String.format(Locale.ROOT, "descriptors, by %.0f", descriptors) : "";
    }

    private static double mean(List<Moment> moments, int third, ToLongFunction<Moment> figure) {
        int length = moments.size() / 3;
        return moments.subList(third * length, (third + 1) * length).stream()
                .mapToLong(figure)
                .average()
                .orElse(0);
    }
}
