package dev.heliograph.routing;

import dev.heliograph.channel.Said;
import dev.heliograph.reach.Seen;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of a recipient on a channel, the better ones first. */
enum Evidence {
    /** The person wrote there within a day. */
    WROTE,
    /** A message was read there within 30 days. */
    READ,
    /** A message was delivered there within 30 days. */
    REACHED,
    /** The provider has said lately that messages arrive. */
    SAID,
    /** Messages arrive there, and of four hardly one is read. */
    SELDOM_READ,
    UNKNOWN,
    /** The last that was heard was no good, though too long ago to leave the channel out. */
    DOUBTFUL;

    private static final long WROTE_MILLIS = Duration.ofDays(1).toMillis();
    private static final long LATELY_MILLIS = Duration.ofDays(30).toMillis();
    private static final int DELIVERIES_TELL = 4;

    /**
     * @param said by the provider, null for nothing
     * @param readIsReported whether the channel says so
     */
    static Evidence of(Seen seen, @Nullable Said said, boolean readIsReported, long now) {
        boolean refused = said != null && !said.isReached();
        if (refused || (!seen.failure().isEmpty() && !isBack(seen, said))) {
            return DOUBTFUL;
        }
        if (isWithin(seen.wroteAtMillis(), WROTE_MILLIS, now)) {
            return WROTE;
        }
        boolean seldom = readIsReported
                && seen.delivered() >= DELIVERIES_TELL
                && seen.read() * DELIVERIES_TELL < seen.delivered();
        if (isWithin(seen.readAtMillis(), LATELY_MILLIS, now) && !seldom) {
            return READ;
        }
        if (isWithin(seen.reachedAtMillis(), LATELY_MILLIS, now)) {
            return seldom ? SELDOM_READ : REACHED;
        }
        return said == null ? UNKNOWN : SAID;
    }

    /** @return whether the provider has said since that it reaches somebody whom it did not reach before */
    static boolean isBack(Seen seen, @Nullable Said said) {
        return said != null && said.isReached() && seen.isNotReachable() && said.atMillis() > seen.failedAtMillis();
    }

    private static boolean isWithin(long atMillis, long span, long now) {
        return atMillis != 0 && now - atMillis < span;
    }
}
