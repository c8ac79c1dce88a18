package dev.heliograph.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A result file as a page of bars, one that needs nothing but itself. */
final class ChartPage {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}
            h1{font-size:1.4rem}h2{font-size:1.05rem;margin:2rem 0 .5rem}
            .row{display:grid;grid-template-columns:16rem 1fr 9rem;gap:.8rem;align-items:center;margin:.25rem 0}
            .bar{height:1.1rem;border-radius:3px;background:#9fb3c8}.ours .bar{background:#e07a1f}.ours .name{font-weight:600}
            .name{overflow-wrap:anywhere}.value{font-variant-numeric:tabular-nums;text-align:right}
            p,.note{color:#52606d}
            @media(max-width:40rem){.row{grid-template-columns:1fr 6rem}.row .lane{grid-column:1/-1;grid-row:2}}
            @media(prefers-color-scheme:dark){body{background:#12181f;color:#e4e7eb}.bar{background:#52606d}p,.note{color:#9aa5b1}}
            """;

    private ChartPage() {}

    static String of(Results results, String name) {
        StringBuilder out = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Heliograph benchmarks ")
                .append(name)
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>Heliograph benchmarks</h1><p>")
                .append(name)
                .append(". ")
                .append(results.machine())
                .append(
                        ". Nanoseconds an operation, of whole paths those of the server's processor, in the fastest iteration: shorter is better. Ours are orange.</p>");
        results.groups().forEach((group, rows) -> chart(out, group, rows));
        return out.append("</html>\n").toString();
    }

    private static void chart(StringBuilder out, String group, List<Results.Row> rows) {
        out.append("<h2>").append(group.replace("Benchmark", "")).append("</h2>");
        double longest = rows.stream().mapToDouble(Results.Row::best).max().orElse(1);
        for (Results.Row row : rows) {
            out.append(String.format(
                    Locale.ROOT,
                    "<div class=\"row%s\"><span class=\"name\">%s</span><span class=\"lane\"><div class=\"bar\" style=\"width:%.2f%%\"></div></span>"
                            + "<span class=\"value\">%,.1f ns%s</span></div>",
                    row.isOurs() ? " ours" : "",
                    row.name(),
                    Math.max(0.4, 100 * row.best() / longest),
                    row.best(),
                    Double.isNaN(row.octets()) ? "" : String.format(Locale.ROOT, ", %,.0f B", row.octets())));
        }
    }
}
