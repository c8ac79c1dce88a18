package dev.heliograph.throttle;

/** Skeleton: a rate shared by nodes through leases from Redis. */
@SuppressWarnings("DoNotCallSuggester")
public final class RedisTokenBucket implements TokenBucket {
    private final Rate rate;

    RedisTokenBucket(Rate rate) {
        this.rate = rate;
    }

    @Override
    public long tryAcquire(long permits, long nowNanos) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void giveBack(long permits) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public Rate rate() {
        return rate;
    }

    @Override
    public void updateRate(Rate rate, long nowNanos) {
        throw new UnsupportedOperationException("not built yet");
    }
}
