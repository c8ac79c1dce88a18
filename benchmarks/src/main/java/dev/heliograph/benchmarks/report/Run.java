package dev.heliograph.benchmarks.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures what JMH's own options choose, all by default, with the octets allocated, and leaves JSON, tables and a chart page in {@code results/}. */
public final class Run {
    private Run() {}

    public static void main(String[] args) throws Exception {
        Path directory = Files.createDirectories(Path.of("results"));
        String name = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm").format(LocalDateTime.now()) + "-jdk"
                + Runtime.version().feature();
        Path json = directory.resolve(name + ".json");
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(args))
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result(json.toString())
                        .build())
                .run();
        Results results = Results.read(json);
        Files.writeString(directory.resolve(name + ".md"), Tables.of(results));
        Files.writeString(directory.resolve(name + ".html"), ChartPage.of(results, name));
        System.out.println(Tables.of(results));
        System.out.println("kept as " + json + ", with .md and .html beside it");
    }
}
