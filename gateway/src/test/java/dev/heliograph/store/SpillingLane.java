package dev.heliograph.store;

import dev.heliograph.message.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A lane as small as can be: bounded memory, reads its backlog when it was full, sends what it holds. It keeps the positions in the order in which they came. */
final class SpillingLane {
    private static final int ROOM = 64;

    final List<Long> taken = new ArrayList<>();
    final CountDownLatch done;
    volatile int refused;
    private final StoreFixture fixture;
    private final String channel;
    private final Priority priority;
    private final Random random;
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final Queue<Queued> memory = new ArrayDeque<>();
    /** What the writer handed over while the answer that belongs before it was still under way. */
    private final Queue<Queued> behind = new ArrayDeque<>();

    private boolean reading;
    private boolean catchingUp;
    private boolean asked;

    SpillingLane(StoreFixture fixture, String channel, Priority priority, Random random, int count) {
        this.fixture = fixture;
        this.channel = channel;
        this.priority = priority;
        this.random = random;
        this.done = new CountDownLatch(count);
    }

    void start() {
        loop.execute(this::turn);
    }

    /** On the writer: as the contract has it, no more once one was refused, until caught up. */
    synchronized boolean offer(String name, Queued queued) {
        if (reading || memory.size() + behind.size() >= ROOM) {
            reading = true;
            refused++;
            return false;
        }
        (catchingUp ? behind : memory).add(queued);
        return true;
    }

    private void turn() {
        send();
        if (!asked && isReading()) {
            asked = true;
            int limit = 1 + random.nextInt(ROOM);
            long after = last();
            if (random.nextBoolean()) {
                fixture.store()
                        .backlog(
                                channel,
                                priority,
                                after,
                                limit,
                                loop,
                                page -> {
                                    page.forEach(this::add);
                                    asked = false;
                                },
                                StoreFixture::unreadable);
            } else {
                expectToCatchUp();
                fixture.store().catchUp(channel, priority, after, limit, loop, this::caughtUp);
            }
        }
        if (done.getCount() > 0) {
            try {
                loop.execute(this::turn);
            } catch (java.util.concurrent.RejectedExecutionException e) {
                // the test is over
            }
        }
    }

    private synchronized void caughtUp(List<Queued> left) {
        asked = false;
        catchingUp = false;
        if (left == null) {
            reading = true;
        } else {
            left.forEach(this::add);
        }
        memory.addAll(behind);
        behind.clear();
    }

    /** Before the question: a refusal that comes between it and the answer must not be forgotten. */
    private synchronized void expectToCatchUp() {
        reading = false;
        catchingUp = true;
    }

    private synchronized void add(Queued queued) {
        memory.add(queued);
    }

    private synchronized boolean isReading() {
        return reading;
    }

    /** Everything in memory came in order, so the last is the newest; what was sent is older. */
    private synchronized long last() {
        long last = taken.isEmpty() ? 0 : taken.get(taken.size() - 1);
        for (Queued queued : memory) {
            last = queued.position();
        }
        return last;
    }

    private void send() {
        List<Queued> some = new ArrayList<>();
        synchronized (this) {
            for (int i = random.nextInt(ROOM); i > 0 && !memory.isEmpty(); i--) {
                Queued queued = memory.remove();
                taken.add(queued.position());
                some.add(queued);
            }
        }
        for (Queued queued : some) {
            fixture.store()
                    .sent(
                            queued.message(),
                            Samples.sent(channel, "p" + queued.position()),
                            channel,
                            List.of("p" + queued.position()),
                            Long.MAX_VALUE,
                            List.of(),
                            loop,
                            done::countDown);
        }
    }

    void close() throws InterruptedException {
        loop.shutdown();
        loop.awaitTermination(10, TimeUnit.SECONDS);
    }
}
