package dev.heliograph.store;

import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that has table files and a log, as a crash leaves it, with each kind of its files missing or damaged. */
@Timeout(120)
class StoreRepairFilesTest {
    private static final int MESSAGES = 60;

    @TempDir
    Path directory;

    @TempDir
    Path crashed;

    private final List<Message> ended = new ArrayList<>();
    private final List<Message> waiting = new ArrayList<>();
    private Path store;
    private Map<String, byte[]> before;

    /** Two thirds have ended; the last third lies in the log only. */
    @BeforeEach
    void fill() throws IOException {
        try (StoreFixture fixture = new StoreFixture(directory).open()) {
            accept(fixture, ended);
            fixture.reopen();
            accept(fixture, waiting);
            fixture.reopen();
            ended.forEach(one -> settle(fixture, one));
            accept(fixture, waiting);
            copyTree(directory, crashed);
        }
        store = crashed.resolve("store");
    }

    @AfterEach
    void theDamagedFilesAreKeptAsTheyWere() throws IOException {
        if (before != null) {
            assertThat(contents(kept())).containsExactlyEntriesOf(before);
        }
    }

    private static void accept(StoreFixture fixture, List<Message> to) {
        for (int i = 0; i < MESSAGES; i++) {
            to.add(fixture.accept(message("m" + i)));
        }
    }

    private static void settle(StoreFixture fixture, Message message) {
        fixture.run(answer -> fixture.store()
                .settle(
                        message,
                        Samples.status(MessageState.DELIVERED),
                        List.of(Samples.receipt(message, MessageState.DELIVERED)),
                        Runnable::run,
                        answer));
    }

    @Test
    void withoutCurrentNothingIsLostAndNoNewStoreIsMade() throws IOException {
        Files.delete(store.resolve("CURRENT"));

        assertThat(repaired().isLossless()).isTrue();
        assertThat(lost()).isZero();
    }

    @Test
    void currentThatNamesNothing() throws IOException {
        Files.writeString(store.resolve("CURRENT"), "MANIFEST-999999\n");

        assertThat(repaired().isLossless()).isTrue();
        assertThat(lost()).isZero();
    }

    @Test
    void withoutAManifestEveryTableIsReadByItself() throws IOException {
        Files.delete(only("MANIFEST-"));

        RepairReport report = repaired();

        assertThat(report.isLossless())
                .as("nobody knows whether a file is missing")
                .isFalse();
        assertThat(report.node()).isEqualTo(3);
        assertThat(lost()).isZero();
    }

    @Test
    void anOverwrittenManifest() throws IOException {
        Path manifest = only("MANIFEST-");
        overwrite(manifest, (int) Files.size(manifest) / 3, 40);

        assertThat(repaired().isLossless()).isFalse();
        assertThat(lost()).isZero();
    }

    @Test
    void optionsAndIdentityAreNotMissed() throws IOException {
        overwrite(only("OPTIONS-"), 0, 100);
        overwrite(store.resolve("IDENTITY"), 0, 10);

        try (StoreFixture fixture = new StoreFixture(crashed).open()) {
            assertThat(fixture.find(waiting.get(0).id())).isNotNull();
        }
        copyTree(directory, crashed);
        assertThat(repaired().isLossless()).isTrue();
        assertThat(lost()).isZero();
    }

    @Test
    void everyTableFileThatIsGoneIsNamedAndTheRestIsThere() throws IOException {
        for (Path table : all("\\d+\\.sst")) {
            Path elsewhere = table.resolveSibling("aside");
            Files.move(table, elsewhere);
            RepairReport report = repaired();
            assertThat(report.isLossless()).as(table.toString()).isFalse();
            assertThat(report.findings())
                    .as(report.toString())
                    .anyMatch(finding -> finding.what().contains(table.getFileName() + " of "));
            if (!report.findings().toString().contains(" of messages")) {
                assertThat(lost()).as(report.toString()).isZero();
            }
            Files.move(kept().resolve("aside"), kept().resolve(table.getFileName()));
            backAgain();
        }
        before = null;
    }

    @Test
    void tableFilesThatAreOverwrittenInTheMiddleOrAtTheEnd() throws IOException {
        for (Path table : all("\\d+\\.sst")) {
            for (int at : new int[] {0, (int) Files.size(table) / 2, (int) Files.size(table) - 30}) {
                byte[] good = Files.readAllBytes(table);
                overwrite(table, at, 20);
                RepairReport report = repaired();
                assertThat(report.isLossless())
                        .as(table + " at " + at + ": " + report)
                        .isFalse();
                boolean isFooter = at > Files.size(kept().resolve(table.getFileName())) / 2;
                if (isFooter || !report.findings().toString().contains(" of messages")) {
                    assertThat(lost()).as(report.toString()).isZero();
                }
                Files.write(kept().resolve(table.getFileName()), good);
                backAgain();
            }
        }
        before = null;
    }

