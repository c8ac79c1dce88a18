package dev.heliograph.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws a file of results again: tables in {@code .md}, a chart page in {@code .html}, beside it. */
public final class Draw {
    private Draw() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("a file of results");
            System.exit(2);
        }
        System.out.println(draw(Path.of(args[0])));
    }

    /** @return the tables */
    static String draw(Path json) throws IOException {
        Results results = Results.read(json);
        String name = json.getFileName().toString().replace(".json", "");
        String tables = Tables.of(results);
        Files.writeString(json.resolveSibling(name + ".md"), tables);
        Files.writeString(json.resolveSibling(name + ".html"), ChartPage.of(results, name));
        return tables;
    }
}
