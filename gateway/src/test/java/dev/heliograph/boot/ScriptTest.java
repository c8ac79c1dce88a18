package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start script hands to which JDK. The JDK is a script too: it prints its arguments, and writes the archive that it is asked for. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {
    private static final Path SCRIPT = Path.of("src", "main", "dist", "bin", "heliograph");

    /** A blank in the path, as people have them. */
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path home = Path.of("");

    private record Ended(int status, List<String> arguments, String complaints) {
        String kept() {
            return arguments.stream()
                    .filter(argument ->
                            argument.startsWith("-XX:SharedArchiveFile=") || argument.startsWith("-XX:AOTCache="))
                    .findFirst()
                    .orElse("");
        }
    }

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("the gateway"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(SCRIPT, home.resolve("bin").resolve("heliograph"));
        Files.createDirectories(home.resolve("lib"));
        for (String jar : List.of("b.jar", "B.jar", "a.jar", "heliograph-gateway-1.jar")) {
            Files.writeString(home.resolve("lib").resolve(jar), jar);
        }
        useJdk("17.0.15+6");
    }

    private void useJdk(String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve("jdk " + version));
        Files.writeString(
                jdk.resolve("release"),
                "IMPLEMENTOR=\"X\"\nJAVA_RUNTIME_VERSION=\"" + version + "\"\nJAVA_VERSION=\"0\"\n");
        Path java = Files.createDirectories(jdk.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                for argument; do
                  printf '%s\\n' "$argument"
                  case $argument in
                    -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo learned > "${argument#*=}" ;;
                  esac
                done
                exit "${JAVA_ENDS:-0}"
                """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        environment.put("JAVA_HOME", jdk.toString());
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        "sh",
                                        home.resolve("bin")
                                                .resolve("heliograph")
                                                .toString()),
                                Stream.of(arguments))
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "HELIOGRAPH_OPTS", "HELIOGRAPH_CACHE")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }

    private List<String> cached() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("cache"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void startsWithoutWhatIsNotThere() throws Exception {
        Ended started = run("start", "--data", "a b");

        assertThat(started.status()).isZero();
        assertThat(started.complaints()).isEmpty();
        assertThat(started.arguments()).endsWith("dev.heliograph.boot.Main", "start", "--data", "a b");
        assertThat(started.arguments())
                .noneMatch(argument -> argument.contains("Archive") || argument.contains("-Xlog"));
    }

    @Test
    void namesEveryJarInAnOrderThatIsAlwaysTheSame() throws Exception {
        List<String> arguments = run("start").arguments();

        String lib = home.toRealPath().resolve("lib") + "/";
        assertThat(arguments.get(arguments.indexOf("-cp") + 1))
                .isEqualTo(lib + "B.jar:" + lib + "a.jar:" + lib + "b.jar:" + lib + "heliograph-gateway-1.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15+6", "21+35-LTS", "25.0.3+9-LTS"})
    void usesWhatWarmUpHasKept(String version) throws Exception {
        useJdk(version);

        Ended warm = run("warm-up");

        assertThat(warm.complaints()).isEmpty();
        assertThat(warm.status()).isZero();
        assertThat(warm.arguments()).isEmpty();
        assertThat(cached()).singleElement().asString().startsWith(version + "-");
        Ended started = run("start");
        assertThat(started.kept()).endsWith("/the gateway/cache/" + cached().get(0));
        assertThat(started.arguments())
                .as("says nothing on standard output")
                .anyMatch(argument -> argument.startsWith("-Xlog:"));
        assertThat(run("warm-up", "--help").kept()).as("no second run").isNotEmpty();
    }

    @Test
    void keepsOneForEachJdk() throws Exception {
        run("warm-up");
        useJdk("25.0.3+9-LTS");

        assertThat(run("start").kept()).as("of another JDK").isEmpty();
        run("warm-up");

        assertThat(cached()).hasSize(2);
        assertThat(run("start").kept()).startsWith("-XX:AOTCache=");
        useJdk("17.0.15+6");
        assertThat(run("start").kept()).startsWith("-XX:SharedArchiveFile=");
    }

    /** Jars of one build have the same time and may have the same size, which is all that JVMs look at. */
    @Test
    void doesNotUseWhatWasKeptOfOtherJars() throws Exception {
        run("warm-up");
        Files.writeString(home.resolve("lib").resolve("heliograph-gateway-1.jar"), "heliograph-gateway-2.jar");
        assertThat(run("start").kept()).as("the gateway's jar was replaced").isEmpty();

        run("warm-up");

        assertThat(cached()).as("the old one is gone").hasSize(1);
        assertThat(run("start").kept()).isNotEmpty();
        Files.move(home.resolve("lib").resolve("a.jar"), home.resolve("lib").resolve("a-2.jar"));
        assertThat(run("start").kept()).as("another library").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:SharedArchiveFile=/mine",
                "-Xshare:off",
                "-Xmx1g -XX:ArchiveClassesAtExit=/mine",
                "-XX:AOTMode=off"
            })
    void leavesItToWhoHasOptionsOfTheirOwn(String options) throws Exception {
        run("warm-up");
        for (String where : List.of("HELIOGRAPH_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            environment.put(where, options);

            assertThat(run("start").arguments()).as(where).noneMatch(argument -> argument.contains("/cache/"));
            assertThat(run("warm-up").status()).as(where).isEqualTo(ExitCode.USAGE.code());
            environment.remove(where);
        }
    }

    @Test
    void optionsOfTheUserComeLastAndSoWin() throws Exception {
        environment.put("HELIOGRAPH_OPTS", "-Xmx2g -XX:-ExitOnOutOfMemoryError");

        assertThat(run("start").arguments())
                .containsSubsequence(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:FreqInlineSize=80",
                        "-Xmx2g",
                        "-XX:-ExitOnOutOfMemoryError",
                        "-cp");
    }

    @Test
    void saysWhereItCannotWriteAndStartsAllTheSame() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        environment.put("HELIOGRAPH_CACHE", file.toString());

        Ended warm = run("warm-up");

        assertThat(warm.status()).isEqualTo(ExitCode.DATA_DIRECTORY.code());
        assertThat(warm.complaints()).contains("'" + file + "'").contains("HELIOGRAPH_CACHE");
        assertThat(run("start").status()).isZero();
    }

    @Test
    void keepsNothingOfARunThatFails() throws Exception {
        environment.put("JAVA_ENDS", "3");

        Ended warm = run("warm-up");

        assertThat(warm.status()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(warm.complaints()).contains("nothing was kept");
        assertThat(cached()).isEmpty();
    }

    @Test
    void aJdkThatDoesNotTellWhichItIsStartsAllTheSame() throws Exception {
        Files.delete(Path.of(environment.get("JAVA_HOME"), "release"));

        assertThat(run("start").status()).isZero();
        assertThat(run("warm-up").status()).isEqualTo(ExitCode.USAGE.code());
    }
}
