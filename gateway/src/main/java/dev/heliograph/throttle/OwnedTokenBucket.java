package dev.heliograph.throttle;

/**
 * A bucket in this process for one owner thread: {@link LocalTokenBucket} without the compare-and-set, which is most of what a
 * grant costs. For a lane whose channel no other node shares.
 */
public final class OwnedTokenBucket implements TokenBucket {
    private Gcra gcra;
    private long arrival;

    private OwnedTokenBucket(Gcra gcra, long arrival) {
        this.gcra = gcra;
        this.arrival = arrival;
    }

    /** A bucket that holds its burst. */
    public static OwnedTokenBucket full(Rate rate, long nowNanos) {
        return new OwnedTokenBucket(new Gcra(rate), Gcra.instant(nowNanos));
    }

    /** A bucket that holds nothing yet. */
    public static OwnedTokenBucket empty(Rate rate, long nowNanos) {
        var gcra = new Gcra(rate);
        return new OwnedTokenBucket(gcra, gcra.empty(Gcra.instant(nowNanos)));
    }

    @Override
    public long tryAcquire(long permits, long nowNanos) {
        TokenBucket.check(permits);
        long now = Gcra.instant(nowNanos);
        long shortfall = gcra.shortfall(arrival, permits, now);
        if (shortfall > 0) {
            return Gcra.waitNanos(shortfall);
        }
        arrival = gcra.afterGrant(arrival, permits, now);
        return 0;
    }

    @Override
    public void giveBack(long permits) {
        TokenBucket.check(permits);
        arrival = gcra.afterReturn(arrival, permits);
    }

    @Override
    public Rate rate() {
        return gcra.rate();
    }

    @Override
    public void updateRate(Rate rate, long nowNanos) {
        var to = new Gcra(rate);
        arrival = gcra.convert(arrival, to, Gcra.instant(nowNanos));
        gcra = to;
    }
}
