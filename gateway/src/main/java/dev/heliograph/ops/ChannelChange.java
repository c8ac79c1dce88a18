package dev.heliograph.ops;

import dev.heliograph.throttle.Rate;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants changed of a channel.
 *
 * @param perSecond provider requests a second; null keeps it
 * @param burst provider requests; null keeps it, or follows the new rate
 * @param paused null keeps it
 */
public record ChannelChange(
        @Nullable Double perSecond,
        @Nullable Long burst,
        @Nullable Boolean paused) {
    /**
     * @param now the rate in force
     * @return the rate it shall be
     * @throws IllegalArgumentException naming the bound that would be broken
     */
    public Rate applyTo(Rate now) {
        if (perSecond == null) {
            return burst == null ? now : new Rate(now.perSecond(), burst);
        }
        return burst == null ? Rate.perSecond(perSecond) : new Rate(perSecond, burst);
    }
}
