package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real program as a child process: what it prints, how it ends, what a signal does. */
class ProgramIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is shipped, which Maven has packaged by now: tests bring libraries along that the program does not have. */
    private static final String CLASS_PATH =
            Path.of("target", "heliograph", "lib").toAbsolutePath() + File.separator + "*";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final List<Child> children = new ArrayList<>();

    @AfterEach
    void endAll() throws InterruptedException {
        for (Child child : children) {
            child.process.destroyForcibly().waitFor();
        }
    }

    /** A running program and what it has printed so far. */
    private record Child(Process process, Path out, Path err) {
        String printed() {
            return read(out);
        }

        String complained() {
            return read(err);
        }

        int exitCode() throws InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended, having said: " + complained())
                    .isTrue();
            return process.exitValue();
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Child run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH,
                "dev.heliograph.boot.Main"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        Child child = new Child(process, out, err);
        children.add(child);
        return child;
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "config", ".yaml"), yaml);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "version,                   0",
        "--help,                    0",
        "start --help,              0",
        "strat,                     2",
        "start --no-such-option,    2",
        "start --config no.yaml,    2",
        "check no.yaml,             2",
        "check,                     2",
        "hash-password,             2",
        "simulate --receipt soon,   2",
        "send --to 1 --text x --url http://127.0.0.1:1, 1",
        "send --to 1 --text x --smpp nowhere, 2",
        "events --url http://127.0.0.1:1, 1"
    })
    void endsWithTheDocumentedStatusAndNoStackTrace(String line, int status) throws Exception {
        Child child = run(line.split(" "));

        assertThat(child.exitCode()).as(child.complained()).isEqualTo(status);
        assertThat(child.complained()).doesNotContain("\tat ").doesNotContain("|-");
        if (status != 0) {
            assertThat(child.complained()).isNotBlank();
            assertThat(child.printed()).isEmpty();
        }
    }

    @Test
    void checkPrintsEveryFaultOnALineOfItsOwn() throws Exception {
        Path file = file("http: {port: x}\nchannels:\n  c: {kind: none}\n");
        Child child = run("check", file.toString());

        assertThat(child.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(child.complained().lines())
                .containsExactly(
                        file + ":1: http.port: found 'x'; allowed: a whole number 0 to 65535",
                        file + ":3: channels.c.kind: found 'none'; allowed: " + ConfigurationFaultsTest.kinds());
    }

    @Test
    void checkSaysWhatAGoodFileHolds() throws Exception {
        Path file = file("accounts: {a: {rate: 10/s}}\n");
        Child child = run("check", file.toString());

        assertThat(child.exitCode()).isZero();
        assertThat(child.printed().strip()).isEqualTo(file + ": good: 1 account, 0 channels, 0 routes");
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = file(
                    "http: {port: %d}\nops: {port: 0}\nsmpp: {port: 0}\ndata: data\n".formatted(taken.getLocalPort()));
            Child child = run("start", "--config", file.toString());

            assertThat(child.exitCode()).isEqualTo(ExitCode.PORT_TAKEN.code());
            assertThat(child.complained().strip())
                    .startsWith("heliograph: the HTTP door cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .doesNotContain("\n");
        }
    }

    @Test
    void aTakenPortOfTheStandInIsSaidToo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Child child = run("simulate", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(child.exitCode()).isEqualTo(ExitCode.PORT_TAKEN.code());
            assertThat(child.complained().strip())
                    .isEqualTo("heliograph: the stand-in SMSC's door cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use");
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsSaidInOneLine() throws Exception {
        Path notADirectory = Files.writeString(folder.resolve("data"), "");
        Child child = run("start", "--config", file("").toString(), "--data", notADirectory.toString());

        assertThat(child.exitCode()).isEqualTo(ExitCode.DATA_DIRECTORY.code());
        assertThat(child.complained().strip())
                .startsWith("heliograph: cannot make the data directory " + notADirectory)
                .doesNotContain("\n");
    }

    @Test
    void redisThatIsRequiredAndAwayIsSaidInOneLine() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        String yaml = "redis: {uri: 'redis://:canary@127.0.0.1:%d'}\nhttp: {port: 0}\nops: {port: 0}\nsmpp: {port: 0}\n"
                .formatted(nobody);
        Child child = run(
                "start",
                "--config",
                file(yaml).toString(),
                "--data",
                folder.resolve("data").toString());

        assertThat(child.exitCode()).isEqualTo(ExitCode.REDIS.code());
        assertThat(child.complained())
                .contains("Redis at redis://127.0.0.1:" + nobody + " does not answer")
                .doesNotContain("canary");
    }

    @Test
    void theDevelopmentDefaultSendsWatchesAndStopsInGoodOrder() throws Exception {
        Child gateway = run(
                "start",
                "--data",
                folder.resolve("data").toString(),
                "--http-port",
                "0",
                "--smpp-port",
                "0",
                "--mail-port",
                "0",
                "--ops-port",
                "0",
                "--providers-port",
                "0",
                "--smsc-port",
                "0");
        await().atMost(PATIENCE)
                .until(() -> gateway.printed().contains("Watch the receipts:")
                        && gateway.printed().endsWith("\n\n"));
        String url = match("http://127\\.0\\.0\\.1:\\d+(?=/v1 )", gateway.printed());
        String smpp = match("(?<=SMPP {17})127\\.0\\.0\\.1:\\d+", gateway.printed());

        Child overHttp = run("send", "--url", url, "--to", "+393331234500", "--text", "Hello", "--wait");
        Child overSmpp = run("send", "--smpp", smpp, "--to", "393331234500", "--text", "Hello", "--wait");
        Child refused = run("send", "--url", url, "--to", "+393331234510", "--text", "Hello", "--wait");
        Child stranger = run("send", "--url", url, "--to", "+393331234500", "--text", "Hello", "--api-key", "wrong");
        Child strangerOverSmpp =
                run("send", "--smpp", smpp, "--to", "393331234500", "--text", "Hello", "--password", "wrong");
        String nobody = "127.0.0.1:" + closedPort();
        Child nobodyOverHttp = run("send", "--url", "http://" + nobody, "--to", "+393331234500", "--text", "Hello");
        Child nobodyOverSmpp = run("send", "--smpp", nobody, "--to", "393331234500", "--text", "Hello");
        Child events = run("events", "--url", url, "--after", "c0000000000000", "--count", "3");
        String answered = aMailThatIsAnswered(url);

        assertThat(overHttp.exitCode()).as(overHttp.complained()).isZero();
        assertThat(overHttp.printed().lines()).last().isEqualTo("delivered");
        assertThat(overSmpp.exitCode()).as(overSmpp.complained()).isZero();
        assertThat(overSmpp.printed().lines()).last().isEqualTo("DELIVRD");
        assertThat(refused.exitCode()).as(refused.printed()).isEqualTo(ExitCode.NOT_REACHED.code());
        assertThat(stranger.exitCode()).isEqualTo(ExitCode.NOT_REACHED.code());
        assertThat(strangerOverSmpp.exitCode()).isEqualTo(ExitCode.NOT_REACHED.code());
        assertThat(nobodyOverHttp.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(nobodyOverSmpp.exitCode()).isEqualTo(ExitCode.FAILURE.code());
        assertThat(nobodyOverSmpp.complained()).contains("cannot bind to " + nobody);
        assertThat(events.exitCode()).as(events.complained()).isZero();
        assertThat(events.printed().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"cursor\":"));

        await().atMost(PATIENCE).until(() -> eventsOf(url).contains("\"replyTo\":{\"message\":\"" + answered));

        gateway.process.destroy();
        assertThat(gateway.exitCode()).as("SIGTERM").isZero();
        assertThat(gateway.complained()).doesNotContain("ERROR").doesNotContain("+393331234500");
    }

    /** Somebody whose mailbox ends in 90 writes back, to the door for mail. */
    private static String aMailThatIsAnswered(String url) throws IOException, InterruptedException {
        HttpRequest mail = HttpRequest.newBuilder(URI.create(url + "/v1/messages"))
                .header("Authorization", "Bearer demo")
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofString(
                                "{\"to\":{\"email\":\"person90@example.com\"},\"channels\":[\"email\"],\"from\":\"Demo\",\"text\":\"?\"}"))
                .build();
        return match(
                "(?<=\"id\":\")m\\w+", HTTP.send(mail, BodyHandlers.ofString()).body());
    }

    private static String eventsOf(String url) throws IOException, InterruptedException {
        HttpRequest events = HttpRequest.newBuilder(URI.create(url + "/v1/events?after=0"))
                .header("Authorization", "Bearer demo")
                .build();
        return HTTP.send(events, BodyHandlers.ofString()).body();
    }

    private static String match(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group();
    }

    @Test
    void sighupReloadsTheFile() throws Exception {
        Path file =
                file("http: {port: 0}\nops: {port: 0, token: an-admin-token-for-tests}\nsmpp: {port: 0}\ndata: data\n");
        Child gateway = run("start", "-v", "--config", file.toString());
        await().atMost(PATIENCE).until(() -> gateway.printed().contains("ready in"));
        Files.writeString(file, "http: {port: 0}\nops: {prt: 0}\n");

        new ProcessBuilder("kill", "-HUP", String.valueOf(gateway.process.pid()))
                .start()
                .waitFor();

        await().atMost(PATIENCE)
                .until(() -> gateway.complained().contains("nothing was changed")
                        && gateway.complained().contains("ops.prt"));
        gateway.process.destroy();
        assertThat(gateway.exitCode()).isZero();
    }

    /** A port that nobody listens on. */
    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
