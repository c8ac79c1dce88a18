package dev.heliograph.dispatch;

import dev.heliograph.channel.Failure;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What a lane has done, for the metrics. */
public final class LaneCounts {
    /** Messages handed to the channel, retries included. */
    public final LongAdder submitted = new LongAdder();

    /** Messages that the provider took. */
    public final LongAdder sent = new LongAdder();

    /** Messages that waited in vain until their validity ended. */
    public final LongAdder expired = new LongAdder();

    /** Submissions that will be tried again. */
    public final LongAdder retried = new LongAdder();

    /** Messages sent again although the provider may have taken them. */
    public final LongAdder possibleDuplicates = new LongAdder();

    /** Messages given up because handling them threw again and again. */
    public final LongAdder quarantined = new LongAdder();

    /** Messages that ended unknown because no receipt came. */
    public final LongAdder unreported = new LongAdder();

    /** Messages that went on over another channel because their time on this one was up. */
    public final LongAdder timeouts = new LongAdder();

    /** Messages whose time was up while too many others were being ended; each a minute later again. */
    public final LongAdder deferred = new LongAdder();

    /** Messages that the provider took back before they went on. */
    public final LongAdder revoked = new LongAdder();

    /** Messages that the store had to keep because the lane's memory was full. */
    public final LongAdder spilled = new LongAdder();

    private final LongAdder[] failures = new LongAdder[Failure.values().length];

    LaneCounts() {
        for (int i = 0; i < failures.length; i++) {
            failures[i] = new LongAdder();
        }
    }

    /** @return those that do not tell how a message ended here, by name */
    public Map<String, LongAdder> byName() {
        return Map.of(
                "lane.submitted", submitted,
                "lane.retried", retried,
                "lane.spilled", spilled,
                "lane.timeouts", timeouts,
                "lane.revoked", revoked,
                "lane.deferred", deferred);
    }

    /** @return submissions that ended in this failure */
    public LongAdder failures(Failure failure) {
        return failures[failure.ordinal()];
    }
}
