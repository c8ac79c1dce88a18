package dev.heliograph.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a JVM has used of the processors so far; Linux only.
 *
 * @param workNanos of all threads but the compiler's
 * @param compilerNanos of those that turn byte code into machine code, which is less from minute to minute and has nothing to do with how much there is of anything
 */
record ProcessorTime(long workNanos, long compilerNanos) {
    /** USER_HZ is 100 on every Linux that Java runs on. */
    private static final long NANOS_A_TICK = TimeUnit.MILLISECONDS.toNanos(10);

    /** Of the fields behind the name, which is in brackets. */
    private static final int USER_FIELD = 11;

    private static final int SYSTEM_FIELD = 12;

    static ProcessorTime of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        long all = nanos(fields(process.resolve("stat")));
        long compiler = 0;
        List<Path> threads;
        try (Stream<Path> found = Files.list(process.resolve("task"))) {
            threads = found.toList();
        }
        for (Path thread : threads) {
            try {
                if (Files.readString(thread.resolve("comm")).matches("C[12] Compiler.*\\s*")) {
                    compiler += nanos(fields(thread.resolve("stat")));
                }
            } catch (NoSuchFileException ended) {
                // Its time is in that of the process.
            }
        }
        return new ProcessorTime(all - compiler, compiler);
    }

    private static String[] fields(Path stat) throws IOException {
        String text = Files.readString(stat);
        return text.substring(text.lastIndexOf(')') + 2).split(" ");
    }

    private static long nanos(String[] fields) {
        return (Long.parseLong(fields[USER_FIELD]) + Long.parseLong(fields[SYSTEM_FIELD])) * NANOS_A_TICK;
    }

    ProcessorTime since(ProcessorTime before) {
        return new ProcessorTime(workNanos - before.workNanos, compilerNanos - before.compilerNanos);
    }
}
