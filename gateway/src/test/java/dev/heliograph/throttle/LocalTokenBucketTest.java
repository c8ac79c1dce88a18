package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aFullBucketGrantsItsBurstThenOnePermitAnInterval() {
        var bucket = LocalTokenBucket.full(new Rate(100, 5), 0);
        for (int i = 0; i < 5; i++) {
            assertThat(bucket.tryAcquire(1, 0)).isZero();
        }
        assertThat(bucket.tryAcquire(1, 0)).isEqualTo(SECOND / 100);
        assertThat(bucket.tryAcquire(1, SECOND / 100 - 1)).isEqualTo(1);
        assertThat(bucket.tryAcquire(1, SECOND / 100)).isZero();
        assertThat(bucket.tryAcquire(3, SECOND / 100)).isEqualTo(3 * SECOND / 100);
    }

    @Test
    void anEmptyBucketStartsWithNothing() {
        var bucket = LocalTokenBucket.empty(new Rate(100, 5), 77);
        assertThat(bucket.tryAcquire(1, 77)).isEqualTo(SECOND / 100);
        assertThat(bucket.tryAcquire(5, 77 + 5 * SECOND / 100)).isZero();
    }

    @Test
    void aRefusalChangesNothing() {
        var bucket = LocalTokenBucket.full(new Rate(10, 1), 0);
        bucket.tryAcquire(1, 0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(bucket.tryAcquire(1, i)).isEqualTo(SECOND / 10 - i);
        }
        assertThat(bucket.tryAcquire(1, SECOND / 10)).isZero();
    }

    @Test
    void aDemandOverTheBurstPassesWhenTheBucketIsFullAndLeavesADebt() {
        var bucket = LocalTokenBucket.full(new Rate(10, 3), 0);
        assertThat(bucket.tryAcquire(1, 0)).isZero();
        assertThat(bucket.tryAcquire(8, 0)).as("until it is full").isEqualTo(SECOND / 10);
        assertThat(bucket.tryAcquire(8, SECOND / 10)).isZero();
        assertThat(bucket.tryAcquire(1, SECOND / 10)).as("5 in debt").isEqualTo(6 * SECOND / 10);
        assertThat(bucket.tryAcquire(1, 7 * SECOND / 10)).isZero();
    }

    @Test
    void givenBackPermitsMayBeTakenAgainButNeverOverfill() {
        var bucket = LocalTokenBucket.full(new Rate(10, 4), 0);
        bucket.tryAcquire(4, 0);
        bucket.giveBack(3);
        assertThat(bucket.tryAcquire(3, 0)).isZero();
        assertThat(bucket.tryAcquire(1, 0)).isPositive();

        bucket.giveBack(4);
        long later = SECOND;
        assertThat(bucket.tryAcquire(4, later)).isZero();
        assertThat(bucket.tryAcquire(1, later)).isPositive();
    }

    @Test
    void aNewRateKeepsWhatIsInTheBucket() {
        var bucket = LocalTokenBucket.full(new Rate(10, 10), 0);
        bucket.tryAcquire(6, 0);
        bucket.updateRate(new Rate(1_000, 100), 0);
        assertThat(bucket.rate()).isEqualTo(new Rate(1_000, 100));
        assertThat(bucket.tryAcquire(5, 0)).as("4 were left").isCloseTo(SECOND / 1_000, within(1L));
        assertThat(bucket.tryAcquire(5, SECOND / 1_000 + 1)).isZero();

        var shrinking = LocalTokenBucket.full(new Rate(10, 10), 0);
        shrinking.updateRate(new Rate(10, 2), 0);
        assertThat(shrinking.tryAcquire(2, 0)).isZero();
        assertThat(shrinking.tryAcquire(1, 0)).as("cut to the new burst").isPositive();

        var indebted = LocalTokenBucket.full(new Rate(10, 1), 0);
        indebted.tryAcquire(11, 0);
        indebted.updateRate(new Rate(1, 1), 0);
        assertThat(indebted.tryAcquire(1, 0)).as("10 owed, 1 asked").isCloseTo(11 * SECOND, within(1L));
    }

    @Test
    void threadsThatBringTheSameRateChangeItOnce() throws Exception {
        for (int round = 0; round < 300; round++) {
            var bucket = LocalTokenBucket.full(new Rate(10, 1), 0);
            bucket.tryAcquire(11, 0);
            var barrier = new CyclicBarrier(2);
            Runnable update = () -> {
                await(barrier);
                bucket.updateRate(new Rate(1, 1), 0);
            };
            var other = new Thread(update);
            other.start();
            update.run();
            other.join();
            assertThat(bucket.tryAcquire(1, 0)).as("10 owed, 1 asked").isCloseTo(11 * SECOND, within(1L));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, TokenBucket.PERMITS_MAX + 1})
    void demandsOutOfBoundsAreBugs(long permits) {
        var bucket = LocalTokenBucket.full(new Rate(10, 1), 0);
        assertThatThrownBy(() -> bucket.tryAcquire(permits, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theGreatestDemandAtTheLeastRateStaysInRange() {
        var bucket = LocalTokenBucket.full(new Rate(Rate.PER_SECOND_MIN, 1), 0);
        assertThat(bucket.tryAcquire(TokenBucket.PERMITS_MAX, 0)).isZero();
        assertThat(bucket.tryAcquire(1, 0)).isEqualTo(TokenBucket.WAIT_NANOS_MAX);
        long twoYears = 2 * 365L * 86_400 * SECOND;
        assertThat(bucket.tryAcquire(1, twoYears))
                .as("65.5 million seconds are 2.08 years")
                .isPositive();
        assertThat(bucket.tryAcquire(1, twoYears * 105 / 100)).isZero();
    }

    @Test
    void aRestOfYearsAndAWrappingClockDoNoHarm() {
        long start = Long.MAX_VALUE - SECOND;
        var bucket = LocalTokenBucket.full(new Rate(10, 2), start);
        assertThat(bucket.tryAcquire(2, start)).isZero();
        assertThat(bucket.tryAcquire(1, start)).isEqualTo(SECOND / 10);
        long wrapped = start + 4 * 365L * 86_400 * SECOND;
        assertThat(wrapped).isNegative();
        assertThat(bucket.tryAcquire(2, wrapped)).isZero();
        assertThat(bucket.tryAcquire(1, wrapped)).isEqualTo(SECOND / 10);
    }

    @Test
    void aClockThatStepsBackGrantsNothingExtraAndCostsOnlyTheStep() {
        var bucket = LocalTokenBucket.full(new Rate(10, 2), 0);
        bucket.tryAcquire(2, 10 * SECOND);
        assertThat(bucket.tryAcquire(1, 9 * SECOND)).isEqualTo(SECOND + SECOND / 10);
        assertThat(bucket.tryAcquire(1, 10 * SECOND + SECOND / 10)).isZero();
    }

    /** In no window more than burst + rate x window; and whoever waits as told is served. Random demands, times, steps back. */
    @ParameterizedTest
    @CsvSource({
        "0.01, 1",
        "1, 1",
        "1, 7",
        "80, 8",
        "333.333, 20",
        "2000, 200",
        "3000000, 10",
        "7777777, 100000",
        "10000000, 1"
    })
    void neverMoreThanItsRateAndNeverStarving(double perSecond, long burst) {
        var rate = new Rate(perSecond, burst);
        var random = new Random(burst);
        long now = random.nextLong();
        var bucket = LocalTokenBucket.full(rate, now);
        Deque<long[]> grants = new ArrayDeque<>();
        long highest = now;
        for (int i = 0; i < 20_000; i++) {
            long permits = 1 + random.nextLong(Math.min(burst, TokenBucket.PERMITS_MAX));
            long asked = random.nextInt(20) == 0 ? now - random.nextLong((long) (SECOND / perSecond) + 1) : now;
            long wait = bucket.tryAcquire(permits, asked);
            if (wait == 0) {
                highest = Math.max(highest - now, asked - now) + now;
                grants.addLast(new long[] {highest, permits});
                if (grants.size() > 50) {
                    grants.removeFirst();
                }
                assertWithin(rate, grants);
            } else if (random.nextInt(3) == 0) {
                now = asked + wait;
                assertThat(bucket.tryAcquire(permits, now))
                        .as("after the wait it named")
                        .isZero();
                highest = now;
                grants.addLast(new long[] {now, permits});
                assertWithin(rate, grants);
            }
            now += random.nextLong((long) (2 * SECOND / perSecond) + 2);
        }
    }

    /** Every window that ends with the last grant. */
    private static void assertWithin(Rate rate, Deque<long[]> grants) {
        long end = grants.getLast()[0];
        long granted = 0;
        for (var newestFirst = grants.descendingIterator(); newestFirst.hasNext(); ) {
            long[] grant = newestFirst.next();
            granted += grant[1];
            double allowed = rate.burst() + rate.perSecond() * (end - grant[0]) / SECOND;
            if (granted > allowed * (1 + 1e-6)) {
                fail("%d granted in %d ns, where %f are allowed", granted, end - grant[0], allowed);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 999, 333_333, 3_000_001, 10_000_000})
    void theRateIsMetOverALongTime(double perSecond) {
        var bucket = LocalTokenBucket.empty(new Rate(perSecond, 2), 0);
        long now = 0;
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            for (long wait = bucket.tryAcquire(1, now); wait > 0; wait = bucket.tryAcquire(1, now)) {
                now += wait;
            }
        }
        double achieved = count / (now / 1e9);
        assertThat(achieved).isBetween(perSecond * 0.9998, perSecond * 1.00001);
    }

    /** Threads on one bucket under one clock: exactly what burst and time allow, not a permit more or less. */
    @ParameterizedTest
    @CsvSource({"2, 1", "4, 3", "8, 1"})
    @Timeout(60)
    void accountsExactlyUnderContention(int threads, int permits) throws Exception {
        long burst = 1_000;
        var bucket = LocalTokenBucket.full(new Rate(1_000_000, burst), 0);
        var clock = new AtomicLong();
        var granted = new LongAdder();
        var barrier = new CyclicBarrier(threads);
        var workers = new ArrayList<Thread>();
        int rounds = 500;
        for (int t = 0; t < threads; t++) {
            workers.add(new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    while (bucket.tryAcquire(permits, clock.get()) == 0) {
                        granted.add(permits);
                    }
                    await(barrier);
                    clock.compareAndSet(round * 600_000L, (round + 1) * 600_000L);
                    await(barrier);
                }
            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        long allowed = burst + (rounds - 1) * 600L;
        assertThat(granted.sum()).isBetween(allowed - permits + 1, allowed);
    }

    @Test
    @Timeout(60)
    void whatThreadsGiveBackIsNeitherLostNorDoubled() throws Exception {
        var bucket = LocalTokenBucket.full(new Rate(1, 100), 0);
        var workers = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            workers.add(new Thread(() -> {
                for (int i = 0; i < 100_000; i++) {
                    if (bucket.tryAcquire(1 + i % 7, 0) == 0) {
                        bucket.giveBack(1 + i % 7);
                    }
                }
            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(bucket.tryAcquire(100, 0)).isZero();
        assertThat(bucket.tryAcquire(1, 0)).isPositive();
    }

    @Test
    void allocatesNothing() {
        var bucket = LocalTokenBucket.full(new Rate(1_000, 100), 0);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long now = 0;
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            now += bucket.tryAcquire(1 + i % 3, now);
            bucket.giveBack(1);
        }
        // A byte a call would be a hundred thousand; the measurement itself takes a few.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
