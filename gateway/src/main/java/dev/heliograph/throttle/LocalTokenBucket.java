package dev.heliograph.throttle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A bucket in this process, for any number of threads: one long, changed by compare-and-set, nothing allocated.
 *
 * <p>The long is {@link Gcra}'s arrival instant. Packing a token count beside a time stamp was the alternative; it splits 64
 * bits between two ranges and must round one of them at each refill, while one instant at 1/64 ns covers 0.001/s to 10 million
 * a second without drift and makes refilling free: time passing changes nothing in memory, so a refusal is only a read.
 *
 * <p>Threads may pass slightly different times (each its batch's). A time behind another thread's never grants more; it may
 * only wait for the difference.
 */
public final class LocalTokenBucket implements TokenBucket {
    private static final VarHandle ARRIVAL;
    private static final VarHandle GCRA;

    static {
        try {
            ARRIVAL = MethodHandles.lookup().findVarHandle(LocalTokenBucket.class, "arrival", long.class);
            GCRA = MethodHandles.lookup().findVarHandle(LocalTokenBucket.class, "gcra", Gcra.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile Gcra gcra;
    private volatile long arrival;

    private LocalTokenBucket(Gcra gcra, long arrival) {
        this.gcra = gcra;
        this.arrival = arrival;
    }

    /** A bucket that holds its burst. */
    public static LocalTokenBucket full(Rate rate, long nowNanos) {
        return new LocalTokenBucket(new Gcra(rate), Gcra.instant(nowNanos));
    }

    /** A bucket that holds nothing yet. */
    public static LocalTokenBucket empty(Rate rate, long nowNanos) {
        Gcra gcra = new Gcra(rate);
        return new LocalTokenBucket(gcra, gcra.empty(Gcra.instant(nowNanos)));
    }

    @Override
    public long tryAcquire(long permits, long nowNanos) {
        TokenBucket.check(permits);
        Gcra function = gcra;
        long now = Gcra.instant(nowNanos);
        while (true) {
            long before = arrival;
            long shortfall = function.shortfall(before, permits, now);
            if (shortfall > 0) {
                return Gcra.waitNanos(shortfall);
            }
            if (ARRIVAL.compareAndSet(this, before, function.afterGrant(before, permits, now))) {
                return 0;
            }
        }
    }

    @Override
    public void giveBack(long permits) {
        TokenBucket.check(permits);
        while (true) {
            long before = arrival;
            if (ARRIVAL.compareAndSet(this, before, gcra.afterReturn(before, permits))) {
                return;
            }
        }
    }

    @Override
    public Rate rate() {
        return gcra.rate();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Rate and state change one after the other: a thread between the two may see up to one burst too many or too few,
     * once. Of several threads that bring the same rate, one changes it.
     */
    @Override
    public void updateRate(Rate rate, long nowNanos) {
        Gcra from = gcra;
        while (!from.rate().equals(rate)) {
            Gcra to = new Gcra(rate);
            if (GCRA.compareAndSet(this, from, to)) {
                convert(from, to, Gcra.instant(nowNanos));
                return;
            }
            from = gcra;
        }
    }

    private void convert(Gcra from, Gcra to, long now) {
        while (true) {
            long before = arrival;
            if (ARRIVAL.compareAndSet(this, before, from.convert(before, to, now))) {
                return;
            }
        }
    }
}
