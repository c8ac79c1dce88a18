package dev.heliograph.dispatch;

import dev.heliograph.throttle.Alarm;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;

/**
 * How fast a lane sends: at the rate of its bucket, at a share of that while the provider says that it is too much; and who wakes the lane when it may go on. On
 * the lane's loop.
 */
final class Pace {
    /** The lane looks at everything so often, whatever happens. */
    static final long TICK_NANOS = 1_000_000_000L;

    private final TokenBucket bucket;
    private final LaneClock clock;
    private final Runnable wake;
    private final Alarm alarm;
    private final Brake brake = new Brake();
    private Rate configured;

    /** @param wake run when tokens may be there again */
    Pace(TokenBucket bucket, LaneClock clock, Runnable wake) {
        this.bucket = bucket;
        this.clock = clock;
        this.wake = wake;
        this.alarm = new Alarm(clock.scheduler(), wake);
        this.configured = bucket.rate();
    }

    void start() {
        bucket.onAvailable(wake);
    }

    /** Takes tokens; @return whether they were there: if not, the lane is woken when they may be */
    boolean takes(int cost, long nowNanos) {
        long wait = brake.pauseNanos(nowNanos);
        if (wait == 0) {
            wait = bucket.tryAcquire(cost, nowNanos);
        }
        if (wait > 0) {
            wakeAfter(wait);
        }
        return wait <= 0;
    }

    /** Wakes the lane, unless its tick or a wake that is set already comes before. */
    void wakeAfter(long nanos) {
        if (nanos < TICK_NANOS) {
            alarm.ring(clock.nanos().getAsLong(), nanos);
        }
    }

    /** The provider wants less. */
    void complain(long retryAfterMillis) {
        brake.complain(clock.nanos().getAsLong(), retryAfterMillis);
        applyShare();
    }

    /** Gives back what the provider took, as quiet time goes by. */
    void tick() {
        if (brake.recover(clock.nanos().getAsLong())) {
            applyShare();
        }
    }

    void rate(Rate rate) {
        configured = rate;
        applyShare();
    }

    private void applyShare() {
        double share = brake.share();
        Rate now = share >= 1
                ? configured
                : new Rate(Math.max(Rate.PER_SECOND_MIN, configured.perSecond() * share), Math.max(1, (long)
                        (configured.burst() * share)));
        bucket.updateRate(now, clock.nanos().getAsLong());
    }

    /** @return the configured one */
    Rate rate() {
        return configured;
    }

    /** @return of the rate, in use */
    double share() {
        return brake.share();
    }

    void close() {
        bucket.close();
    }
}
