package dev.heliograph.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The script on a real Redis, call by call. */
class RedisLeasesIT {
    private static final Rate TEN = new Rate(10, 5);
    private static final long LEASE_MICROS = 25_000;
    /** What two calls may lie apart on a busy machine. */
    private static final long SLACK_MICROS = 80_000;

    private static Vertx vertx;
    private static TestRedis redis;
    private RedisLeases one;
    private RedisLeases two;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        redis = TestRedis.started();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        redis.close();
    }

    @BeforeEach
    void flush() throws Exception {
        redis.send(vertx, Command.FLUSHALL);
        one = new RedisLeases(vertx, "one", RedisConfig.of(redis.uri()));
        two = new RedisLeases(vertx, "two", RedisConfig.of(redis.uri()));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private static LeaseGrant lease(RedisLeases from, Rate rate, long wanted, long need, long returned)
            throws Exception {
        return from.lease(new LeaseRequest("b", rate, wanted, need, returned, LEASE_MICROS, false))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    @Test
    void whatTheBucketDoesNotHoldIsPromisedInTheOrderAsked() throws Exception {
        LeaseGrant first = lease(one, TEN, 10, 0, 0);
        assertThat(first).as("one permit, for the bucket may have been lost").isEqualTo(new LeaseGrant(1, 0, 0, 0, 1));

        LeaseGrant second = lease(two, TEN, 10, 1, 0);
        assertThat(second.ready()).isZero();
        assertThat(second.promised()).as("a lease is less than one permit").isOne();
        assertThat(second.untilMicros()).isCloseTo(100_000, within(SLACK_MICROS));
        assertThat(second.nodes()).isEqualTo(2);

        LeaseGrant large = lease(one, TEN, 10, 3, 0);
        assertThat(large.promised()).as("what its message needs").isEqualTo(3);
        assertThat(large.fromMicros()).isCloseTo(100_000, within(SLACK_MICROS));
        assertThat(large.untilMicros()).isCloseTo(400_000, within(SLACK_MICROS));
    }

    @Test
    void promisesReachOnlySoFarAhead() throws Exception {
        lease(one, TEN, 6, 6, 0);
        LeaseGrant refused = lease(one, TEN, 1, 1, 0);
        assertThat(refused.permits()).isZero();
        long aheadMax = 2 * LEASE_MICROS + 100_000;
        assertThat(refused.untilMicros()).isCloseTo(500_000 - aheadMax, within(SLACK_MICROS));

        assertThat(lease(one, TEN, 0, 0, 5).permits()).isZero();
        assertThat(lease(one, TEN, 1, 1, 0).permits())
                .as("after giving five back")
                .isOne();
    }

    @Test
    void aRestFillsTheBucketUpToItsBurst() throws Exception {
        lease(one, TEN, 1, 1, 0);
        set("spent", "0");
        assertThat(lease(one, TEN, 100, 0, 0)).isEqualTo(new LeaseGrant(5, 0, 0, 0, 1));
    }

    @Test
    void givingBackNeverOverfillsAndAChargeMayLeaveADebt() throws Exception {
        lease(one, TEN, 1, 1, 0);
        lease(one, TEN, 0, 0, 1_000);
        assertThat(lease(one, TEN, 100, 0, -7).permits())
                .as("5 held, 7 spent unasked, too far ahead")
                .isZero();
        assertThat(lease(one, TEN, 100, 0, 2).promised()).isOne();
    }

    @Test
    void anotherRateKeepsThePermits() throws Exception {
        lease(one, TEN, 1, 1, 0);
        lease(one, TEN, 0, 0, 3);
        assertThat(lease(one, new Rate(0.01, 5), 5, 0, 0).ready()).isEqualTo(3);
    }

    @Test
    void aClockThatStepsBackDoesNotStopTheBucket() throws Exception {
        lease(one, TEN, 1, 1, 0);
        long hourAhead = (System.currentTimeMillis() + 3_600_000) * 1_000;
        set("at", Long.toString(hourAhead));
        set("spent", Long.toString(hourAhead - 200_000));
        assertThat(lease(one, TEN, 5, 0, 0).ready()).isBetween(2L, 3L);
    }

    @Test
    void aContendedBucketIsLeasedInFairParts() throws Exception {
        var rate = new Rate(1_000, 100);
        lease(one, rate, 1, 1, 0);
        lease(two, rate, 1, 1, 0);
        assertThat(lease(one, rate, 25, 0, 0).promised()).isBetween(1L, 25L);
        set("spent", Long.toString(System.currentTimeMillis() * 1_000 + 40_000));
        assertThat(lease(two, rate, 25, 0, 0).permits())
                .as("a lease of 25 between two")
                .isEqualTo(12);
    }

    @Test
    void theFastestRateIsUnderstood() throws Exception {
        var rate = new Rate(Rate.PER_SECOND_MAX, 1_000_000);
        lease(one, rate, 1, 1, 0);
        assertThat(lease(one, rate, 250_000, 0, 0).permits()).isEqualTo(250_000);
    }

    @Test
    void whoLeavesIsNotCounted() throws Exception {
        lease(one, TEN, 0, 0, 0);
        assertThat(lease(two, TEN, 0, 0, 0).nodes()).isEqualTo(2);
        one.lease(new LeaseRequest("b", TEN, 0, 0, 0, LEASE_MICROS, true))
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        assertThat(lease(two, TEN, 0, 0, 0).nodes()).isOne();
    }

    @Test
    void aScriptForgottenIsSentAgain() throws Exception {
        lease(one, TEN, 1, 1, 0);
        redis.send(vertx, Command.SCRIPT, "FLUSH");
        assertThat(lease(one, TEN, 0, 0, 0).nodes()).isOne();
    }

    private static void set(String field, String value) throws Exception {
        redis.send(vertx, Command.HSET, "{heliograph:b}:permits", field, value);
    }
}
