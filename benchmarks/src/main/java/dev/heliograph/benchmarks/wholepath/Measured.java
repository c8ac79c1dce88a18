package dev.heliograph.benchmarks.wholepath;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs another program's entry point and tells, for each line that comes in, what the process has used so far. It ends when nobody listens any more, so that no measured process is
 * left over.
 */
final class Measured {
    static final String READING = "measured ";

    private static final Path TASKS = Path.of("/proc/self/task");
    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final long NANOS_A_TICK = 10_000_000;

    /** Of the fields behind the name, which is in brackets. */
    private static final int USER_FIELD = 11;

    private static final int SYSTEM_FIELD = 12;

    private Measured() {}

    public static void main(String[] args) throws Throwable {
        Thread teller = new Thread(Measured::tell, "measured");
        teller.setDaemon(true);
        teller.start();
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(args, 1, args.length));
    }

    private static void tell() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            while (asked.readLine() != null) {
                // Of the threads that live; servers keep theirs.
                long octets = Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                        .filter(each -> each > 0)
                        .sum();
                System.out.println(READING + system.getProcessCpuTime() + " " + octets + " " + compilerNanos());
                System.out.flush();
            }
        } catch (IOException gone) {
            // As at the end of what comes in.
        }
        Runtime.getRuntime().halt(0);
    }

    /** @return the processor time of the threads that compile byte code; 0 where there is no /proc */
    private static long compilerNanos() throws IOException {
        if (!Files.isDirectory(TASKS)) {
            return 0;
        }
        long ticks = 0;
        List<Path> threads;
        try (Stream<Path> found = Files.list(TASKS)) {
            threads = found.toList();
        }
        for (Path thread : threads) {
            try {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.matches("(?s)\\d+ \\(C[12] Compiler.*")) {
                    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                    ticks += Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD]);
                }
            } catch (NoSuchFileException ended) {
                // Between the list and the look.
            }
        }
        return ticks * NANOS_A_TICK;
    }
}
