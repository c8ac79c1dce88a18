package dev.heliograph.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final long TICK = 10;
    private static final Consumer<Object> NOTHING_DUE = element -> {
        throw new AssertionError(element + " fired early");
    };

    private final List<String> fired = new ArrayList<>();

    @Test
    void firesInTheFirstTickAtOrAfterTheDeadline() {
        var wheel = new TimerWheel<String>(TICK, 8, 1_000);
        wheel.schedule("a", 1_025);

        assertThat(wheel.nextDelayNanos(1_000)).isEqualTo(30);
        wheel.advance(1_029, 8, NOTHING_DUE);
        wheel.advance(1_030, 8, fired::add);

        assertThat(fired).containsExactly("a");
        assertThat(wheel.size()).isZero();
        assertThat(wheel.nextDelayNanos(1_030)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aDeadlineInThePastFiresAtTheNextCall() {
        var wheel = new TimerWheel<String>(TICK, 8, 0);
        wheel.advance(5_000, 8, NOTHING_DUE);
        wheel.schedule("late", 40);
        assertThat(wheel.nextDelayNanos(5_000)).isEqualTo(10);
        wheel.advance(5_010, 8, fired::add);
        assertThat(fired).containsExactly("late");
    }

    @Test
    void cancelledTimersDoNotFireAndTheirHandlesAreDead() {
        var wheel = new TimerWheel<String>(TICK, 8, 0);
        long first = wheel.schedule("first", 100);
        assertThat(wheel.cancel(first)).isTrue();
        assertThat(wheel.cancel(first)).isFalse();

        long second = wheel.schedule("second", 100);
        assertThat(wheel.cancel(first)).as("the node's former handle").isFalse();
        wheel.advance(100, 8, fired::add);
        assertThat(fired).containsExactly("second");
        assertThat(wheel.cancel(second)).isFalse();
        assertThat(wheel.cancel(TimerWheel.NONE)).isFalse();
    }

    @Test
    void refusesBeyondItsCapacityAndTakesAgainAfterwards() {
        var wheel = new TimerWheel<String>(TICK, 2, 0);
        long kept = wheel.schedule("a", 100);
        wheel.schedule("b", 100);
        assertThat(wheel.schedule("c", 100)).isEqualTo(TimerWheel.NONE);
        wheel.cancel(kept);
        assertThat(wheel.schedule("c", 100)).isNotEqualTo(TimerWheel.NONE);
    }

    @Test
    void aTimerThatRenewsItselfFiresOnceATick() {
        var wheel = new TimerWheel<String>(TICK, 8, 0);
        wheel.schedule("again", 0);
        int count = wheel.advance(99, 1_000, element -> wheel.schedule(element, 0));
        assertThat(count).isEqualTo(10);
        assertThat(wheel.size()).isOne();
    }

    @Test
    void workMaxCutsACrowdIntoCallsAndLosesNobody() {
        var wheel = new TimerWheel<String>(TICK, 1_000, 0);
        for (int i = 0; i < 1_000; i++) {
            wheel.schedule("t" + i, 300 * TICK);
        }
        int calls = 0;
        while (wheel.size() > 0) {
            assertThat(wheel.advance(300 * TICK, 64, fired::add)).isLessThanOrEqualTo(64);
            assertThat(wheel.nextDelayNanos(300 * TICK)).isIn(0L, Long.MAX_VALUE);
            calls++;
        }
        assertThat(calls).as("each timer cascades once and fires once").isBetween(2_000 / 64, 2_000 / 64 + 1);
        assertThat(fired).hasSize(1_000).doesNotHaveDuplicates();
    }

    @Test
    void aHandlerThatThrowsLosesOnlyItsOwnTimer() {
        var wheel = new TimerWheel<String>(TICK, 8, 0);
        wheel.schedule("bad", 100);
        wheel.schedule("good", 100);
        assertThatThrownBy(() -> wheel.advance(100, 8, element -> {
                    throw new IllegalStateException(element);
                }))
                .hasMessage("bad");
        wheel.advance(100, 8, fired::add);
        assertThat(fired).containsExactly("good");
    }

    @Test
    void timeThatRunsBackwardsIsIgnored() {
        var wheel = new TimerWheel<String>(TICK, 8, 0);
        wheel.advance(1_000, 8, NOTHING_DUE);
        wheel.schedule("a", 1_500);
        wheel.advance(-1_000, 8, NOTHING_DUE);
        wheel.advance(1_490, 8, NOTHING_DUE);
        wheel.advance(1_500, 8, fired::add);
        assertThat(fired).containsExactly("a");
    }

    @Test
    void theClockMayWrapAround() {
        long start = Long.MAX_VALUE - 95;
        var wheel = new TimerWheel<String>(TICK, 8, start);
        wheel.schedule("a", start + 200);
        wheel.advance(start + 199, 8, NOTHING_DUE);
        wheel.advance(start + 200, 8, fired::add);
        assertThat(fired).containsExactly("a");
    }

    /** Random schedules, cancellations and steps of time from a tick to a year, against a plain map of deadlines. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesAsAMapOfDeadlines(long seed) {
        var random = new Random(seed);
        long now = random.nextLong();
        long start = now;
        long lastTick = -1;
        var wheel = new TimerWheel<Integer>(TICK, 500, now);
        Map<Integer, Long> deadlineTicks = new HashMap<>();
        Map<Integer, Long> handles = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            int action = random.nextInt(10);
            if (action < 5) {
                long deadline = now + randomSpan(random);
                long handle = wheel.schedule(step, deadline);
                assertThat(handle == TimerWheel.NONE).isEqualTo(deadlineTicks.size() == 500);
                if (handle != TimerWheel.NONE) {
                    // A tick that is over is not fired again.
                    deadlineTicks.put(step, Math.max(lastTick + 1, -Math.floorDiv(start - deadline, TICK)));
                    handles.put(step, handle);
                }
            } else if (action < 7) {
                int victim = random.nextInt(step + 1);
                long handle = handles.getOrDefault(victim, TimerWheel.NONE);
                assertThat(wheel.cancel(handle)).isEqualTo(deadlineTicks.remove(victim) != null);
            } else {
                now += randomSpan(random) / 4;
                long tick = Math.floorDiv(now - start, TICK);
                wheel.advance(now, Integer.MAX_VALUE, element -> {
                    Long deadline = deadlineTicks.remove(element);
                    assertThat(deadline)
                            .as("fired once, and not early")
                            .isNotNull()
                            .isLessThanOrEqualTo(tick);
                });
                assertThat(deadlineTicks.values()).as("none forgotten").allMatch(deadline -> deadline > tick);
                lastTick = tick;
            }
            assertThat(wheel.size()).isEqualTo(deadlineTicks.size());
        }
    }

    /** The owner that sleeps as long as it is told misses nothing and is not woken in vain for ever. */
    @Test
    void sleepingAsToldReachesEveryTimerInFewSteps() {
        var random = new Random(9);
        var wheel = new TimerWheel<Long>(TICK, 1_000, 0);
        for (int i = 0; i < 1_000; i++) {
            long deadline = randomSpan(random);
            wheel.schedule(deadline, deadline);
        }
        var clock = new long[1];
        int wakes = 0;
        while (wheel.size() > 0) {
            clock[0] += wheel.nextDelayNanos(clock[0]);
            wheel.advance(
                    clock[0],
                    Integer.MAX_VALUE,
                    deadline -> assertThat(clock[0]).isBetween(deadline, deadline + TICK));
            wakes++;
        }
        assertThat(wakes).isLessThan(1_000 * 8);
    }

    @Test
    void allocatesNothingOnceGrown() {
        var wheel = new TimerWheel<String>(TICK, 1_000, 0);
        long[] timers = new long[1_000];
        Consumer<String> nothing = element -> {};
        churn(wheel, timers, nothing, 0, 10);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        churn(wheel, timers, nothing, 10, 100);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }

    private static void churn(TimerWheel<String> wheel, long[] timers, Consumer<String> expired, int from, int until) {
        for (int round = from; round < until; round++) {
            long now = round * 1_000_000L;
            for (int i = 0; i < timers.length; i++) {
                timers[i] = wheel.schedule("t", now + i * 900L);
            }
            for (int i = 0; i < timers.length; i += 2) {
                wheel.cancel(timers[i]);
            }
            wheel.advance(now + 999_999, Integer.MAX_VALUE, expired);
        }
    }

    private static long randomSpan(Random random) {
        return random.nextLong(1L << random.nextInt(1, 55));
    }
}
