package dev.heliograph.loadtest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/**
 * What the audit of a run found.
 *
 * @param unanswered sent, and nobody knows what became of them
 * @param asked accepted messages that asked for a receipt
 * @param lost accepted, and the message centre never saw them
 * @param unended accepted and asked for a receipt, and none came
 * @param sentThoughRefused refused, and the message centre saw them all the same
 * @param seenTwice the message centre saw them more than once
 * @param unmatched final receipts over SMPP beyond the first of a message
 * @param unknown what the message centre saw and nobody sent, and times the audit lost sight of it
 * @param outOfOrder of one account, recipient and priority, but not in the order of acceptance
 * @param consumersShort WebSockets that did not see exactly one final event of each message
 * @param consumersDisorder events whose cursor was not above the one before
 */
record Verdict(
        long sent,
        long accepted,
        long refused,
        long unanswered,
        long asked,
        long ended,
        long lost,
        long unended,
        long sentThoughRefused,
        long seenTwice,
        long unmatched,
        long unknown,
        long outOfOrder,
        long consumers,
        long consumersShort,
        long consumersDisorder,
        boolean alive,
        List<Moment> moments,
        Map<Door, Histogram> submits,
        Map<Door, Histogram> lives,
        Histogram services) {
    private static final int TICKS_PER_HALF = 5;
    private static final double MICROS = 1_000;
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    /** @return each rule by its name in the report, with what is wrong, or an empty string */
    Map<String, String> rules(Settings settings) {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("audit: something was accepted, and the gateway lives", accepted == 0 || !alive ? "no" : "");
        rules.put("audit: nothing lost", faults(lost, "never left", unended, "without an end"));
        rules.put(
                "audit: nothing twice",
                faults(seenTwice, "left twice", unmatched, "ended twice", sentThoughRefused, "refused, yet sent"));
        rules.put("audit: in order", faults(outOfOrder, "out of order", unknown, "unknown to the audit"));
        if (consumers > 0) {
            rules.put(
                    "audit: consumers complete",
                    faults(
                            consumersShort,
                            "consumers without each end once",
                            consumersDisorder,
                            "events out of order"));
        }
        if (settings.profile() == Profile.SOAK) {
            rules.put("audit: nothing grows", Growth.fault(moments));
        }
        if (settings.profile() == Profile.OVERLOAD) {
            rules.put("audit: goodput holds", Goodput.fault(moments, settings));
        }
        return rules;
    }

    /** @return the names of the rules that a run is judged by */
    static Set<String> names(Settings settings) {
        Histogram none = new Histogram(1);
        return new Verdict(
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        settings.consumers(),
                        0,
                        0,
                        true,
                        List.of(),
                        Map.of(),
                        Map.of(),
                        none)
                .rules(settings)
                .keySet();
    }

    private static String faults(Object... countsAndNames) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < countsAndNames.length; i += 2) {
            if ((long) countsAndNames[i] != 0) {
                faults.add(countsAndNames[i] + " " + countsAndNames[i + 1]);
            }
        }
        return String.join(", ", faults);
    }

    void print(Settings settings, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%n%s: sent %,d, accepted %,d, refused %,d, without an answer %,d; asked for a receipt %,d, ended %,d%n",
                settings.profile().text(),
                sent,
                accepted,
                refused,
                unanswered,
                asked,
                ended);
        submits.forEach((door, histogram) -> percentiles(out, "submit " + door.text(), histogram));
        percentiles(out, "smpp, from the write", services);
        lives.forEach((door, histogram) -> percentiles(out, "to the end, " + door.text(), histogram));
        if (settings.profile() == Profile.OVERLOAD) {
            Goodput.print(moments, settings, out);
        }
        rules(settings)
                .forEach((rule, fault) -> out.printf("  %s: %s%n", rule, fault.isEmpty() ? "yes" : "NO: " + fault));
    }

    private static void percentiles(PrintStream out, String name, Histogram histogram) {
        if (histogram.getTotalCount() > 0) {
            out.printf("  %-22s", name);
            for (double percentile : PERCENTILES) {
                out.printf(
                        Locale.ROOT,
                        "  %s %.2f ms",
                        percentile == 100
                                ? "max"
                                : "p" + Double.toString(percentile).replace(".0", ""),
                        histogram.getValueAtPercentile(percentile) / 1e6);
            }
            out.printf(Locale.ROOT, "  of %,d%n", histogram.getTotalCount());
        }
    }

    /** Puts it beside Gatling's report: percentiles in microseconds as {@code .hgrm}, the seconds as CSV, the verdict as text. */
    void write(Settings settings, Path directory) throws IOException {
        for (Door door : Door.values()) {
            histogram(directory, "submit-" + door.text(), submits.get(door));
            histogram(directory, "life-" + door.text(), lives.get(door));
        }
        histogram(directory, "service-smpp", services);
        List<String> lines = new ArrayList<>(List.of(Moment.HEADER));
        moments.forEach(moment -> lines.add(moment.csv()));
        Files.write(directory.resolve("seconds.csv"), lines);
        try (PrintStream out = new PrintStream(directory.resolve("audit.txt").toFile(), StandardCharsets.UTF_8)) {
            out.println(settings);
            print(settings, out);
        }
    }

    private static void histogram(Path directory, String name, Histogram histogram) throws IOException {
        if (histogram.getTotalCount() > 0) {
            try (PrintStream out =
                    new PrintStream(directory.resolve(name + ".hgrm").toFile(), StandardCharsets.UTF_8)) {
                histogram.outputPercentileDistribution(out, TICKS_PER_HALF, MICROS);
            }
        }
    }
}
