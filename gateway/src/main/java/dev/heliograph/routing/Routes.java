package dev.heliograph.routing;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The routing table: the first route whose condition holds gives the steps. A value; a reload makes another.
 *
 * <p>A message that names channels itself takes those, in its order: by id, or by kind, and then whichever channels of that kind there are, those of its route first.
 */
public final class Routes {
    /** The name by which senders ask for any channel that carries SMS. */
    public static final String SMS = "sms";

    private final List<Route> routes;
    private final List<List<Step>> steps = new ArrayList<>();
    private final Map<String, String> kindById;

    /**
     * @param kindById every channel with its kind, in the order of the configuration
     * @throws IllegalArgumentException when a route names a channel that does not exist
     */
    public Routes(List<Route> routes, Map<String, String> kindById) {
        this.routes = List.copyOf(routes);
        this.kindById = kindById;
        for (Route route : this.routes) {
            for (String channel : route.channels()) {
                if (!kindById.containsKey(channel)) {
                    throw new IllegalArgumentException(
                            "a route names the channel '" + channel + "', which does not exist");
                }
            }
            steps.add(route.steps());
        }
    }

    /** @return the steps, none when there is no way */
    public List<Step> steps(
            String account,
            Address from,
            Address to,
            Content content,
            Priority priority,
            List<String> wanted,
            MessageState until,
            long afterMillis) {
        List<Step> own = routeOf(account, from, to, content, priority);
        if (wanted.isEmpty() && until == MessageState.DELIVERED && afterMillis == 0) {
            return own;
        }
        List<Step> chosen = new ArrayList<>();
        for (String channel : wanted.isEmpty() ? idsOf(own) : wantedIds(wanted, own)) {
            chosen.add(new Step(channel, until, afterMillis));
        }
        return List.copyOf(chosen);
    }

    /** @return {@code steps}, with another state and time where an override names a step's channel by id or kind */
    public List<Step> refine(List<Step> steps, List<Step> overrides) {
        if (overrides.isEmpty()) {
            return steps;
        }
        return steps.stream().map(step -> refined(step, overrides)).toList();
    }

    private Step refined(Step step, List<Step> overrides) {
        for (Step override : overrides) {
            String name = override.channel();
            if (name.equals(step.channel()) || isKind(step.channel(), name)) {
                return new Step(step.channel(), override.until(), override.afterMillis());
            }
        }
        return step;
    }

    /** @return every channel with the reason why it is taken or not, for a person */
    public List<Choice> explain(
            String account, Address from, Address to, Content content, Priority priority, List<String> wanted) {
        List<String> own = idsOf(routeOf(account, from, to, content, priority));
        List<String> taken = wanted.isEmpty()
                ? own
                : wantedIds(wanted, own.stream().map(Step::of).toList());
        List<Choice> choices = new ArrayList<>();
        for (String channel : taken) {
            String why = wanted.isEmpty() ? "the account's route leads over it" : "the message asks for it";
            choices.add(new Choice(channel, true, why + (choices.isEmpty() ? "" : ", when the ones before it fail")));
        }
        for (String channel : kindById.keySet()) {
            if (!taken.contains(channel)) {
                choices.add(new Choice(
                        channel,
                        false,
                        wanted.isEmpty()
                                ? "no route of the account leads over it"
                                : "the message does not ask for it"));
            }
        }
        return choices;
    }

    /** @return every channel with its kind, in the order of the configuration */
    public Map<String, String> channels() {
        return kindById;
    }

    private List<Step> routeOf(String account, Address from, Address to, Content content, Priority priority) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).when().holds(account, from, to, content, priority)) {
                return steps.get(i);
            }
        }
        return List.of();
    }

    private List<String> wantedIds(List<String> wanted, List<Step> own) {
        List<String> ids = new ArrayList<>();
        for (String name : wanted) {
            if (kindById.containsKey(name)) {
                addOnce(ids, name);
            } else {
                own.stream().map(Step::channel).filter(id -> isKind(id, name)).forEach(id -> addOnce(ids, id));
                kindById.keySet().stream().filter(id -> isKind(id, name)).forEach(id -> addOnce(ids, id));
            }
        }
        return ids;
    }

    private boolean isKind(String channel, String name) {
        String kind = kindById.get(channel);
        return name.equals(kind) || (name.equals(SMS) && "smpp".equals(kind));
    }

    private static void addOnce(List<String> ids, String id) {
        if (!ids.contains(id)) {
            ids.add(id);
        }
    }

    private static List<String> idsOf(List<Step> steps) {
        return steps.stream().map(Step::channel).toList();
    }

    /**
     * What was decided about a channel.
     *
     * @param why one sentence
     */
    public record Choice(String channel, boolean taken, String why) {}
}
