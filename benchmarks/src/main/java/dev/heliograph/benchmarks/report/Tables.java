package dev.heliograph.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A result file as tables of ratios. */
final class Tables {
    private Tables() {}

    static String of(Results results) {
        StringBuilder out = new StringBuilder(results.machine()).append("\n");
        results.groups().forEach((group, rows) -> table(out, group, rows));
        return out.toString();
    }

    private static void table(StringBuilder out, String group, List<Results.Row> rows) {
        Results.Row peer = Results.peer(rows);
        out.append("\n### ")
                .append(group)
                .append("\n\n| | ns | +/- | octets allocated | beside ")
                .append(peer.name());
        out.append(" |\n| --- | ---: | ---: | ---: | ---: |\n");
        for (Results.Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %,.1f | %,.0f | %,.2fx |%n",
                    row.name(),
                    row.score(),
                    row.error(),
                    row.octets(),
                    peer.score() / row.score()));
        }
    }
}
