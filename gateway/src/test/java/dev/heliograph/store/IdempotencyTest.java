package dev.heliograph.store;

import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a resubmission is answered, at once, later, after a restart and after a day. */
class IdempotencyTest {
    private static final Idempotency KEY = new Idempotency("order-42", 1, 2);

    @TempDir
    Path directory;

    private StoreFixture fixture;

    @BeforeEach
    void open() {
        fixture = new StoreFixture(directory).open();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void theSameBodyGetsTheFirstAnswer() {
        Message first = ((Accepted.Stored) fixture.offer(message("one"), KEY)).message();

        assertThat(fixture.offer(message("one"), KEY)).isEqualTo(new Accepted.Duplicate(first.id(), 1));
        assertThat(fixture.store().backlogSize(Samples.CHANNEL)).isOne();
        assertThat(fixture.store().counts().duplicates().sum()).isOne();
    }

    @Test
    void anotherBodyIsAConflict() {
        fixture.offer(message("one"), KEY);

        assertThat(fixture.offer(message("two"), new Idempotency("order-42", 1, 3)))
                .isEqualTo(new Accepted.Conflict());
        assertThat(fixture.offer(message("two"), new Idempotency("order-42", 2, 2)))
                .isEqualTo(new Accepted.Conflict());
    }

    @Test
    void keysOfOtherAccountsAndOtherKeysAreTheirOwn() {
        fixture.offer(message("one"), KEY);
        Message other = message("other", "393331234567", "one", Priority.OTP, 0, Samples.CHANNEL);

        assertThat(fixture.offer(other, KEY)).isInstanceOf(Accepted.Stored.class);
        assertThat(fixture.offer(message("one"), new Idempotency("order-43", 1, 2)))
                .isInstanceOf(Accepted.Stored.class);
    }

    @Test
    void aKeyHoldsADayAcrossMidnightAndARestart() {
        fixture.offer(message("one"), KEY);
        fixture.reopen();
        fixture.now.addAndGet(Duration.ofHours(24).toMillis() - 1);
        assertThat(fixture.offer(message("one"), KEY)).isInstanceOf(Accepted.Duplicate.class);

        fixture.now.addAndGet(1);
        assertThat(fixture.offer(message("one"), KEY)).isInstanceOf(Accepted.Stored.class);
        assertThat(fixture.offer(message("one"), KEY)).isInstanceOf(Accepted.Duplicate.class);
    }

    @Test
    void aKeyIsKnownThoughTheClockIsSetBackOverMidnight() {
        fixture.now.addAndGet(Duration.ofHours(15).toMillis());
        fixture.offer(message("one"), KEY);
        fixture.now.addAndGet(-Duration.ofHours(2).toMillis());

        assertThat(fixture.offer(message("one"), KEY)).isInstanceOf(Accepted.Duplicate.class);
    }

    @Test
    void withinOneBatchTheFirstIsStoredAndTheOthersAreItsDuplicates() {
        fixture.close();
        fixture.openUnstarted();
        List<CompletableFuture<Accepted>> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Accepted> answer = new CompletableFuture<>();
            answers.add(answer);
            Idempotency key = i == 3 ? new Idempotency("order-42", 9, 9) : KEY;
            fixture.store().accept(message("one"), key, Runnable::run, answer::complete);
        }
        fixture.store().start(fixture.heard);

        List<Accepted> answered = answers.stream().map(StoreFixture::get).toList();
        Message stored = ((Accepted.Stored) answered.get(0)).message();
        Accepted duplicate = new Accepted.Duplicate(stored.id(), 1);
        assertThat(answered.subList(1, 5)).containsExactly(duplicate, duplicate, new Accepted.Conflict(), duplicate);
        assertThat(fixture.store().counts().batches().sum()).isOne();
    }

    @Test
    void aFullDiskStillKnowsDuplicates() {
        fixture.offer(message("one"), KEY);
        fixture.close();
        StoreOptions options = StoreFixture.options(directory);
        fixture = new StoreFixture(directory)
                .with(new StoreOptions(
                        directory, 3, 10, 10, true, 72, 1_000, options.memtableBytes(), options.cacheBytes()));
        fixture.usableBytes.set(10);
        fixture.open();

        assertThat(fixture.offer(message("one"), KEY)).isInstanceOf(Accepted.Duplicate.class);
        assertThat(fixture.offer(message("two"), null)).isEqualTo(new Accepted.Full());
    }
}
