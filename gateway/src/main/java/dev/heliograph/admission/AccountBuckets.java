package dev.heliograph.admission;

import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Each account's token bucket, counted in segments. A new rate takes over what the old one left. */
final class AccountBuckets {
    private final ConcurrentHashMap<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** @return the bucket, or null when the account has no limit */
    @Nullable
    TokenBucket of(Account account, long nowNanos) {
        Rate rate = account.rate();
        if (rate == null) {
            return null;
        }
        TokenBucket bucket = buckets.get(account.name());
        if (bucket == null) {
            bucket = buckets.computeIfAbsent(account.name(), name -> LocalTokenBucket.full(rate, nowNanos));
        }
        if (!bucket.rate().equals(rate)) {
            bucket.updateRate(rate, nowNanos);
        }
        return bucket;
    }
}
