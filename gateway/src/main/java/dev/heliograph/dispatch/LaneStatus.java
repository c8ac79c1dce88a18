package dev.heliograph.dispatch;

import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.throttle.Rate;

/**
 * How a lane is right now, for people and metrics.
 *
 * @param rate configured
 * @param share of the rate in use: below 1 while the provider is throttling
 * @param backlog messages waiting, in memory or in the store
 * @param held messages in memory
 * @param inFlight provider requests not settled yet
 * @param credit provider requests that the channel would take now
 * @param creditMax provider requests that it takes at most at once
 * @param paused by an operator
 */
public record LaneStatus(
        String channel,
        String kind,
        Rate rate,
        double share,
        long backlog,
        int held,
        int inFlight,
        int credit,
        int creditMax,
        boolean paused,
        ChannelHealth health) {}
