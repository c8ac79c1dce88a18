package dev.heliograph.routing;

import dev.heliograph.message.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
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
     * @param bounces whether a channel reports failures alone
     */
    static List<RouteChoice> all(
            List<Step> steps,
            Collection<String> channels,
            @Nullable String route,
            boolean named,
            Predicate<String> bounces) {
        List<RouteChoice> choices = new ArrayList<>();
        List<String> taken = steps.stream().map(Step::channel).toList();
        for (int i = 0; i < steps.size(); i++) {
            String who = named ? "the message asks for it" : "the account's " + route + " leads over it";
            choices.add(new RouteChoice(taken.get(i), true, who + order(steps, i, bounces)));
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

    private static String order(List<Step> steps, int index, Predicate<String> bounces) {
        if (index == 0) {
            return steps.size() == 1 ? "" : ", and it is tried first";
        }
        Step before = steps.get(index - 1);
        String refused = ", and it is taken when " + before.channel() + " refuses it or reports a failure";
        if (before.afterMillis() == 0) {
            return refused;
        }
        Duration after = Duration.ofMillis(before.afterMillis());
        return bounces.test(before.channel()) && !before.endsWhenSent()
                ? refused + " within " + after
                : refused + ", or has not got it " + before.until().text() + " within " + after;
    }
}
