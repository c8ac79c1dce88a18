package dev.heliograph.throttle;

import static dev.heliograph.throttle.VirtualTime.MILLI;
import static dev.heliograph.throttle.VirtualTime.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.heliograph.throttle.SimulatedRedis.Health;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes around a simulated Redis, in virtual time. */
class RedisTokenBucketTest {
    private static final RedisConfig CONFIG = RedisConfig.of("redis://simulated");

    private final VirtualTime time = new VirtualTime();
    private final SimulatedRedis redis = new SimulatedRedis(time, CONFIG);
    private final List<RedisTokenBucket> buckets = new ArrayList<>();
    private final List<SimulatedLane> lanes = new ArrayList<>();

    private RedisTokenBucket bucket(Rate rate) {
        var bucket = new RedisTokenBucket("b", rate, CONFIG, redis.from("n" + buckets.size()), time, time).start();
        buckets.add(bucket);
        return bucket;
    }

    private SimulatedLane node(Rate rate) {
        var lane = new SimulatedLane(time, bucket(rate));
        lanes.add(lane);
        return lane;
    }

    private long granted() {
        return lanes.stream().mapToLong(lane -> lane.granted).sum();
    }

    @ParameterizedTest
    @CsvSource({"1, 10000", "2, 1000", "4, 10000", "4, 80", "3, 1", "10, 5000", "4, 1000000"})
    void saturatedNodesShareTheRateEvenlyWithFewCalls(int nodes, double perSecond) {
        for (int i = 0; i < nodes; i++) {
            node(Rate.perSecond(perSecond)).insatiable();
        }
        time.advance(2 * SECOND);
        long before = granted();
        int callsBefore = redis.calls;
        List<Long> each = lanes.stream().map(lane -> lane.granted).toList();
        long span = (long) (Math.max(10, 30 / perSecond) * SECOND);
        time.advance(span);

        double seconds = span / 1e9;
        assertThat((granted() - before) / seconds).isCloseTo(perSecond, withinPercentage(3));
        assertThat((redis.calls - callsBefore) / seconds).isLessThanOrEqualTo(200);
        for (int i = 0; i < nodes; i++) {
            assertThat((lanes.get(i).granted - each.get(i)) / seconds)
                    .as("node %d", i)
                    .isCloseTo(perSecond / nodes, withinPercentage(15));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 2000, 0.9", "4, 10000, 0.2", "2, 10000, 0.45", "2, 100, 0.3", "1, 100000, 0.5"})
    void steadyTrafficBelowTheRateNeverWaits(int nodes, double perSecond, double load) {
        for (int i = 0; i < nodes; i++) {
            node(Rate.perSecond(perSecond)).arrivals(perSecond * load);
        }
        time.advance(2 * SECOND);
        long refusals = lanes.stream().mapToLong(lane -> lane.refusals).sum();
        int callsBefore = redis.calls;
        time.advance(10 * SECOND);
        assertThat(lanes.stream().mapToLong(lane -> lane.refusals).sum()).isEqualTo(refusals);
        assertThat((redis.calls - callsBefore) / 10.0).isLessThanOrEqualTo(200);
    }

    @Test
    void aNodeThatWantsLittleIsNotCrowdedOut() {
        var greedy = node(Rate.perSecond(1_000)).insatiable();
        var modest = node(Rate.perSecond(1_000)).arrivals(300);
        time.advance(10 * SECOND);
        assertThat(modest.granted).isCloseTo(3_000, withinPercentage(3));
        assertThat(greedy.granted).isCloseTo(7_000, withinPercentage(4));
    }

    @Test
    void anIdleNodeGivesBackWhatItWasLeased() {
        var first = node(Rate.perSecond(1_000)).insatiable();
        var second = node(Rate.perSecond(1_000)).insatiable();
        time.advance(2 * SECOND);
        first.insatiable = false;
        time.advance(SECOND);
        long before = second.granted;
        time.advance(2 * SECOND);
        assertThat(second.granted - before).isCloseTo(2_000, withinPercentage(3));
        int calls = redis.calls;
        second.insatiable = false;
        time.advance(SECOND);
        calls = redis.calls - calls;
        assertThat(calls).isLessThan(20);
        calls = redis.calls;
        time.advance(30 * SECOND);
        assertThat(redis.calls - calls).as("two nodes' heartbeats").isBetween(12, 20);
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 25", "100, 10, 255", "1, 1, 3"})
    void aMessageLargerThanBurstAndLeasePasses(double perSecond, long burst, int segments) {
        var rate = new Rate(perSecond, burst);
        var large = node(rate);
        large.permitsEach = segments;
        large.insatiable();
        node(rate).insatiable();
        time.advance((long) (10 * segments / perSecond * SECOND));
        assertThat(large.granted).isGreaterThanOrEqualTo(3L * segments);
        assertThat(granted() / (10 * segments / perSecond)).isLessThanOrEqualTo(perSecond * 1.2 + 1);
    }

    @Test
    void withoutRedisTheNodesKeepTheirShares() {
        for (int i = 0; i < 4; i++) {
            node(Rate.perSecond(1_000)).insatiable();
        }
        time.advance(5 * SECOND);
        redis.health = Health.REFUSES;
        long failedAt = time.getAsLong();
        time.advance(60 * SECOND);
        assertThat(buckets).allMatch(RedisTokenBucket::isLocal).allMatch(bucket -> bucket.nodes() == 4);
        for (SimulatedLane lane : lanes) {
            assertThat(lane.grantedSince(failedAt)).isCloseTo(60 * 225, withinPercentage(2));
        }

        redis.flushAll();
        redis.health = Health.ANSWERS;
        time.advance(SECOND);
        assertThat(buckets).noneMatch(RedisTokenBucket::isLocal);
        long before = granted();
        time.advance(10 * SECOND);
        assertThat(granted() - before).isCloseTo(10_000, withinPercentage(3));
        assertBound(Rate.perSecond(1_000));
    }

    @Test
    void aRedisThatHangsCostsOneDeadlineThenProbes() {
        var lane = node(Rate.perSecond(1_000)).insatiable();
        time.advance(SECOND);
        redis.health = Health.HANGS;
        long hungAt = time.getAsLong();
        int callsBefore = redis.calls;
        time.advance(10 * SECOND);
        long[] gaps = gapsSince(lane, hungAt);
        assertThat(gaps[gaps.length - 1]).as("the longest standstill").isLessThanOrEqualTo(25 * MILLI);
        assertThat(lane.grantedSince(hungAt)).isCloseTo(9_000, withinPercentage(2));
        assertThat(redis.calls - callsBefore)
                .as("three failures, then a probe each 250 ms")
                .isLessThan(45);

        redis.health = Health.ANSWERS;
        time.advance(SECOND);
        assertThat(buckets.get(0).isLocal()).isFalse();
        assertBound(Rate.perSecond(1_000));
    }

    private static long[] gapsSince(SimulatedLane lane, long instant) {
        long[] times = lane.grants.stream()
                .mapToLong(grant -> grant[0])
                .filter(at -> at >= instant)
                .toArray();
        long[] gaps = new long[times.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(gaps);
        return gaps;
    }

    @Test
    void slowerThanTheDeadlineIsAway() {
        redis.latencyNanos = 200 * MILLI;
        var lane = node(Rate.perSecond(1_000)).insatiable();
        time.advance(10 * SECOND);
        assertThat(buckets.get(0).isLocal()).isTrue();
        assertThat(lane.granted).as("late leases are given back, not spent").isCloseTo(9_000, withinPercentage(2));
        redis.latencyNanos = 2 * MILLI;
        time.advance(SECOND);
        assertThat(buckets.get(0).isLocal()).isFalse();
    }

    @Test
    void withoutRedisFromTheStartItSharesWithTheNodesAssumed() {
        redis.health = Health.REFUSES;
        var config = new RedisConfig("redis://simulated", RedisConfig.Mode.SINGLE, "m", "k", 20, 25, 10_000, 3, 3, 250);
        var bucket = new RedisTokenBucket("b", Rate.perSecond(1_000), config, redis.from("n"), time, time).start();
        var lane = new SimulatedLane(time, bucket).insatiable();
        time.advance(10 * SECOND);
        assertThat(lane.granted).isCloseTo(3_000, withinPercentage(2));
        redis.health = Health.ANSWERS;
        time.advance(SECOND);
        assertThat(bucket.isLocal()).isFalse();
    }

    @Test
    void aNodeThatDiesIsForgottenAndItsShareGoesToTheOthers() {
        node(Rate.perSecond(1_000)).insatiable();
        var dying = new SimulatedLane(time, bucket(Rate.perSecond(1_000))).insatiable();
        time.advance(2 * SECOND);
        assertThat(buckets.get(0).nodes()).isEqualTo(2);
        dying.insatiable = false;
        buckets.get(1).close();
        time.advance(SECOND);
        assertThat(redis.nodesAlive()).isOne();
        assertThat(buckets.get(0).nodes()).as("not believed at once").isEqualTo(2);
        time.advance(10 * SECOND);
        assertThat(buckets.get(0).nodes()).isOne();
    }

    @Test
    void aNewRateIsTakenUp() {
        var lane = node(new Rate(1, 1)).insatiable();
        node(new Rate(1, 1)).insatiable();
        time.advance(10 * SECOND);
        assertThat(granted()).isBetween(10L, 12L);
        buckets.forEach(bucket -> bucket.updateRate(new Rate(1_000, 100), time.getAsLong()));
        time.advance(5 * SECOND);
        long before = granted();
        time.advance(10 * SECOND);
        assertThat(granted() - before).isCloseTo(10_000, withinPercentage(3));
        assertThat(lane.granted).isPositive();
    }

    @Test
    void givenBackPermitsAreSpentBeforeNewOnesAreLeased() {
        var bucket = bucket(new Rate(10, 1));
        time.advance(SECOND);
        long now = time.getAsLong();
        assertThat(bucket.tryAcquire(1, now)).isPositive();
        time.advance(5 * MILLI);
        assertThat(bucket.tryAcquire(1, time.getAsLong())).isZero();
        bucket.giveBack(1);
        assertThat(bucket.tryAcquire(1, time.getAsLong())).isZero();
        assertThat(bucket.tryAcquire(1, time.getAsLong())).isPositive();
    }

    /** Faults at random for two simulated minutes: the bound holds in every window with one fault, and no lane stands still for long. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverHappensTheBoundHolds(long seed) {
        var random = new Random(seed);
        var rate = new Rate(500, 50);
        for (int i = 0; i < 3; i++) {
            node(rate).insatiable();
        }
        time.advance(2 * SECOND);
        List<Long> faults = new ArrayList<>(List.of(0L));
        for (int i = 0; i < 12; i++) {
            faults.add(time.getAsLong());
            redis.health = Health.values()[random.nextInt(3)];
            time.advance(random.nextLong(5 * SECOND));
            if (random.nextBoolean()) {
                redis.flushAll();
            }
            redis.health = Health.ANSWERS;
            redis.latencyNanos = random.nextLong(10 * MILLI);
            time.advance(2 * SECOND + random.nextLong(3 * SECOND));
        }
        faults.add(time.getAsLong());
        for (int i = 2; i < faults.size(); i++) {
            assertBound(rate, faults.get(i - 2), faults.get(i));
        }
        double seconds = time.getAsLong() / 1e9;
        assertThat(granted() / seconds).isGreaterThan(0.85 * rate.perSecond());
    }

    private void assertBound(Rate rate) {
        assertBound(rate, 0, Long.MAX_VALUE);
    }

    /** In every window of all nodes' grants between two instants: rate x window + burst + nodes x lease. */
    private void assertBound(Rate rate, long from, long to) {
        long leasePermits = (long) Math.ceil(rate.perSecond() * CONFIG.leaseMillis() / 1e3);
        long allowance = rate.burst() + lanes.size() * leasePermits;
        List<long[]> all = lanes.stream()
                .flatMap(lane -> lane.grants.stream())
                .filter(grant -> grant[0] >= from && grant[0] < to)
                .sorted(Comparator.comparingLong(grant -> grant[0]))
                .toList();
        // The largest excess over the rate of any window, in one pass: permits so far less time so far, against its
        // minimum.
        double lowest = Double.MAX_VALUE;
        double worst = 0;
        long sum = 0;
        for (long[] grant : all) {
            lowest = Math.min(lowest, sum - rate.perSecond() * grant[0] / 1e9);
            sum += grant[1];
            worst = Math.max(worst, sum - rate.perSecond() * grant[0] / 1e9 - lowest);
        }
        assertThat(worst).isLessThanOrEqualTo(allowance);
        assertThat(sum).isPositive();
    }
}
