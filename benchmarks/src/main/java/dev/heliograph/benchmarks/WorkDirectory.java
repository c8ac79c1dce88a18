package dev.heliograph.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories on the disk that the project lies on, not among the temporary files, which may lie in memory. */
public final class WorkDirectory {
    private WorkDirectory() {}

    public static Path make(String name) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(Path.of("target")), name)
                .toAbsolutePath();
    }

    public static void delete(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
