package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record that is not what was written: it is named in the log, everything else goes on. */
@Timeout(30)
class DamageTest {
    private static final byte[] DAMAGED = {1, 2, 3};

    @TempDir
    Path directory;

    private final CapturedLog log = new CapturedLog();
    private StoreFixture fixture;
    private Message first;
    private Message second;
    private Message third;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).open();
        first = fixture.accept(message("first"));
        second = fixture.accept(message("second"));
        third = fixture.accept(message("third"));
    }

    @AfterEach
    void close() {
        fixture.close();
        log.close();
    }

    @Test
    void aDamagedMessageIsNamedAndItsNeighboursFlow() {
        overwrite(Table.MESSAGES, Keys.id(first.id()));

        assertThat(fixture.find(first.id())).isNull();
        assertThat(log.lines())
                .singleElement()
                .isEqualTo("table messages, key " + Keys.hex(Keys.id(first.id()))
                        + ": the record is damaged: 3 elements in 0 octets");
        assertThat(texts(fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 2)))
                .containsExactly("second", "third");
        assertThat(texts(fixture.catchUp(CHANNEL, Priority.TRANSACTIONAL, 0, 10)))
                .containsExactly("second", "third");
        assertThat(fixture.store().counts().damagedRecords().sum()).isEqualTo(1);
    }

    @Test
    void aDamagedStatusDoesNotEndTheWriter() {
        overwrite(Table.STATUS, Keys.id(second.id()));

        Amended amended = fixture.ask(answer -> fixture.store()
                .amend(second.id(), null, Samples.status(MessageState.CANCELLED), null, Runnable::run, answer));
        assertThat(amended).isEqualTo(Amended.UNKNOWN);
        assertThat(log.lines()).singleElement().asString().contains("table status", Keys.hex(Keys.id(second.id())));
        fixture.run(answer ->
                fixture.store().settle(second, Samples.status(MessageState.FAILED), List.of(), Runnable::run, answer));
        assertThat(fixture.find(second.id()).status().state()).isEqualTo(MessageState.FAILED);
    }

    @Test
    void aDamagedEventIsLeftOut() {
        for (int i = 0; i < 3; i++) {
            fixture.run(answer ->
                    fixture.store().append("demo", Samples.receipt(first, MessageState.SENT), Runnable::run, answer));
        }
        overwrite(Table.EVENTS, Keys.event(Keys.accountPrefix("demo"), 2));

        assertThat(fixture.events("demo", 0, 10)).extracting(Event::cursor).containsExactly(1L, 3L);
        assertThat(log.lines()).singleElement().asString().contains("table events");
    }

    @Test
    void aDamagedKeyOfAnEarlierAcceptanceIsTakenForNew() {
        Idempotency key = new Idempotency("k", 1, 1);
        fixture.offer(message("one"), key);
        overwrite(Table.IDEMPOTENCY, Keys.idempotency(Keys.dayOf(Samples.NOW), Samples.ACCOUNT, "k"));

        assertThat(fixture.offer(message("one"), key)).isInstanceOf(Accepted.Stored.class);
        assertThat(log.lines()).singleElement().asString().contains("table idempotency");
    }

    @Test
    void aDamagedPlaceLeavesTheRestAsItIs() {
        fixture.run(answer -> fixture.store()
                .requeue(
                        first,
                        CHANNEL,
                        "other",
                        Samples.status(MessageState.QUEUED),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        overwrite(Table.PLACES, Keys.id(first.id()));

        fixture.run(answer -> fixture.store()
                .sent(
                        first,
                        Samples.sent("other", "p"),
                        "other",
                        List.of("p"),
                        Long.MAX_VALUE,
                        List.of(),
                        Runnable::run,
                        answer));
        assertThat(log.lines()).singleElement().asString().contains("table places");
        assertThat(texts(fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10)))
                .containsExactly("second", "third");
    }

    @Test
    void aMessageThatIsDueButDamagedIsNamedAndLeavesTheSchedule() {
        Message later = fixture.accept(Samples.scheduled("later", Samples.NOW + 1_000));
        Message alsoLater = fixture.accept(Samples.scheduled("also later", Samples.NOW + 1_000));
        overwrite(Table.MESSAGES, Keys.id(later.id()));
        fixture.now.addAndGet(1_000);

        fixture.flush();

        assertThat(texts(fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, alsoLater.id(), 10)))
                .containsExactly("also later");
        assertThat(log.lines()).singleElement().asString().contains(Keys.hex(Keys.id(later.id())));
    }

    @Test
    void aListenerOrAnAnswerThatFailsHarmsNobodyElse() {
        fixture.heard.takes = (channel, queued) -> {
            throw new IllegalStateException("lane");
        };
        fixture.store().accept(message("m"), null, Runnable::run, answer -> {
            throw new IllegalStateException("answer");
        });
        fixture.store()
                .accept(
                        message("m"),
                        null,
                        task -> {
                            throw new java.util.concurrent.RejectedExecutionException("closed");
                        },
                        answer -> {});
        fixture.flush();

        assertThat(fixture.store().counts().failedCalls().sum()).isEqualTo(3);
        assertThat(fixture.backlog(CHANNEL, Priority.TRANSACTIONAL, 0, 10)).hasSize(5);
        assertThat(log.lines()).as("errors").hasSize(2);
    }

    private void overwrite(Table table, byte[] key) {
        fixture.tamper(database -> {
            BatchBuffer batch = new BatchBuffer(database.tableNumbers());
            batch.put(table, key, DAMAGED);
            database.commit(batch);
        });
        fixture.heard.clear();
        fixture.open();
    }

    private static List<String> texts(List<Queued> queued) {
        return queued.stream().map(one -> Samples.text(one.message())).toList();
    }
}
