package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is kept for later starts, with the real JVM: that it is used, and that one which cannot be used is passed over in silence. {@link ScriptTest} has the script's own decisions. */
@DisabledOnOs(OS.WINDOWS)
class WarmUpIT {
    /** What Maven has packaged by now. */
    private static final Path SCRIPT = Path.of("target", "heliograph", "bin", "heliograph");

    private static final long SECONDS_MAX = 120;
    private static final String MAIN = " dev.heliograph.boot.Main ";
    private static final String VERSION = "heliograph .* \\(Java .*\\)\n";

    @TempDir
    Path folder;

    private record Ended(int status, String printed, String complained) {}

    private Ended run(String options, String command) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toAbsolutePath().toString(), command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HELIOGRAPH_CACHE", folder.resolve("cache").toString());
        builder.environment().put("HELIOGRAPH_OPTS", options);
        Process process = builder.start();
        assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private String mainLoadedFrom(String options) throws Exception {
        Path log = folder.resolve("classes.log");
        Files.deleteIfExists(log);
        assertSaysItsVersionAndNothingElse(run("-Xlog:class+load:file=" + log + " " + options, "version"));
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(MAIN)).findFirst().orElseThrow();
        }
    }

    private static void assertSaysItsVersionAndNothingElse(Ended ended) {
        assertThat(ended.complained()).isEmpty();
        assertThat(ended.printed()).matches(VERSION);
        assertThat(ended.status()).isZero();
    }

    @Test
    void whatIsKeptIsUsedWhereItFits() throws Exception {
        Ended warm = run("", "warm-up");

        assertThat(warm.complained()).isEmpty();
        assertThat(warm.printed()).isEmpty();
        assertThat(warm.status()).isZero();
        List<Path> kept;
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            kept = files.toList();
        }
        assertThat(kept).as("nothing else stays").hasSize(1);
        assertThat(mainLoadedFrom("")).contains("shared objects file");
        assertThat(mainLoadedFrom("-XX:+UseSerialGC")).contains("shared objects file");
        assertThat(mainLoadedFrom("-XX:-UseCompressedOops")).as("does not fit").contains("source: file:");
        Files.delete(kept.get(0));
        Files.writeString(kept.get(0), "broken");
        assertThat(mainLoadedFrom("")).as("broken").contains("source: file:");
        Files.writeString(kept.get(0), "");
        assertThat(mainLoadedFrom("")).as("empty").contains("source: file:");
    }
}
