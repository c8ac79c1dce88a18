package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be read of a damaged store is carried over, what cannot is counted, and nothing that waits is forgotten. */
@Timeout(60)
class StoreRepairTest {
    @TempDir
    Path directory;

    @Test
    void aDamagedLogIsRefusedAndAfterRepairEverythingBeforeTheDamageIsThere(@TempDir Path copy) throws IOException {
        List<Message> accepted = new ArrayList<>();
        StoreFixture fixture = new StoreFixture(directory).open();
        for (int i = 0; i < 200; i++) {
            accepted.add(fixture.accept(message("m" + i)));
        }
        copyTree(directory, copy); // as a crash leaves it
        fixture.close();
        flip(newest(".log", copy));
        assertThatThrownBy(() -> new StoreFixture(copy).open())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isDamage()).isTrue())
                .hasMessageContaining("heliograph repair --data " + copy);

        RepairReport report = StoreRepair.run(StoreFixture.options(copy), null, () -> Samples.NOW);

        assertThat(report.kept()).isDirectory();
        try (StoreFixture repaired = new StoreFixture(copy).open()) {
            assertThat(repaired.find(accepted.get(0).id()).message()).isEqualTo(accepted.get(0));
            assertThat(repaired.accept(message("next")).id())
                    .isGreaterThan(accepted.get(199).id());
        }
    }

    @Test
    void damagedRecordsAreCountedAndMessagesWithoutAPlaceWaitAgain() {
        StoreFixture fixture = new StoreFixture(directory).open();
        Message lost = fixture.accept(message("lost"));
        Message misplaced = fixture.accept(message("misplaced"));
        Message ended = fixture.accept(message("ended"));
        Message later = fixture.accept(Samples.scheduled("later", Samples.NOW + 1_000));
        fixture.run(answer -> fixture.store()
                .settle(
                        ended,
                        Samples.status(MessageState.DELIVERED),
                        List.of(Samples.receipt(ended, MessageState.DELIVERED)),
                        Runnable::run,
                        answer));
        byte[] lane = Keys.lanePrefix(CHANNEL, Priority.TRANSACTIONAL);
        fixture.tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.put(Table.MESSAGES, Keys.id(lost.id()), new byte[] {1, 2, 3});
            batch.delete(Table.BACKLOG, Keys.backlog(lane, misplaced.id()));
            batch.put(Table.META, Keys.NODE, new byte[0]);
            database.commit(batch);
        });
        assertThatThrownBy(() -> fixture.open())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isDamage()).isTrue());

        RepairReport report = StoreRepair.run(StoreFixture.options(directory), null, () -> Samples.NOW);

        assertThat(report.isLossless()).isFalse();
        assertThat(report.tables())
                .contains(new RepairReport.TableLoss("messages", 3, 1, 0, 0))
                .contains(new RepairReport.TableLoss("status", 1, 0, 0, 0))
                .contains(new RepairReport.TableLoss("events", 1, 0, 0, 0));
        assertThat(report.waitingAgain()).isEqualTo(1);
        try (StoreFixture repaired = new StoreFixture(directory).open()) {
            assertThat(repaired.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10))
                    .extracting(Queued::message)
                    .containsExactly(misplaced);
            assertThat(repaired.find(ended.id()).status().state()).isEqualTo(MessageState.DELIVERED);
            assertThat(repaired.events(Samples.ACCOUNT, 0, 10)).hasSize(1);
            assertThat(repaired.find(later.id()).message()).isEqualTo(later);
            assertThat(repaired.find(lost.id())).isNull();
        }
    }

    @Test
    void whatWasToldOfAMessageDecidesWhereItsStateIsLost() {
        StoreFixture fixture = new StoreFixture(directory).open();
        Message told = fixture.accept(message("told"));
        Message given = fixture.accept(message("given"));
        Message elsewhere = fixture.accept(message("elsewhere"));
        fixture.run(answer -> fixture.store()
                .settle(
                        told,
                        Samples.status(MessageState.DELIVERED),
                        List.of(Samples.receipt(told, MessageState.DELIVERED)),
                        Runnable::run,
                        answer));
        fixture.run(answer -> fixture.store()
                .sent(
                        given,
                        Samples.sent(CHANNEL, "one", "two"),
                        CHANNEL,
                        List.of("one", "two"),
                        Samples.NOW + 1_000_000,
                        List.of(),
                        Runnable::run,
                        answer));
        fixture.run(answer -> fixture.store()
                .requeue(
                        elsewhere,
                        CHANNEL,
                        "sms-other",
                        Samples.status(MessageState.QUEUED),
                        0,
                        List.of(),
                        Runnable::run,
                        answer));
        fixture.tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.delete(Table.STATUS, Keys.id(told.id()));
            batch.delete(Table.STATUS, Keys.id(given.id()));
            batch.deleteRange(Table.BACKLOG, new byte[0], new byte[] {(byte) 0xFF});
            database.commit(batch);
        });

        RepairReport report = StoreRepair.run(StoreFixture.options(directory), null, () -> Samples.NOW);

        assertThat(report.restored()).as("one end, two segments").isEqualTo(3);
        assertThat(report.waitingAgain()).isOne();
        try (StoreFixture repaired = new StoreFixture(directory).open()) {
            assertThat(repaired.find(told.id()).status().state()).isEqualTo(MessageState.DELIVERED);
            assertThat(repaired.find(given.id()).status().state()).isEqualTo(MessageState.SENT);
            assertThat(repaired.find(given.id()).status().attempts().get(0).parts())
                    .extracting(dev.heliograph.message.Attempt.Part::providerId)
                    .containsExactlyInAnyOrder("one", "two");
            assertThat(repaired.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10)).isEmpty();
            assertThat(repaired.backlog("sms-other", Priority.TRANSACTIONAL, 0, 10))
                    .extracting(Queued::message)
                    .containsExactly(elsewhere);
        }
    }

    @Test
    void noNewEventGetsACursorThatAConsumerIsDoneWith() {
        StoreFixture fixture = new StoreFixture(directory).open();
        Message one = fixture.accept(message("one"));
        for (int i = 0; i < 5; i++) {
            fixture.run(answer -> fixture.store()
                    .append(Samples.ACCOUNT, Samples.receipt(one, MessageState.SENT), Runnable::run, answer));
        }
        fixture.run(answer ->
                fixture.store().acknowledge(Samples.ACCOUNT, "one", ConsumerPosition.at(5), Runnable::run, answer));
        byte[] prefix = Keys.accountPrefix(Samples.ACCOUNT);
        fixture.tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.delete(Table.EVENTS, Keys.event(prefix, 2));
            batch.delete(Table.EVENTS, Keys.event(prefix, 4));
            batch.delete(Table.EVENTS, Keys.event(prefix, 5));
            database.commit(batch);
        });

        RepairReport report = StoreRepair.run(StoreFixture.options(directory), null, () -> Samples.NOW);

        assertThat(report.tables()).contains(new RepairReport.TableLoss("events", 2, 0, 1, 0));
        try (StoreFixture repaired = new StoreFixture(directory).open()) {
            for (int life = 0; life < 2; life++) {
                repaired.run(answer -> repaired.store()
                        .append(Samples.ACCOUNT, Samples.receipt(one, MessageState.SENT), Runnable::run, answer));
                repaired.reopen();
            }
            assertThat(repaired.events(Samples.ACCOUNT, 0, 10))
                    .extracting(dev.heliograph.message.Event::cursor)
                    .containsExactly(1L, 3L, 6L, 7L);
        }
    }

    @Test
    void theKeyOfALostMessageIsForgottenAndTheMessageCounted() {
        StoreFixture fixture = new StoreFixture(directory).open();
        Idempotency key = new Idempotency("key", 1, 2);
        Message lost = ((Accepted.Stored) fixture.offer(message("lost"), key)).message();
        fixture.tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.delete(Table.MESSAGES, Keys.id(lost.id()));
            database.commit(batch);
        });

        RepairReport report = StoreRepair.run(StoreFixture.options(directory), null, () -> Samples.NOW);

        assertThat(report.tables()).contains(new RepairReport.TableLoss("messages", 0, 0, 1, 0));
        assertThat(report.isLossless()).isFalse();
        try (StoreFixture repaired = new StoreFixture(directory).open()) {
            Accepted again = repaired.offer(message("lost"), key);
            assertThat(again).isInstanceOf(Accepted.Stored.class);
            assertThat(((Accepted.Stored) again).message().id()).isGreaterThan(lost.id());
        }
    }

    private static Path newest(String ending, Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(java.util.Comparator.comparing(Path::getFileName))
                    .orElseThrow();
        }
    }

    private static void flip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x55, 0x55, 0x55}), channel.size() / 2);
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
}
