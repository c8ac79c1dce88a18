package dev.heliograph.routing;

import dev.heliograph.message.MessageState;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the routing table.
 *
 * @param when what it applies to
 * @param channels ids of channels, the first tried first
 * @param until the state that ends the way: delivered unless said otherwise
 * @param afterMillis how long a channel has to get there, 0 for as long as the message is valid
 */
public record Route(RouteCondition when, List<String> channels, MessageState until, long afterMillis) {
    public Route {
        channels = List.copyOf(channels);
        if (channels.isEmpty()) {
            throw new IllegalArgumentException("a route needs at least one channel");
        }
        if (channels.stream().distinct().count() != channels.size()) {
            throw new IllegalArgumentException("a route names a channel twice");
        }
        if (afterMillis < 0) {
            throw new IllegalArgumentException("'after' must not be negative");
        }
    }

    /** A route for everything, over these channels. */
    public static Route always(List<String> channels) {
        return new Route(RouteCondition.ALWAYS, channels, MessageState.DELIVERED, 0);
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>(channels.size());
        channels.forEach(channel -> steps.add(new Step(channel, until, afterMillis)));
        return List.copyOf(steps);
    }
}
