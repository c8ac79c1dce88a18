package dev.heliograph.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Two result files side by side, the older one first: what became faster, what slower, what lies within the error of measuring. */
public final class Compare {
    private Compare() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("two result files, the older one first");
            System.exit(2);
        }
        for (String file : args) {
            if (!Files.isReadable(Path.of(file))) {
                System.err.println("cannot be read: " + file);
                System.exit(2);
            }
        }
        Map<String, Results.Row> before = new LinkedHashMap<>();
        Results.read(Path.of(args[0]))
                .groups()
                .forEach((group, rows) -> rows.forEach(row -> before.put(group + "." + row.name(), row)));
        Results.read(Path.of(args[1])).groups().forEach((group, rows) -> print(group, rows, before));
        before.keySet().forEach(name -> System.out.println(name + " (is not in " + args[1] + ")"));
    }

    private static void print(String group, List<Results.Row> rows, Map<String, Results.Row> before) {
        for (Results.Row row : rows) {
            String name = group + "." + row.name();
            Results.Row old = before.remove(name);
            System.out.println(
                    old == null
                            ? String.format(Locale.ROOT, "%-60s %10.1f ns (new)", name, row.best())
                            : String.format(
                                    Locale.ROOT,
                                    "%-60s %10.1f -> %10.1f ns, %.2fx, %s %s",
                                    name,
                                    old.best(),
                                    row.best(),
                                    old.best() / row.best(),
                                    octets(old, row),
                                    verdict(old, row)));
        }
    }

    private static String octets(Results.Row old, Results.Row row) {
        return Double.isNaN(old.octets()) || Double.isNaN(row.octets())
                ? ""
                : String.format(Locale.ROOT, "%.0f -> %.0f B", old.octets(), row.octets());
    }

    /** One is faster than the other when half its iterations were faster than the other's fastest. */
    private static String verdict(Results.Row old, Results.Row row) {
        if (row.median() < old.best()) {
            return "faster";
        }
        return old.median() < row.best() ? "SLOWER" : "(within what iterations differ)";
    }
}
