package dev.heliograph.loadtest;

import dev.heliograph.simulator.SmscBehaviour;
import dev.heliograph.simulator.SmscOptions;
import dev.heliograph.simulator.StandInSmsc;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Kannel, which is a bearerbox and a smsbox, with a stand-in message centre behind it in our process, in a directory that is deleted at the end. */
final class Kannel implements AutoCloseable {
    /** Debian's is where the path of a user does not lead. */
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin");

    private static final int START_SECONDS_MAX = 30;
    private static final int STOP_SECONDS_MAX = 10;
    private static final int ASK_MILLIS = 100;

    private final Path directory;
    private final Vertx vertx;
    private final StandInSmsc smsc;
    private final Ports ports = new Ports(Subject.freePort(), Subject.freePort(), Subject.freePort());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Setting set;
    private final List<Process> boxes = new ArrayList<>();
    /** A load program that is interrupted leaves neither boxes nor files behind. */
    private final Thread orphan = new Thread(this::abandon, "orphan");

    /** Where it listens: its own pages, its boxes, sendsms. */
    record Ports(int admin, int boxes, int sendSms) {}

    /**
     * How it is set up.
     *
     * @param cpus as taskset names them, or empty
     * @param sessions to the message centre
     * @param callbacks under way at once
     */
    record Setting(String cpus, KannelFile.Store store, int sessions, int callbacks) {}

    Kannel(Setting set) throws IOException, InterruptedException {
        this.set = set;
        Path bearerbox = program("bearerbox", folders());
        Path smsbox = program("smsbox", folders());
        directory = Files.createTempDirectory("kannel-load");
        Files.createDirectory(directory.resolve("spool"));
        vertx = OneLoop.open();
        smsc = new StandInSmsc(
                vertx,
                SmscOptions.DEFAULT.withAddress("127.0.0.1", 0),
                SmscBehaviour.PERFECT,
                System::currentTimeMillis,
                System::nanoTime);
        smsc.listen().toCompletionStage().toCompletableFuture().join();
        Path config = Files.writeString(
                directory.resolve("kannel.conf"),
                KannelFile.of(directory, ports, smsc.port(), set.store(), set.sessions(), set.callbacks()));
        Runtime.getRuntime().addShutdownHook(orphan);
        try {
            start(bearerbox, config);
            // smsbox ends at once if nobody listens for it yet.
            await(status -> status.split("\\(online", -1).length > set.sessions());
            start(smsbox, config);
            await(status -> status.contains("smsbox:") || status.contains("smsbox,"));
        } catch (IOException | InterruptedException failed) {
            close();
            throw failed;
        }
    }

    private static List<String> folders() {
        String path = System.getenv("PATH");
        List<String> folders = new ArrayList<>(List.of((path == null ? "" : path).split(File.pathSeparator)));
        folders.addAll(FOLDERS);
        return folders;
    }

    static Path program(String name, List<String> folders) throws IOException {
        for (String folder : folders) {
            Path file = Path.of(folder, name);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new IOException("Kannel's " + name + " is not installed; on Debian and Ubuntu: apt-get install kannel");
    }

    private void start(Path program, Path config) throws IOException {
        List<String> command = new ArrayList<>();
        if (!set.cpus().isEmpty()) {
            command.addAll(List.of("taskset", "-c", set.cpus()));
        }
        command.addAll(List.of(program.toString(), "-v", "4", config.toString()));
        boxes.add(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(outFile()))
                .start());
    }

    private File outFile() {
        return directory.resolve("kannel.out").toFile();
    }

    private interface Sign {
        boolean isIn(String status);
    }

    private void await(Sign sign) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (System.nanoTime() < end) {
            if (!isAlive()) {
                throw new IOException(
                        "Kannel ended: " + Files.readString(outFile().toPath()));
            }
            String status = status();
            if (status != null && sign.isIn(status)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
        }
        throw new IOException("Kannel is not ready after " + START_SECONDS_MAX + " s: "
                + Files.readString(outFile().toPath()));
    }

    /** @return what its page says of it; null while it does not listen */
    private @Nullable String status() throws IOException, InterruptedException {
        URI page = URI.create("http://127.0.0.1:" + ports.admin() + "/status.txt?password=" + SendSms.PASSWORD);
        try {
            return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.net.ConnectException notYet) {
            return null;
        }
    }

    boolean isAlive() {
        return boxes.stream().allMatch(Process::isAlive);
    }

    int httpPort() {
        return ports.sendSms();
    }

    /** @return what its processes together have used so far, in nanoseconds */
    long cpuNanos() throws IOException {
        long nanos = 0;
        for (Process box : boxes) {
            nanos += ProcessorTime.of(box.pid()).workNanos();
        }
        return nanos;
    }

    private void abandon() {
        boxes.forEach(Process::destroyForcibly);
        try {
            for (Process box : boxes) {
                box.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            }
            Subject.delete(directory);
        } catch (IOException | InterruptedException left) {
            // The platform's temporary directory is emptied some time.
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        Runtime.getRuntime().removeShutdownHook(orphan);
        for (int i = boxes.size() - 1; i >= 0; i--) {
            Process box = boxes.get(i);
            box.destroy();
            if (!box.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                box.destroyForcibly().waitFor();
            }
        }
        smsc.close(500)
                .transform(closed -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        Subject.delete(directory);
    }
}
