package dev.heliograph.admission;

import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the questions that make the store look through what waits (cancel_sm without an id, replace_if_present_flag): each costs about what ten thousand submissions
 * cost, and one thread answers them all. Any thread.
 */
final class Searches {
    /** Of one account. */
    private static final Rate RATE = new Rate(10, 20);
    /** Of all accounts, asked and not answered: some seconds of work. */
    private static final int UNDER_WAY_MAX = 32;

    private static final long NANOS_A_MILLI = 1_000_000;

    private final LongSupplier nanos;
    private final ConcurrentHashMap<String, TokenBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();

    Searches(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return why the account may not search now, or null when it may; then the search counts as asked */
    @Nullable
    Admitted check(String account) {
        if (underWay.get() >= UNDER_WAY_MAX) {
            return Admitted.full(UNDER_WAY_MAX + " searches are under way");
        }
        long now = nanos.getAsLong();
        TokenBucket bucket = buckets.computeIfAbsent(account, name -> LocalTokenBucket.full(RATE, now));
        long wait = bucket.tryAcquire(1, now);
        return wait == 0
                ? null
                : new Admitted(
                        Verdict.THROTTLED,
                        0,
                        0,
                        "",
                        "searches among waiting messages have a rate of " + RATE,
                        Math.max(1, wait / NANOS_A_MILLI));
    }

    void begun() {
        underWay.incrementAndGet();
    }

    void ended() {
        underWay.decrementAndGet();
    }
}
