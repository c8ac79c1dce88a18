package dev.heliograph.benchmarks.report;

import dev.heliograph.benchmarks.wholepath.Measurement;
import dev.heliograph.benchmarks.wholepath.WholePaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Measures what JMH's own options choose, all by default and the whole paths among them, with the octets allocated, and leaves JSON, tables and a chart page in {@code results/},
 * in files of the day and the machine's shape. What is measured again on the same day takes the place of what was measured before; a class is always measured as a whole.
 */
public final class Run {
    /**
     * A heap that is there from the beginning, and a nursery that is gone round often: on virtual machines that get their memory page by page a large one measures the paging, five times
     * what the code does.
     */
    private static final String[] HEAP = {"-Xms512m", "-Xmx512m", "-Xmn64m", "-XX:+AlwaysPreTouch"};

    private Run() {}

    public static void main(String[] args) throws Exception {
        CommandLineOptions options = new CommandLineOptions(args);
        Path directory = Files.createDirectories(Path.of("results"));
        String name = LocalDate.now() + "-" + Runtime.getRuntime().availableProcessors() + "cpu-jdk"
                + Runtime.version().feature();
        ResultFile file = new ResultFile(directory.resolve(name + ".json"));
        Path part = Files.createTempFile("jmh", ".json");
        try {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, part.toString())
                    .writeOut(micro(options));
            file.add(part);
        } finally {
            Files.delete(part);
        }
        List<Measurement> whole = WholePaths.run(
                path -> isChosen(options.getIncludes(), path),
                options.getMeasurementIterations().orElse(WholePaths.TURNS));
        file.add(whole);
        System.out.println(Draw.draw(file.path()));
        System.out.println("kept as " + file.path() + ", with .md and .html beside it");
    }

    private static Collection<RunResult> micro(CommandLineOptions options) throws RunnerException {
        try {
            return new Runner(new OptionsBuilder()
                            .parent(options)
                            .jvmArgsAppend(HEAP)
                            .addProfiler(GCProfiler.class)
                            .build())
                    .run();
        } catch (NoBenchmarksException onlyWholePaths) {
            return List.of();
        }
    }

    private static boolean isChosen(List<String> includes, String path) {
        return includes.isEmpty()
                || includes.stream()
                        .anyMatch(each -> Pattern.compile(each).matcher(path).find());
    }
}
