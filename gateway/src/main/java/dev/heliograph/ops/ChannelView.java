package dev.heliograph.ops;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A channel and its lane as an operator sees them.
 *
 * @param sessionsUp connections in working order
 * @param sessionsMax connections it should have
 * @param inFlight provider requests without an answer
 * @param credit provider requests it would take now
 * @param windowMax provider requests it takes at most at once
 * @param ratePerSecond provider requests a second
 * @param burst provider requests at once after a rest
 * @param share of the rate in use, below 1 while the provider throttles
 * @param paused by an operator: nothing is sent, everything waits
 * @param queued messages that wait in the lane's memory
 * @param waiting messages that wait, in memory or on disk
 * @param sent messages that the provider took
 * @param failed submissions that ended otherwise
 * @param failures {@code failed} by failure class
 * @param possibleDuplicates messages sent again although the provider may have taken them
 * @param expired messages whose validity ended before anybody took them
 * @param unreported messages that ended unknown because no receipt came
 * @param quarantined messages given up because handling them failed again and again
 * @param receipts that came in
 * @param counters rising figures by name, lane and channel together
 * @param lastError the last thing that went wrong, or null
 */
public record ChannelView(
        String id,
        String kind,
        int sessionsUp,
        int sessionsMax,
        int inFlight,
        int credit,
        int windowMax,
        double ratePerSecond,
        long burst,
        double share,
        boolean paused,
        long queued,
        long waiting,
        long sent,
        long failed,
        Map<String, Long> failures,
        long possibleDuplicates,
        long expired,
        long unreported,
        long quarantined,
        long receipts,
        Map<String, Long> counters,
        @Nullable String lastError) {}
