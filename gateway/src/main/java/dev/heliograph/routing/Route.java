package dev.heliograph.routing;

import dev.heliograph.message.MessageState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the routing table.
 *
 * @param when what it applies to
 * @param channels ids of channels, the first tried first; of an automatic route those to choose from, none for all
 * @param until the state that ends the way, or null for delivered
 * @param afterMillis how long a channel has to get there, 0 for as long as the message is valid
 * @param steps what single channels have instead
 * @param automatic whether the gateway chooses for each recipient
 */
public record Route(
        RouteCondition when,
        List<String> channels,
        @Nullable MessageState until,
        long afterMillis,
        List<StepWish> steps,
        boolean automatic) {
    /** A route over these channels, in this order. */
    public Route(
            RouteCondition when,
            List<String> channels,
            @Nullable MessageState until,
            long afterMillis,
            List<StepWish> steps) {
        this(when, channels, until, afterMillis, steps, false);
    }

    public Route {
        channels = List.copyOf(channels);
        steps = List.copyOf(steps);
        if (channels.isEmpty() && !automatic) {
            throw new IllegalArgumentException("a route needs at least one channel");
        }
        if (channels.stream().distinct().count() != channels.size()) {
            throw new IllegalArgumentException("a route names a channel twice");
        }
        if (afterMillis < 0) {
            throw new IllegalArgumentException("'after' must not be negative");
        }
        for (StepWish step : steps) {
            if (!channels.contains(step.channel()) && !(automatic && channels.isEmpty())) {
                throw new IllegalArgumentException("a route has a step for a channel that it does not name");
            }
        }
    }

    /** A route for everything, over these channels. */
    public static Route always(List<String> channels) {
        return new Route(RouteCondition.ALWAYS, channels, null, 0, List.of());
    }

    /** A route for everything, over those that suit the recipient. */
    public static Route automatic(List<String> among) {
        return new Route(RouteCondition.ALWAYS, among, null, 0, List.of(), true);
    }
}
