package dev.heliograph.store;

import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever has not ended when it should have is told, again and again, over crashes, until it has. */
@Timeout(60)
class DeadlinesTest {
    private static final long HOUR = 3_600_000;

    @TempDir
    Path directory;

    private SteppedStore stepped;

    @BeforeEach
    void open() {
        stepped = new SteppedStore(StoreFixture.options(directory));
    }

    @AfterEach
    void close() {
        stepped.close();
    }

    @Test
    void isToldWhenItsValidityIsOverAndAgainEveryMinuteUntilItHasEnded() {
        Message first = accept("first");
        long validity = first.expiresAtMillis() - stepped.now.get();
        stepped.after(validity - 1_000);
        assertThat(told()).isEmpty();

        stepped.after(1_000);
        assertThat(told()).containsExactly(first.id());
        stepped.after(30_000);
        assertThat(told()).isEmpty();
        stepped.after(30_000);
        assertThat(told()).containsExactly(first.id());

        settle(first, MessageState.EXPIRED);
        stepped.after(120_000);
        assertThat(told()).isEmpty();
    }

    @Test
    void tellsTheMessageAsItIsNowAndWhereItWaits() {
        Message waiting = accept("waiting");
        Message taken = accept("taken");
        sent(taken, stepped.now.get() + HOUR);

        stepped.after(waiting.expiresAtMillis() - stepped.now.get() + HOUR);

        List<Queued> all = new ArrayList<>(stepped.heard.deadlines);
        assertThat(all).extracting(Queued::message).containsExactlyInAnyOrder(waiting, taken);
        assertThat(all)
                .filteredOn(queued -> queued.message().equals(waiting))
                .singleElement()
                .returns(waiting.id(), Queued::position)
                .returns(MessageState.ACCEPTED, queued -> queued.status().state());
        assertThat(all)
                .filteredOn(queued -> queued.message().equals(taken))
                .singleElement()
                .returns(0L, Queued::position)
                .returns(MessageState.SENT, queued -> queued.status().state());
    }

    @Test
    void anotherDeadlineReplacesTheFirstInMemoryAndOnTheDisk() {
        Message young = accept("young");
        long late = young.expiresAtMillis() + HOUR;
        sent(young, late);
        stepped.crash();
        Message old = young;
        stepped.after(young.expiresAtMillis() - stepped.now.get());
        assertThat(told()).isEmpty();

        requeue(old, late + HOUR);
        stepped.after(HOUR);
        assertThat(told()).isEmpty();

        stepped.after(HOUR);
        assertThat(told()).containsExactly(old.id());
    }

    @Test
    void aChangeOfStateKeepsTheDeadline() {
        Message message = accept("m");
        sent(message, message.expiresAtMillis() + HOUR);
        settle(message, MessageState.SENT);
        stepped.crash();
        settle(message, MessageState.SENT);

        stepped.after(message.expiresAtMillis() - stepped.now.get());
        assertThat(told()).isEmpty();
        stepped.after(HOUR);
        assertThat(told()).containsExactly(message.id());
    }

