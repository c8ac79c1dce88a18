package dev.heliograph.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where what a command has seen is kept, if anybody asks. */
final class ResultFile {
    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write what was seen as JSON too; times in nanoseconds where the name says nothing else.")
    private @Nullable Path file;

    void write(Supplier<? extends JsonNode> seen) throws IOException {
        Path to = file;
        if (to != null) {
            JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(to.toFile(), seen.get());
        }
    }
}
