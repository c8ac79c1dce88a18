package dev.heliograph.loadtest;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a JVM has in memory.
 *
 * @param liveBytes of the heap, that are in use
 * @param residentBytes of the whole process. With a heap that is there from the beginning (-Xms, AlwaysPreTouch) what is added here is what lies beside the heap
 */
record Footprint(long liveBytes, long residentBytes) {
    private static final long BYTES_A_KIB = 1_024;

    /** Has it collect all garbage, by {@code jcmd} of the JDK that this program runs on; Linux only. */
    static Footprint of(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String last = "";
        try (Stream<String> lines = jcmd.inputReader(Charset.defaultCharset()).lines()) {
            last = lines.filter(line -> line.startsWith("Total")).findFirst().orElse("");
        }
        jcmd.waitFor();
        String[] total = last.split(" +");
        if (total.length < 3) {
            throw new IOException("jcmd does not tell what process " + pid + " has in its heap");
        }
        return new Footprint(Long.parseLong(total[2]), residentBytes(pid));
    }

    static long residentBytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * BYTES_A_KIB)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** @return octets added for each of so many things since */
    double eachSince(Footprint before, int things) {
        double added = (double) liveBytes - before.liveBytes + residentBytes - before.residentBytes;
        return added / things;
    }
}
