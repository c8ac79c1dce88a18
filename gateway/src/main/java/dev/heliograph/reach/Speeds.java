package dev.heliograph.reach;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** How long each channel takes from handing a message over to the report that it was delivered: a decaying mean. Any thread. */
final class Speeds {
    /** One message in so many makes up the mean. */
    private static final int WEIGHT = 16;

    /** What takes longer was not slow, its recipient was away. */
    private static final long COUNTED_MILLIS_MAX = 600_000;

    static final long UNKNOWN = -1;

    private final ConcurrentHashMap<String, AtomicLong> means = new ConcurrentHashMap<>();

    void note(String channel, long millis) {
        if (millis < 0 || millis > COUNTED_MILLIS_MAX) {
            return;
        }
        AtomicLong mean = mean(channel);
        long before = mean.get();
        // One of two that meet is lost: it is a mean.
        long next = before == UNKNOWN ? millis : before + Math.round((millis - before) / (double) WEIGHT);
        mean.compareAndSet(before, next);
    }

    private AtomicLong mean(String channel) {
        AtomicLong known = means.get(channel);
        return known != null ? known : means.computeIfAbsent(channel, name -> new AtomicLong(UNKNOWN));
    }

    /** @return milliseconds, or {@link #UNKNOWN} */
    long of(String channel) {
        AtomicLong mean = means.get(channel);
        return mean == null ? UNKNOWN : mean.get();
    }

    /** What an earlier run knew; what is known already stands. */
    void recall(String channel, long millis) {
        mean(channel).compareAndSet(UNKNOWN, millis);
    }

    Iterable<String> channels() {
        return means.keySet();
    }
}
