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
        boolean more = rows.stream().anyMatch(row -> !row.more().isEmpty());
        out.append("\n### ")
                .append(group)
                .append("\n\n| | ns | median | octets allocated | beside ")
                .append(peer.name())
                .append(
                        more
                                ? " | also |\n| --- | ---: | ---: | ---: | ---: | --- |\n"
                                : " |\n| --- | ---: | ---: | ---: | ---: |\n");
        for (Results.Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "| %s | %,.1f | %s | %s | %s |%s%n",
                    row.name(),
                    row.best(),
                    number(row.median(), "%,.1f"),
                    number(row.octets(), "%,.0f"),
                    ratio(peer.best() / row.best()),
                    more ? " " + row.more() + " |" : ""));
        }
    }

    private static String number(double value, String format) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private static String ratio(double value) {
        return value < 0.01
                ? String.format(Locale.ROOT, "1/%,.0f", 1 / value)
                : String.format(Locale.ROOT, value < 0.1 ? "%.3fx" : "%,.2fx", value);
    }
}
