package dev.heliograph.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long the machine has been suspended: Linux counts the seconds since its start in {@code /proc/uptime} with that time (CLOCK_BOOTTIME), the JVM's
 * {@link System#nanoTime} without it (CLOCK_MONOTONIC).
 */
final class SuspendedTime {
    private static final Path UPTIME = Path.of("/proc/uptime");

    private SuspendedTime() {}

    /** @return milliseconds, from an arbitrary origin; always 0 where the platform does not say */
    static LongSupplier ofSystem() {
        return Files.isReadable(UPTIME) ? SuspendedTime::read : () -> 0;
    }

    /** No disk is read: the kernel writes the answer into memory. */
    private static long read() {
        try {
            String uptime = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            return parse(uptime) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** @return the first of its numbers, which are seconds, in milliseconds */
    static long parse(String uptime) {
        String text = uptime.strip();
        int end = text.indexOf(' ');
        return Math.round(Double.parseDouble(end < 0 ? text : text.substring(0, end)) * 1_000);
    }
}
