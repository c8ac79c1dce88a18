package dev.heliograph.store;

import static dev.heliograph.store.Samples.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An answer means: it is on the disk. With a disk that stalls and one that fails. */
@Timeout(30)
class SyncTest {
    @TempDir
    Path directory;

    private StoreFixture fixture;
    private final StallingDisk disk = new StallingDisk();
    private final CapturedLog log = new CapturedLog();

    @AfterEach
    void close() {
        disk.gate.release(1_000);
        fixture.close();
        log.close();
    }

    @Test
    void nobodyIsAnsweredOrToldBeforeTheSync() throws InterruptedException {
        fixture = new StoreFixture(directory).withDisk(disk::before).open();
        BlockingQueue<Accepted> answers = new LinkedBlockingQueue<>();

        fixture.store().accept(message("one"), null, Runnable::run, answers::add);
        disk.reached.acquire();

        assertThat(answers).isEmpty();
        assertThat(fixture.heard.messages).isEmpty();

        disk.gate.release();
        assertThat(answers.poll(10, TimeUnit.SECONDS)).isInstanceOf(Accepted.Stored.class);
        assertThat(fixture.heard.message()).isNotNull();
    }

    @Test
    void whatComesDuringASyncGoesTogetherInTheNextAndEachOwnerIsAnsweredInOneTask() throws InterruptedException {
        fixture = new StoreFixture(directory).withDisk(disk::before).open();
        Queue<Runnable> first = new ConcurrentLinkedQueue<>();
        Queue<Runnable> second = new ConcurrentLinkedQueue<>();
        Executor firstOwner = first::add;
        Executor secondOwner = second::add;
        Queue<Integer> order = new ArrayDeque<>();
        CountDownLatch stored = new CountDownLatch(1);
        fixture.store().accept(message("holds the disk"), null, Runnable::run, answer -> stored.countDown());
        disk.reached.acquire();
        for (int i = 0; i < 100; i++) {
            int number = i;
            Executor owner = i % 2 == 0 ? firstOwner : secondOwner;
            fixture.store().accept(message("m" + i), null, owner, answer -> order.add(number));
        }
        disk.gate.release();
        stored.await();
        disk.reached.acquire();
        assertThat(first).isEmpty();

        disk.gate.release();
        fixtureFlush();

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1);
        first.remove().run();
        second.remove().run();
        assertThat(order).hasSize(100).startsWith(0, 2, 4).endsWith(95, 97, 99);
    }

    @Test
    void afterAFailedSyncNothingIsEverAnsweredAndItIsToldOnce() throws Exception {
        fixture = new StoreFixture(directory).withDisk(disk::before).open();
        Queue<Object> answers = new ConcurrentLinkedQueue<>();
        fixture.store().accept(message("one"), null, Runnable::run, answers::add);
        disk.reached.acquire();
        Message known = message("two").withId(1);
        fixture.store()
                .settle(
                        known,
                        Samples.status(MessageState.FAILED),
                        List.of(),
                        Runnable::run,
                        () -> answers.add("settled"));
        disk.fails = true;
        disk.gate.release();

        assertThat(fixture.heard.fatal.get(10, TimeUnit.SECONDS)).hasMessage("the disk is gone");
        assertThat(fixture.store().accept(message("three"), null, Runnable::run, answers::add))
                .isFalse();
        fixture.store()
                .append("demo", Samples.receipt(known, MessageState.FAILED), Runnable::run, () -> answers.add("a"));
        fixture.close();

        assertThat(answers).isEmpty();
        assertThat(fixture.heard.messages).isEmpty();
        assertThat(fixture.heard.fatals).hasValue(1);
        assertThat(disk.commits).isEqualTo(1);
        assertThat(log.lines()).singleElement().asString().startsWith("the store has failed");
    }

    @Test
    void refusesAcceptancesWhenTooManyWaitButNothingElse() throws InterruptedException {
        StoreOptions options = new StoreOptions(
                directory, 3, 10, 256, true, 72, 0, StoreOptions.MEMTABLE_BYTES, StoreOptions.CACHE_BYTES);
        fixture =
                new StoreFixture(directory).with(options).withDisk(disk::before).open();
        fixture.store().accept(message("holds the disk"), null, Runnable::run, answer -> {});
        disk.reached.acquire();
        CountDownLatch answered = new CountDownLatch(11);
        int taken = 0;
        while (fixture.store().accept(message("m"), null, Runnable::run, answer -> answered.countDown())) {
            taken++;
        }
        fixture.store()
                .append("demo", Samples.receipt(message(""), MessageState.SENT), Runnable::run, answered::countDown);

        assertThat(taken).isEqualTo(10);
        assertThat(fixture.store().queueDepth()).isEqualTo(11);
        disk.gate.release(1_000);
        assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void fixtureFlush() {
        disk.gate.release(1_000);
        fixture.flush();
    }

    /** A disk that waits before each write, and fails when told so. */
    private static final class StallingDisk {
        final Semaphore reached = new Semaphore(0);
        final Semaphore gate = new Semaphore(0);
        volatile boolean fails;
        volatile int commits;
        private boolean starting = true;

        Disk before(Disk disk) {
            return new ForwardingDisk(disk) {
                @Override
                public void commit(BatchBuffer batch) {
                    if (starting) {
                        starting = false; // what a new store writes of itself
                        super.commit(batch);
                        return;
                    }
                    commits++;
                    reached.release();
                    gate.acquireUninterruptibly();
                    if (fails) {
                        throw new StoreException("the disk is gone");
                    }
                    super.commit(batch);
                }
            };
        }
    }
}