    @Test
    void aLogThatIsOverwrittenInTheMiddleLosesWhatIsCounted() throws IOException {
        Path log = all("\\d+\\.log").get(0);
        overwrite(log, (int) Files.size(log) / 2, 30);

        RepairReport report = repaired();

        assertThat(report.findings()).anyMatch(finding -> finding.what().matches("logs: \\d+ records are lost.*"));
        assertThat(lost()).as("a write or two that it touched").isBetween(1, 2);
    }

    @Test
    void aLogWhoseLastWriteIsDamagedMayHaveLostMore() throws IOException {
        Path log = all("\\d+\\.log").get(0);
        overwrite(log, (int) Files.size(log) - 20, 10);

        RepairReport report = repaired();

        assertThat(report.findings()).anyMatch(finding -> finding.grade() == RepairReport.Grade.UNCOUNTED);
        assertThat(lost()).isBetween(0, 1);
    }

    @Test
    void aLogThatACrashHasCutOffHasLostNothing() throws IOException {
        Path log = all("\\d+\\.log").get(0);
        byte[] octets = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(octets, octets.length - 3));

        assertThat(repaired().isLossless()).isTrue();
        assertThat(lost()).as("its last write was not answered").isEqualTo(1);
    }

    @Test
    void aDirectoryWithoutAStoreIsSaidToBeOne() throws IOException {
        StoreRepair.deleteTree(store);

        assertThatThrownBy(() -> StoreRepair.run(StoreFixture.options(crashed), null, () -> Samples.NOW))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isDamage()).isTrue())
                .hasMessage("there is no store in " + crashed);
    }

    @Test
    void anotherNodesStoreIsNotRepaired() {
        assertThatThrownBy(() -> StoreRepair.run(StoreFixture.options(crashed), 4, () -> Samples.NOW))
                .hasMessage("the store in " + crashed + " belongs to node 3, not to node 4");
        assertThat(StoreRepair.run(StoreFixture.options(crashed), 3, () -> Samples.NOW)
                        .isLossless())
                .isTrue();
    }

    @Test
    void aRepairThatWasInterruptedKeepsAStartFromMakingANewStore() throws IOException {
        Files.move(store, crashed.resolve("repaired"));

        assertThatThrownBy(() -> new StoreFixture(crashed).open()).hasMessageContaining("a repair was interrupted");
        StoreRepair.run(StoreFixture.options(crashed), null, () -> Samples.NOW);

        assertThat(lost()).isZero();
    }

    // ---- what is asked of all

    private RepairReport repaired() throws IOException {
        before = contents(store);
        return StoreRepair.run(StoreFixture.options(crashed), null, () -> Samples.NOW);
    }

    /** @return how many messages are not there, or have lost their end; all others are as they were */
    private int lost() {
        int lost = 0;
        try (StoreFixture fixture = new StoreFixture(crashed).open()) {
            for (Message one : ended) {
                Found found = fixture.find(one.id());
                lost += found == null || !found.status().state().isFinal() ? 1 : 0;
                assertThat(found == null ? one : found.message()).isEqualTo(one);
            }
            List<Message> there = new ArrayList<>();
            fixture.backlog(Samples.CHANNEL, dev.heliograph.message.Priority.TRANSACTIONAL, 0, 10_000)
                    .forEach(queued -> there.add(queued.message()));
            there.retainAll(waiting);
            lost += waiting.size() - there.size();
            Message next = fixture.accept(message("next"));
            assertThat(next.id()).isGreaterThan(waiting.get(waiting.size() - 1).id());
        }
        return lost;
    }

    private Path kept() throws IOException {
        try (Stream<Path> files = Files.list(crashed)) {
            return files.filter(file -> file.getFileName().toString().startsWith("store.damaged-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void backAgain() throws IOException {
        StoreRepair.deleteTree(store);
        Files.move(kept(), store);
    }

    private Path only(String prefix) throws IOException {
        return all(prefix + "\\d+").get(0);
    }

    private List<Path> all(String form) throws IOException {
        try (Stream<Path> files = Files.list(store)) {
            return files.filter(file -> file.getFileName().toString().matches(form))
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, byte[]> contents(Path directory) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static void overwrite(Path file, int at, int length) throws IOException {
        byte[] octets = Files.readAllBytes(file);
        for (int i = at; i < at + length; i++) {
            octets[i] ^= 0x5A;
        }
        Files.write(file, octets);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        StoreRepair.deleteTree(to);
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
}
