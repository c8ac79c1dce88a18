package dev.heliograph.loadtest;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscJournal;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gateway in a process of its own, with a stand-in message centre behind it in ours, in a directory that is deleted at the end. */
final class Subject implements AutoCloseable {
    /** As the distribution's own script sets them; docs/PERFORMANCE.md says why. */
    private static final List<String> SCRIPT_OPTIONS = List.of("-XX:+ExitOnOutOfMemoryError", "-XX:FreqInlineSize=80");

    private static final int START_SECONDS_MAX = 60;
    private static final int STOP_SECONDS_MAX = 60;
    private static final String TABLE_FILE = ".sst";
    private static final int KIB_PER_MIB = 1_024;

    private final Path directory;
    private final Vertx vertx;
    private final StandInSmsc smsc;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int smppPort = freePort();
    private final int opsPort = freePort();
    private final int httpPort = freePort();
    /** A load program that is interrupted leaves neither a gateway nor its files behind. */
    private final Thread orphan = new Thread(this::abandon, "orphan");

    /**
     * @param jvmOptions of the gateway
     * @param cpus as taskset names them, or empty
     */
    Subject(List<String> jvmOptions, String cpus, Setting set) throws IOException, InterruptedException {
        directory = set.parent() == null
                ? Files.createTempDirectory("heliograph-load")
                : Files.createTempDirectory(set.parent(), "heliograph-load");
        vertx = OneLoop.open();
        smsc = new StandInSmsc(
                vertx,
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0).withJournal(set.journalMax()),
                set.behaviour(),
                System::currentTimeMillis,
                System::nanoTime);
        smsc.listen().toCompletionStage().toCompletableFuture().join();
        Path config = Files.writeString(
                directory.resolve("heliograph.yaml"),
                GatewayFile.of(set, directory.resolve("data"), httpPort, opsPort, smppPort, smsc.port()));
        process = new ProcessBuilder(command(jvmOptions, cpus, config))
                .redirectErrorStream(true)
                .redirectOutput(new File(directory.toFile(), "gateway.log"))
                .start();
        Runtime.getRuntime().addShutdownHook(orphan);
        awaitReady();
    }

    /**
     * How it is set up.
     *
     * @param parent where its directory is made, with the store in it; null for the platform's temporary one
     * @param accounts lines of YAML, a line an account
     * @param channels all to the one message centre; with more than one, each has its share of the recipients by a route of its own
     * @param smscSessions sessions of a channel to the message centre; with one, the order of messages can be seen there
     * @param journalMax submits the message centre remembers, the oldest leave
     */
    record Setting(
            @Nullable Path parent,
            String accounts,
            int channels,
            int smscSessions,
            SmscBehaviour behaviour,
            int journalMax) {
        /** The two accounts of the load program, calm and flood, and a message centre that takes everything at once. */
        static final Setting DEFAULT = new Setting(null, """
                calm: {smpp: {systemId: calm, password: calm, binds: 100, window: 1000}}
                flood: {smpp: {systemId: flood, password: flood, binds: 100, window: 1000}}
                """, 1, 4, SmscBehaviour.PERFECT, 0);

        Setting withParent(@Nullable Path value) {
            return new Setting(value, accounts, channels, smscSessions, behaviour, journalMax);
        }

        Setting withAccounts(String value) {
            return new Setting(parent, value, channels, smscSessions, behaviour, journalMax);
        }

        Setting withChannels(int value, int sessionsEach) {
            return new Setting(parent, accounts, value, sessionsEach, behaviour, journalMax);
        }
    }

    private static List<String> command(List<String> jvmOptions, String cpus, Path config) {
        List<String> command = new ArrayList<>();
        if (!cpus.isEmpty()) {
            command.addAll(List.of("taskset", "-c", cpus));
        }
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(SCRIPT_OPTIONS);
        command.addAll(jvmOptions);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.heliograph.boot.Main",
                "start",
                "--config",
                config.toString()));
        return command;
    }

    private void awaitReady() throws IOException, InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + opsPort + "/health/ready");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                throw new IOException("the gateway ended: " + Files.readString(directory.resolve("gateway.log")));
            }
            try {
                if (http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (java.net.ConnectException notYet) {
                // It listens later.
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("the gateway is not ready after " + START_SECONDS_MAX + " s");
    }

    /** @return what it has in memory now, after a collection of all that is garbage */
    Footprint footprint() throws IOException, InterruptedException {
        return Footprint.of(process.pid());
    }

    /** @return what it has used so far, the compiler apart */
    ProcessorTime processorTime() throws IOException {
        return ProcessorTime.of(process.pid());
    }

    private void abandon() {
        try {
            process.destroyForcibly().waitFor();
            delete(directory);
        } catch (IOException | InterruptedException left) {
            // The platform's temporary directory is emptied some time.
        }
    }

    int smppPort() {
        return smppPort;
    }

    int httpPort() {
        return httpPort;
    }

    /** @return what the message centre took lately, in order */
    SmscJournal journal() {
        return smsc.journal();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @return files and sockets that the process has open, the store's tables apart, of which it keeps a thousand open; 0 where there is no /proc */
    long descriptors() throws IOException {
        Path open = Path.of("/proc", Long.toString(process.pid()), "fd");
        if (!Files.exists(open)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(open)) {
            return files.filter(file -> !target(file).endsWith(TABLE_FILE)).count();
        }
    }

    /** @return what a descriptor stands for, or nothing if it is closed by now */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** @return what the store takes on the disk, in MiB */
    long storeMebibytes() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            for (Path file : files.toList()) {
                File one = file.toFile();
                bytes += one.isFile() ? one.length() : 0;
            }
        }
        return bytes >> 20;
    }

    /** @return the time that all processors together have given the process so far, in nanoseconds; 0 where the platform does not tell */
    long cpuNanos() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    /** @return messages that have come to their end, by the gateway's own count */
    long finished() throws IOException, InterruptedException {
        HttpRequest ask = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + "/metrics"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return http.send(ask, HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("heliograph_receipts_final_total"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** @return what the process has in memory, in MiB; 0 where there is no /proc */
    long residentMebibytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(0);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(orphan);
        process.destroy();
        if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        smsc.close(500)
                .transform(closed -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        delete(directory);
    }

    /** With everything in it. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
