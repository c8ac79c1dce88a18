package dev.heliograph.store;

import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opening says about a directory that it cannot use, and what a crash leaves for it. */
class OpeningTest {
    @TempDir
    Path directory;

    @Test
    void aDirectoryInUseIsRefusedWithTheProcessThatHasIt() {
        try (StoreFixture first = new StoreFixture(directory).open()) {
            assertThat(first.store().queueDepth()).isZero();
            assertThatThrownBy(() -> open(3))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the data directory " + directory + " is in use by process "
                            + ProcessHandle.current().pid());
        }
        open(3).close();
    }

    @Test
    void aPlaceThatIsNoDirectoryIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThatThrownBy(() -> DiskStore.open(StoreFixture.options(file), () -> 0))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot make the data directory " + file);
    }

    @Test
    void aNewerFormatIsRefused() {
        new StoreFixture(directory).open().tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.put(
                    Table.META,
                    Keys.FORMAT,
                    new RecordWriter(4).varint(Identity.FORMAT + 1).toOctets());
            database.commit(batch);
        });

        assertThatThrownBy(() -> open(3))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has format " + (Identity.FORMAT + 1) + ", written by a newer program");
        assertThatThrownBy(() -> open(3)).as("the lock was let go").hasMessageContaining("has format");
    }

    @Test
    void anOlderFormatIsReadAndOlderProgramsRefuseTheStoreFromThenOn() {
        new StoreFixture(directory).open().tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.put(Table.META, Keys.FORMAT, new RecordWriter(4).varint(1).toOctets());
            database.commit(batch);
        });

        open(3).close();

        new StoreFixture(directory)
                .open()
                .tamper(database -> assertThat(database.get(Table.META, Keys.FORMAT))
                        .isEqualTo(new RecordWriter(4).varint(Identity.FORMAT).toOctets()));
    }

    @Test
    void anotherNodesDataIsRefused() {
        open(3).close();

        assertThatThrownBy(() -> open(4))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("belongs to node 3, this is node 4");
    }

    @Test
    void idsRiseOverRestartsWithoutGaps() {
        try (StoreFixture fixture = new StoreFixture(directory).open()) {
            long first = fixture.accept(message("one")).id();
            fixture.reopen();
            assertThat(fixture.accept(message("two")).id()).isEqualTo(first + 1);
            assertThat(MessageId.counter(first)).isOne();
        }
    }

    @Test
    void afterACrashEverythingAnsweredIsThereAndNoIdComesAgain(@TempDir Path copy) throws IOException {
        try (StoreFixture fixture = new StoreFixture(directory).open()) {
            long last = 0;
            for (int i = 0; i < 100; i++) {
                last = fixture.accept(message("m" + i)).id();
            }
            copyTree(directory, copy); // what a killed process leaves: nothing was closed
            try (StoreFixture crashed = new StoreFixture(copy).open()) {
                for (long id = last - 99; id <= last; id++) {
                    assertThat(crashed.find(id)).isNotNull();
                }
                assertThat(crashed.accept(message("next")).id()).isGreaterThan(last);
            }
        }
    }

    @Test
    void aTornEndOfTheLogIsDropped(@TempDir Path copy) throws IOException {
        Message kept = crashedCopy(copy);
        Path log = newestLog(copy);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 7);
        }

        try (StoreFixture reopened = new StoreFixture(copy).open()) {
            assertThat(reopened.find(kept.id())).isNotNull();
            assertThat(reopened.accept(message("next")).id()).isGreaterThan(kept.id());
        }
    }

    @Test
    void damageInTheMiddleOfTheLogIsRefusedBecauseAnswersWereGivenForIt(@TempDir Path copy) throws IOException {
        crashedCopy(copy);
        Path log = newestLog(copy);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x55, 0x55, 0x55}), channel.size() / 2);
        }

        assertThatThrownBy(() -> DiskStore.open(StoreFixture.options(copy), () -> 0))
                .isInstanceOf(StoreException.class)
                .hasMessageMatching("the store in " + copy
                        + " is damaged: \\d+\\.log is damaged at octet \\d+; run: heliograph repair --data " + copy);
    }

    private Message crashedCopy(Path copy) throws IOException {
        try (StoreFixture fixture = new StoreFixture(directory).open()) {
            Message first = fixture.accept(message("first"));
            for (int i = 0; i < 100; i++) {
                fixture.accept(message("m" + i));
            }
            copyTree(directory, copy);
            return first;
        }
    }

    private static Path newestLog(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(copy.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(Path::getFileName))
                    .orElseThrow();
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private DiskStore open(int node) {
        StoreOptions options = StoreFixture.options(directory);
        DiskStore store = DiskStore.open(
                new StoreOptions(directory, node, 10, 10, true, 72, 0, options.memtableBytes(), options.cacheBytes()),
                () -> Samples.NOW);
        return store;
    }
}
