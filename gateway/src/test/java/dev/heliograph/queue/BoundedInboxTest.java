package dev.heliograph.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedInboxTest {
    /** The owner's loop, turned by hand. */
    private final Queue<Runnable> loop = new ArrayDeque<>();

    private final List<Integer> handled = new ArrayList<>();
    private int batches;

    private BoundedInbox<Integer> inbox(int capacity, int batchMax) {
        return new BoundedInbox<>(capacity, batchMax, loop::add, handled::add, () -> batches++);
    }

    @Test
    void oneWakeUpServesEverythingOfferedBeforeIt() {
        var inbox = inbox(100, 100);
        for (int i = 0; i < 50; i++) {
            inbox.offer(i);
        }
        assertThat(loop).hasSize(1);
        loop.remove().run();
        assertThat(handled).hasSize(50).isSorted();
        assertThat(batches).isOne();
        assertThat(loop).isEmpty();

        inbox.offer(50);
        assertThat(loop).as("the next one wakes again").hasSize(1);
    }

    @Test
    void aLongQueueIsServedInBatchesSoThatTheLoopCanDoOtherThings() {
        var inbox = inbox(100, 10);
        for (int i = 0; i < 25; i++) {
            inbox.offer(i);
        }
        loop.remove().run();
        assertThat(handled).hasSize(10);
        assertThat(loop).hasSize(1);
        inbox.offer(25);
        assertThat(loop).as("already scheduled").hasSize(1);
        loop.remove().run();
        loop.remove().run();
        assertThat(handled).hasSize(26);
        assertThat(batches).isEqualTo(3);
        assertThat(loop).isEmpty();
    }

    @Test
    void refusesExactlyBeyondItsCapacity() {
        for (int capacity : new int[] {1, 2, 3, 5, 100}) {
            var inbox = inbox(capacity, 10);
            for (int i = 0; i < capacity; i++) {
                assertThat(inbox.offer(i)).isTrue();
            }
            assertThat(inbox.offer(-1)).isFalse();
            assertThat(inbox.size()).isEqualTo(capacity);
        }
    }

    @Test
    void aLargeOneGrowsInOrderUntilTheNextPowerOfTwo() {
        var inbox = inbox(1_000, 5_000);
        int taken = 0;
        while (inbox.offer(taken)) {
            taken++;
        }
        assertThat(taken).isEqualTo(1_024);
        assertThat(inbox.size()).isEqualTo(1_024);
        loop.remove().run();
        assertThat(handled).hasSize(1_024).isSorted();
        assertThat(inbox.offer(-1)).isTrue();
    }

    @Test
    void anElementOfferedByTheHandlerIsNotForgotten() {
        List<BoundedInbox<Integer>> self = new ArrayList<>();
        var inbox = new BoundedInbox<Integer>(10, 1, loop::add, element -> {
            handled.add(element);
            if (element < 3) {
                self.get(0).offer(element + 1);
            }
        });
        self.add(inbox);
        inbox.offer(0);
        while (!loop.isEmpty()) {
            loop.remove().run();
        }
        assertThat(handled).containsExactly(0, 1, 2, 3);
    }

    /** The moment a careless protocol loses: the drain has seen the queue empty, but has not said so yet. */
    @Test
    void anElementOfferedBetweenTheLastLookAndTheRestIsNotForgotten() {
        List<BoundedInbox<Integer>> self = new ArrayList<>();
        var inbox = new BoundedInbox<Integer>(10, 10, loop::add, handled::add, () -> {
            if (handled.size() == 1) {
                self.get(0).offer(1);
            }
        });
        self.add(inbox);
        inbox.offer(0);
        loop.remove().run();
        assertThat(loop).hasSize(1);
        loop.remove().run();
        assertThat(handled).containsExactly(0, 1);
        assertThat(loop).isEmpty();
    }

    @Test
    void aHandlerThatThrowsDoesNotStopTheInbox() {
        var inbox = new BoundedInbox<Integer>(10, 10, loop::add, element -> {
            if (element == 1) {
                throw new IllegalStateException("one");
            }
            handled.add(element);
        });
        inbox.offer(0);
        inbox.offer(1);
        inbox.offer(2);
        assertThatThrownBy(() -> loop.remove().run()).hasMessage("one");
        loop.remove().run();
        assertThat(handled).containsExactly(0, 2);
        assertThat(loop).isEmpty();
    }

    @Test
    void anOwnerThatRefusesIsAskedAgainNextTime() {
        var refusals = new AtomicInteger(1);
        var inbox = new BoundedInbox<Integer>(
                10,
                10,
                task -> {
                    if (refusals.getAndDecrement() > 0) {
                        throw new RejectedExecutionException("closed");
                    }
                    loop.add(task);
                },
                handled::add);
        assertThatThrownBy(() -> inbox.offer(1)).isInstanceOf(RejectedExecutionException.class);
        inbox.offer(2);
        loop.remove().run();
        assertThat(handled).containsExactly(1, 2);
    }

    /** Producers that rest now and then, so that the flag changes often: every element arrives, in each producer's order. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 4, 2", "4, 1024, 64", "8, 16, 16"})
    @Timeout(60)
    void losesNoWakeUpUnderStress(int producers, int capacity, int batchMax) throws InterruptedException {
        int each = 200_000 / producers;
        int[] last = new int[producers];
        Arrays.fill(last, -1);
        var outOfOrder = new AtomicInteger();
        var concurrent = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var tasks = new AtomicInteger();
        var done = new CountDownLatch(producers * each);
        // At its end the last element has been seen, and a task that still follows it has nothing to do.
        var owner = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.DiscardPolicy());
        var threads = new ArrayList<Thread>();
        try {
            var inbox = new BoundedInbox<int[]>(
                    capacity,
                    batchMax,
                    task -> {
                        tasks.incrementAndGet();
                        owner.execute(task);
                    },
                    element -> {
                        overlaps.addAndGet(concurrent.getAndIncrement());
                        if (element[1] != last[element[0]] + 1) {
                            outOfOrder.incrementAndGet();
                        }
                        last[element[0]] = element[1];
                        concurrent.decrementAndGet();
                        done.countDown();
                    });
            for (int producer = 0; producer < producers; producer++) {
                int id = producer;
                threads.add(new Thread(() -> produce(inbox, id, each)));
            }
            threads.forEach(Thread::start);
            assertThat(done.await(50, TimeUnit.SECONDS))
                    .as("%d never came", done.getCount())
                    .isTrue();
        } finally {
            threads.forEach(Thread::interrupt);
            for (Thread thread : threads) {
                thread.join();
            }
            owner.shutdownNow();
        }
        assertThat(outOfOrder).hasValue(0);
        assertThat(overlaps).hasValue(0);
        // A task for each element plus, at most, one that came before the element behind its index was visible.
        assertThat(tasks.get()).isLessThanOrEqualTo(2 * producers * each);
    }

    private static void produce(BoundedInbox<int[]> inbox, int id, int count) {
        for (int i = 0; i < count; i++) {
            var element = new int[] {id, i};
            while (!inbox.offer(element)) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                Thread.yield();
            }
            if (i % 64 == 0) {
                Thread.yield();
            }
        }
    }
}
