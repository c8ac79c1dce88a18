package dev.heliograph.store;

import static dev.heliograph.store.Samples.ACCOUNT;
import static dev.heliograph.store.Samples.CHANNEL;
import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not answer a read: it is asked again, then the question fails; nobody is ever told that there is nothing. */
class ReadErrorsTest {
    private static final long TRIES_MILLIS = 2_000;

    @TempDir
    java.nio.file.Path directory;

    private final SimulatedDisk memory = new SimulatedDisk();
    private final Set<Table> unreadable = EnumSet.noneOf(Table.class);
    private final Queue<Runnable> reads = new ArrayDeque<>();
    private final StoreFixture.Heard heard = new StoreFixture.Heard();
    private final CapturedLog log = new CapturedLog();
    private long now = Samples.NOW;
    private DiskStore store;
    private Message waiting;
    private Message sent;

    @BeforeEach
    void open() {
        reopen();
        List<Accepted> accepted = new ArrayList<>();
        store.accept(message("waiting"), new Idempotency("key", 1, 2), Runnable::run, accepted::add);
        store.accept(message("sent"), null, Runnable::run, accepted::add);
        run();
        waiting = ((Accepted.Stored) accepted.get(0)).message();
        sent = ((Accepted.Stored) accepted.get(1)).message();
        store.sent(
                sent,
                Samples.sent(CHANNEL, "provider-1"),
                CHANNEL,
                List.of("provider-1"),
                now + 1_000_000,
                List.of(Samples.receipt(sent, MessageState.SENT)),
                Runnable::run,
                () -> {});
        store.acknowledge(ACCOUNT, "consumer", ConsumerPosition.at(1), Runnable::run, () -> {});
        store.park(new ParkedReceipt(CHANNEL, "unknown", MessageState.DELIVERED, 0, now, now), Runnable::run, () -> {});
        run();
        reopen(); // nothing is known from memory
        run();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void reopen() {
        reads.clear();
        store = DiskStore.openThreadless(
                new ForwardingDisk(memory) {
                    @Override
                    public byte[] get(Table table, byte[] key) {
                        refuse(table);
                        return super.get(table, key);
                    }

                    @Override
                    public List<byte[]> get(Table table, List<byte[]> keys) {
                        refuse(table);
                        return super.get(table, keys);
                    }

                    @Override
                    public Scan scan(Table table, byte[] from, byte[] to) {
                        refuse(table);
                        return super.scan(table, from, to);
                    }
                },
                StoreFixture.options(directory),
                StoreMemory.DEFAULT,
                () -> now,
                reads::add);
        store.listen(heard);
    }

    private void refuse(Table table) {
        if (unreadable.contains(table)) {
            throw new StoreException("cannot read table " + table.label() + ": the disk does not answer");
        }
    }

    private void run() {
        boolean more = true;
        while (more) {
            more = store.turn();
            for (Runnable read = reads.poll(); read != null; read = reads.poll()) {
                read.run();
                more = true;
            }
        }
    }

    /** Lets the store ask as often as it does. */
    private void runOn() {
        for (long until = now + TRIES_MILLIS; now < until; now += 50) {
            run();
        }
    }

    /** A question to the store, and the table without which it cannot be answered. */
    private record Question(String name, Table table, Asked asked) {}

    private interface Asked {
        void of(DiskStore store, Consumer<Object> answer, Runnable failed);
    }

    private Stream<Question> questions() {
        return Stream.of(
                new Question(
                        "a message",
                        Table.MESSAGES,
                        (to, answer, failed) -> to.find(waiting.id(), Runnable::run, answer::accept, failed)),
                new Question(
                        "its status",
                        Table.STATUS,
                        (to, answer, failed) -> to.find(waiting.id(), Runnable::run, answer::accept, failed)),
                new Question(
                        "a page of a backlog",
                        Table.BACKLOG,
                        (to, answer, failed) -> to.backlog(
                                CHANNEL, Priority.TRANSACTIONAL, 0, 10, Runnable::run, answer::accept, failed)),
                new Question(
                        "the messages of a page",
                        Table.MESSAGES,
                        (to, answer, failed) -> to.backlog(
                                CHANNEL, Priority.TRANSACTIONAL, 0, 10, Runnable::run, answer::accept, failed)),
                new Question(
                        "the message of a provider's id",
                        Table.CORRELATIONS,
                        (to, answer, failed) ->
                                to.correlate(CHANNEL, "provider-1", Runnable::run, answer::accept, failed)),
                new Question(
                        "events",
                        Table.EVENTS,
                        (to, answer, failed) -> to.events(ACCOUNT, 0, 10, Runnable::run, answer::accept, failed)),
                new Question(
                        "a consumer's position",
                        Table.CONSUMERS,
                        (to, answer, failed) ->
                                to.position(ACCOUNT, "consumer", Runnable::run, answer::accept, failed)),
                new Question(
                        "parked receipts",
                        Table.PARKED,
                        (to, answer, failed) -> to.parked(CHANNEL, Runnable::run, answer::accept, failed)),
                new Question(
                        "messages that still wait",
                        Table.MESSAGES,
                        (to, answer, failed) -> to.findPending(
                                ACCOUNT,
                                waiting.from().value(),
                                waiting.to().value(),
                                Runnable::run,
                                answer::accept,
                                failed)));
    }

    @TestFactory
    Stream<DynamicTest> aQuestionFailsAndIsNotAnsweredAsIfThereWereNothing() {
        return questions()
                .map(question -> DynamicTest.dynamicTest(question.name, () -> {
                    List<Object> answers = new ArrayList<>();
                    List<String> failures = new ArrayList<>();
                    long before = store.counts().readFailures().sum();
                    unreadable.add(question.table);

                    question.asked.of(store, answers::add, () -> failures.add(question.name));
                    runOn();

                    assertThat(answers).isEmpty();
                    assertThat(failures).containsExactly(question.name);
                    assertThat(store.counts().readFailures().sum())
                            .as("asked so often")
                            .isEqualTo(before + 5);

                    unreadable.clear();
                    question.asked.of(store, answers::add, () -> failures.add(question.name));
                    runOn();
                    assertThat(answers).hasSize(1).doesNotContain(List.of()).doesNotContainNull();
                }));
    }

    @TestFactory
    Stream<DynamicTest> aDiskThatAnswersAgainWithinASecondIsNotNoticed() {
        return questions()
                .map(question -> DynamicTest.dynamicTest(question.name, () -> {
                    List<Object> answers = new ArrayList<>();
                    unreadable.add(question.table);
                    question.asked.of(store, answers::add, () -> answers.add("failed"));
                    run();
                    assertThat(answers).isEmpty();
                    unreadable.clear();
                    runOn();

                    assertThat(answers)
                            .hasSize(1)
                            .doesNotContain(List.of(), "failed")
                            .doesNotContainNull();
                }));
    }

    @Test
    void theEndOfABacklogIsNotTakenForItsEnd() {
        List<List<Queued>> answers = new ArrayList<>();
        unreadable.add(Table.BACKLOG);
        store.catchUp(CHANNEL, Priority.TRANSACTIONAL, 0, 10, Runnable::run, answers::add);
        run();

        assertThat(answers).as("the lane goes on reading pages").containsOnlyNulls();
        assertThat(store.counts().readFailures().sum()).isOne();
        assertThat(store.counts().damagedRecords().sum()).isZero();

        unreadable.clear();
        store.catchUp(CHANNEL, Priority.TRANSACTIONAL, 0, 10, Runnable::run, answers::add);
        run();
        assertThat(answers.get(1)).extracting(Queued::message).containsExactly(waiting);
    }

    @Test
    void anAmendmentSaysThatItCouldNotRead() {
        for (Table table : List.of(Table.MESSAGES, Table.STATUS)) {
            unreadable.add(table);
            List<Amended> answers = new ArrayList<>();
            store.amend(waiting.id(), null, Samples.status(MessageState.CANCELLED), null, Runnable::run, answers::add);
            run();
            assertThat(answers).as(table.label()).containsExactly(Amended.UNREADABLE);
            unreadable.clear();
        }
        assertThat(found(waiting.id()).status().state()).isEqualTo(MessageState.ACCEPTED);
    }

    @Test
    void anAcceptanceWhoseKeyCannotBeLookedUpIsRefusedAndTheRestOfItsBatchIsNot() {
        List<Object> answers = new ArrayList<>();
        unreadable.add(Table.IDEMPOTENCY);
        store.accept(message("again"), new Idempotency("key", 1, 2), Runnable::run, answers::add);
        store.accept(message("other"), null, Runnable::run, answers::add);
        run();

        assertThat(answers).hasSize(2);
        assertThat(answers.get(0)).isInstanceOf(Accepted.Unreadable.class);
        assertThat(answers.get(1)).isInstanceOf(Accepted.Stored.class);
        assertThat(heard.fatals).hasValue(0);
        unreadable.clear();
        store.accept(message("again"), new Idempotency("key", 1, 2), Runnable::run, answers::add);
        run();
        assertThat(answers.get(2)).isInstanceOf(Accepted.Duplicate.class);
    }

    /** Whether a message has ended must not be guessed: it ends the store, as a failed sync does. */
    @Test
    void anEndIsNotStoredOverOneThatCannotBeRead() {
        List<Object> answers = new ArrayList<>();
        unreadable.add(Table.STATUS);
        store.settle(sent, Samples.status(MessageState.DELIVERED), List.of(), Runnable::run, () -> answers.add("s"));
        run();

        assertThat(answers).isEmpty();
        assertThat(heard.fatals).hasValue(1);
        unreadable.clear();
        reopen();
        run();
        assertThat(found(sent.id()).status().state()).isEqualTo(MessageState.SENT);
    }

    private Found found(long id) {
        List<Found> found = new ArrayList<>();
        store.find(id, Runnable::run, found::add, () -> {});
        run();
        return found.get(0);
    }
}
