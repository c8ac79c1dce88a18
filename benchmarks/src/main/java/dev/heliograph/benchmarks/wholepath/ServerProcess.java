package dev.heliograph.benchmarks.wholepath;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own that tells what it uses. */
final class ServerProcess implements AutoCloseable {
    private static final int START_SECONDS_MAX = 60;
    private static final int LINES_MAX = 20;
    /** The same for every subject: a heap that is there from the beginning, and a nursery that is gone round often, so that the paging of a virtual machine is not measured. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms768m", "-Xmx768m", "-Xmn64m", "-XX:+AlwaysPreTouch", "-XX:-UseDynamicNumberOfCompilerThreads");

    /**
     * What a process has used since it began.
     *
     * @param cpuNanos time of all processors together
     * @param octets allocated by threads that still live
     * @param compilerNanos the compiler's part of the time
     */
    record Reading(long cpuNanos, long octets, long compilerNanos) {}

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final ArrayDeque<String> lastLines = new ArrayDeque<>();

    /** @param program a main class and its arguments */
    ServerProcess(List<String> program) throws IOException {
        List<String> command = new ArrayList<>(Processors.SERVER.prefix());
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(JVM_OPTIONS);
        command.addAll(GatewayProgram.jvmOptions(program));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Measured.class.getName()));
        command.addAll(program);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        out = process.inputReader();
        in = process.outputWriter();
    }

    /** Waits until something listens. */
    void awaitPort(int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    read();
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("nothing listens on " + port + " after " + START_SECONDS_MAX + " s");
    }

    Reading read() throws IOException {
        in.write('\n');
        in.flush();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(Measured.READING)) {
                String[] numbers = line.substring(Measured.READING.length()).split(" ");
                return new Reading(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
            }
            lastLines.add(line);
            if (lastLines.size() > LINES_MAX) {
                lastLines.remove();
            }
        }
        throw new IOException("the server ended:\n" + String.join("\n", lastLines));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        out.close();
    }
}
