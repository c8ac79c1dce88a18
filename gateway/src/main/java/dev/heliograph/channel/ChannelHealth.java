package dev.heliograph.channel;

import org.jspecify.annotations.Nullable;

/**
 * How a channel is.
 *
 * @param sessionsUp connections in working order
 * @param sessionsMax connections it should have
 * @param inFlight provider requests without an answer
 * @param lastError the last thing that went wrong, in a sentence, or null
 */
public record ChannelHealth(
        int sessionsUp,
        int sessionsMax,
        int inFlight,
        @Nullable String lastError) {
    public boolean isUp() {
        return sessionsUp > 0;
    }
}
