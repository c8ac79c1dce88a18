package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    /** The program's own list is the one of --help; the manual's table must have the same rows. */
    @Test
    void theManualHasEveryExitStatusAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "OPERATIONS.md")).stream()
                .dropWhile(line -> !line.startsWith("| Exit status |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1].strip())
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Stream.of(ExitCode.values())
                        .map(code -> Integer.toString(code.code()))
                        .toList());
    }
}
