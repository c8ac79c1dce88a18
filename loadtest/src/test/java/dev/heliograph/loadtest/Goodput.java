package dev.heliograph.loadtest;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What comes to its end each second while more and more is offered. */
final class Goodput {
    /** Of the best of the steps before. */
    private static final double SHARE_MIN = 0.85;

    private Goodput() {}

    /** @return where goodput falls with what is offered, or an empty string */
    static String fault(List<Moment> moments, Settings settings) {
        double best = 0;
        for (int step = 0; step < settings.factors().size(); step++) {
            double goodput = perSecond(moments, settings, step, Moment::seen);
            if (goodput < SHARE_MIN * best) {
                return String.format(
                        Locale.ROOT,
                        "%,.0f/s at %d times the rate, after %,.0f/s",
                        goodput,
                        settings.factors().get(step),
                        best);
            }
            best = Math.max(best, goodput);
        }
        return "";
    }

    static void print(List<Moment> moments, Settings settings, PrintStream out) {
        out.println(
                "  | times | meant/s | offered/s | accepted/s | refused/s | at the message centre/s | p99 of accepted, ms |");
        out.println("  | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (int step = 0; step < settings.factors().size(); step++) {
            out.printf(
                    Locale.ROOT,
                    "  | %d | %,d | %,.0f | %,.0f | %,.0f | %,.0f | %.1f |%n",
                    settings.factors().get(step),
                    settings.rate() * settings.factors().get(step),
                    perSecond(moments, settings, step, Moment::sent),
                    perSecond(moments, settings, step, Moment::accepted),
                    perSecond(moments, settings, step, Moment::refused),
                    perSecond(moments, settings, step, Moment::seen),
                    perSecond(moments, settings, step, Moment::p99Micros) / 1e3);
        }
    }

    /** Without the first second of a step. */
    private static double perSecond(List<Moment> moments, Settings settings, int step, ToLongFunction<Moment> figure) {
        int from = step * settings.stepSeconds() + 1;
        int to = (step + 1) * settings.stepSeconds();
        return moments.stream()
                .filter(moment -> moment.second() > from && moment.second() <= to)
                .mapToLong(figure)
                .average()
                .orElse(0);
    }
}
