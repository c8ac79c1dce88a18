package dev.heliograph.throttle;

import java.util.ArrayList;
import java.util.List;

/** Takes permits as a lane does: as long as there is work and the bucket grants, then when it was told to or is woken. */
final class SimulatedLane {
    private final VirtualTime time;
    private final TokenBucket bucket;
    /** Each grant: when, how many permits. */
    final List<long[]> grants = new ArrayList<>();

    int permitsEach = 1;
    boolean insatiable;
    long queued;
    long granted;
    long refusals;
    private long retryAt = -1;

    SimulatedLane(VirtualTime time, TokenBucket bucket) {
        this.time = time;
        this.bucket = bucket;
        bucket.onAvailable(this::run);
    }

    SimulatedLane insatiable() {
        insatiable = true;
        time.after(0, this::run);
        return this;
    }

    /** Messages come evenly. */
    SimulatedLane arrivals(double perSecond) {
        time.after((long) (VirtualTime.SECOND / perSecond), () -> {
            queued++;
            run();
            arrivals(perSecond);
        });
        return this;
    }

    void run() {
        while (insatiable || queued > 0) {
            long wait = bucket.tryAcquire(permitsEach, time.getAsLong());
            if (wait > 0) {
                refusals++;
                retry(wait);
                return;
            }
            queued = Math.max(0, queued - 1);
            granted += permitsEach;
            grants.add(new long[] {time.getAsLong(), permitsEach});
        }
    }

    private void retry(long wait) {
        long at = time.getAsLong() + wait;
        if (retryAt > time.getAsLong() && retryAt <= at) {
            return;
        }
        retryAt = at;
        time.after(wait, this::run);
    }

    long grantedSince(long instant) {
        return grants.stream()
                .filter(grant -> grant[0] >= instant)
                .mapToLong(grant -> grant[1])
                .sum();
    }
}