    @Test
    void survivesCrashesAtAnyTime() {
        Message first = accept("first");
        stepped.crash();
        Message second = accept("second");
        stepped.crash();
        stepped.crash();
        Message ended = accept("ended");
        settle(ended, MessageState.FAILED);

        stepped.after(first.expiresAtMillis() - stepped.now.get());
        assertThat(told()).containsOnly(first.id(), second.id());

        stepped.crash();
        stepped.after(1_000);
        assertThat(told()).containsOnly(first.id(), second.id());
        assertThat(rows()).isEqualTo(2);

        settle(first, MessageState.EXPIRED);
        settle(second, MessageState.EXPIRED);
        stepped.after(60_000);
        assertThat(told()).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void aReplacementHasItsOwnValidity() {
        Message old = accept("old");
        Message next =
                old.replacedBy(old.content(), 1, old.receipts(), old.sendAtMillis(), old.expiresAtMillis() + HOUR);
        stepped.store()
                .amend(
                        old.id(),
                        next,
                        Samples.status(MessageState.ACCEPTED),
                        null,
                        Runnable::run,
                        amended -> assertThat(amended).isEqualTo(Amended.DONE));
        stepped.run();

        stepped.after(old.expiresAtMillis() - stepped.now.get());
        assertThat(told()).isEmpty();
        stepped.crash();
        stepped.after(HOUR);
        assertThat(told()).containsExactly(old.id());
    }

    @Test
    void manyAreToldALittleATurn() {
        List<Long> accepted = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            accepted.add(accept("m" + i).id());
        }
        Message last = accept("last");
        stepped.after(last.expiresAtMillis() - stepped.now.get());
        assertThat(told()).hasSize(3_001).containsAll(accepted);

        stepped.crash();
        stepped.after(1_000);
        assertThat(told()).hasSize(3_001).containsAll(accepted);
    }

    @Test
    void onlyWhoseSlotIsTakenCostsARow() {
        int young = 1 << 10;
        Deadlines deadlines = new Deadlines(stepped.disk(), young);
        BatchBuffer batch = new BatchBuffer(stepped.disk().tableNumbers());
        long first = MessageId.of(3, 1_000);
        long ended = MessageId.of(3, 1_001);
        for (long id : new long[] {first, ended}) {
            deadlines.makeRoom(batch, id);
            deadlines.open(id, 5_000);
        }
        deadlines.end(ended, new StatusCodec.Head(MessageState.DELIVERED, 1, 0));
        assertThat(batch.count()).isZero();

        deadlines.makeRoom(batch, first + young);
        deadlines.makeRoom(batch, ended + young);

        List<String> rows = new ArrayList<>();
        batch.forEach(new BatchBuffer.RecordVisitor() {
            @Override
            public void put(Table table, byte[] key, byte[] value) {
                rows.add(table + " " + Keys.due(key) + " " + Keys.lastLong(key));
            }

            @Override
            public void delete(Table table, byte[] key) {
                rows.add("delete");
            }

            @Override
            public void deleteRange(Table table, byte[] from, byte[] to) {
                rows.add("delete range");
            }
        });
        assertThat(rows).containsExactly("DEADLINES 5000 " + first);
        assertThat(deadlines.isOpen(first)).isFalse();
    }

    private Message accept(String text) {
        List<Message> accepted = new ArrayList<>();
        stepped.store()
                .accept(
                        message(text),
                        null,
                        Runnable::run,
                        answer -> accepted.add(((Accepted.Stored) answer).message()));
        stepped.run();
        return accepted.get(0);
    }

    private void sent(Message message, long deadlineMillis) {
        MessageStatus status = Samples.sent(CHANNEL, "p" + message.id());
        stepped.store()
                .sent(
                        message,
                        status,
                        CHANNEL,
                        List.of("p" + message.id()),
                        deadlineMillis,
                        List.of(),
                        Runnable::run,
                        () -> {});
        stepped.run();
    }

    private void requeue(Message message, long deadlineMillis) {
        MessageStatus status = Samples.status(MessageState.QUEUED);
        stepped.store().requeue(message, CHANNEL, "other", status, deadlineMillis, List.of(), Runnable::run, () -> {});
        stepped.run();
    }

    private void settle(Message message, MessageState state) {
        stepped.store().settle(message, Samples.status(state), List.of(), Runnable::run, () -> {});
        stepped.run();
    }

    private List<Long> told() {
        List<Queued> told = new ArrayList<>();
        stepped.heard.deadlines.drainTo(told);
        return told.stream().map(queued -> queued.message().id()).toList();
    }

    private int rows() {
        int rows = 0;
        try (Scan scan = stepped.disk().scan(Table.DEADLINES, Keys.due(0, 0), Keys.due(-1, -1))) {
            for (scan.first(); scan.isValid(); scan.next()) {
                rows++;
            }
        }
        return rows;
    }
}
