package dev.heliograph.benchmarks.wholepath;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Runs another program's entry point and tells, for each line that comes in, what the process has used so far. It ends when nobody listens any more, so that no measured process is
 * left over.
 */
final class Measured {
    static final String READING = "measured ";

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
                System.out.println(READING + system.getProcessCpuTime() + " " + octets);
                System.out.flush();
            }
        } catch (IOException gone) {
            // As at the end of what comes in.
        }
        Runtime.getRuntime().halt(0);
    }
}
