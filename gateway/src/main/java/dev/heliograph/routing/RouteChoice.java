package dev.heliograph.routing;

import dev.heliograph.message.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a channel.
 *
 * @param why one sentence
 */
public record RouteChoice(String channel, boolean taken, String why) {
    /**
     * @param steps those that are taken
     * @param channels all that there are
     * @param route the one that fits, or null
     * @param named whether the message names its channels itself
     */
    static List<RouteChoice> all(List<Step> steps, Collection<String> channels, @Nullable String route, boolean named) {
        List<RouteChoice> choices = new ArrayList<>();
        List<String> taken = steps.stream().map(Step::channel).toList();
        for (int i = 0; i < steps.size(); i++) {
            String who = named ? "the message asks for it" : "the account's " + route + " leads over it";
            choices.add(new RouteChoice(taken.get(i), true, who + order(steps, i)));
        }
        String why = named
                ? "the message does not ask for it"
                : route == null ? "no route of the account fits" : "the account's " + route + " does not lead over it";
        for (String channel : channels) {
            if (!taken.contains(channel)) {
                choices.add(new RouteChoice(channel, false, why));
            }
        }
        return choices;
    }

    private static String order(List<Step> steps, int index) {
        if (index == 0) {
            return steps.size() == 1 ? "" : ", and it is tried first";
        }
        Step before = steps.get(index - 1);
        String refused = ", and it is taken when " + before.channel() + " refuses it or reports a failure";
        return before.afterMillis() == 0
                ? refused
                : refused + ", or has not got it " + before.until().text() + " within "
                        + Duration.ofMillis(before.afterMillis());
    }
}
