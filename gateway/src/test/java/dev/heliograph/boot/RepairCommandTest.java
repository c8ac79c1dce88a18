package dev.heliograph.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.store.DiskStore;
import dev.heliograph.store.StoreOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code heliograph repair} says and ends with. */
class RepairCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int repair(String... more) {
        List<String> line = Stream.concat(Stream.of("repair"), Stream.of(more)).toList();
        return Main.run(line.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private void store(int node) {
        DiskStore.open(StoreOptions.in(directory, node), System::currentTimeMillis)
                .close();
    }

    private Path only(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void theStoreTellsItsNodeAndNothingIsLost() throws IOException {
        store(7);
        Files.delete(only("CURRENT"));

        assertThat(repair("--data", directory.toString())).as(err.toString()).isEqualTo(ExitCode.OK.code());

        assertThat(out.toString())
                .contains("mended    CURRENT is missing or damaged")
                .containsPattern("the store of node 7 is repaired; the damaged one is kept as .*store\\.damaged-\\d+")
                .contains("nothing was lost");
        store(7);
    }

    @Test
    void withoutAManifestNobodyCanTellWhetherAFileIsMissing() throws IOException {
        store(7);
        Files.delete(only("MANIFEST"));

        assertThat(repair("--data", directory.toString())).isEqualTo(ExitCode.REPAIRED_WITH_LOSS.code());

        assertThat(out.toString()).contains("uncounted no manifest can be read").contains("may have been");
        store(7);
    }

    @Test
    void theConfigurationNamesDirectoryAndNode() throws IOException {
        store(7);
        Path config = directory.resolve("heliograph.yaml");
        Files.writeString(config, """
                node: gw-8
                data: %s
                """.formatted(directory));

        int code = repair("--config", config.toString());

        assertThat(err.toString()).contains("belongs to node 7, not to node 8");
        assertThat(code).isEqualTo(ExitCode.DATA_DIRECTORY.code());
    }

    @Test
    void aDirectoryInUseIsLeftAlone() {
        DiskStore open = DiskStore.open(StoreOptions.in(directory, 7), System::currentTimeMillis);
        try {
            assertThat(repair("--data", directory.toString())).isEqualTo(ExitCode.DATA_DIRECTORY.code());
            assertThat(err.toString()).contains("is in use by process");
        } finally {
            open.close();
        }
    }

    @Test
    void whereNothingCanBeReadItSaysSo() {
        assertThat(repair("--data", directory.toString())).isEqualTo(ExitCode.STORE_DAMAGED.code());
        assertThat(err.toString()).contains("there is no store in " + directory);
    }

    @Test
    void whereTheStoreIsMustBeSaid() {
        assertThat(repair()).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--data", "--config");
    }
}
