package dev.heliograph.routing;

import dev.heliograph.channel.Capability;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The routing table: the first route whose condition holds gives the steps, or leaves them to the gateway, which then chooses for each recipient. Where there are no routes
 * at all it always does. A value; a reload makes another.
 *
 * <p>A message that names channels itself takes those, in its order: by id, or by kind, and then whichever channels of that kind there are, those of its route first. How
 * far each step must get, and in what time, says the message for that channel, else for all of them; else its route, in the same order. A channel is never asked for a state
 * that it cannot report: where it reports no reading, delivered is enough, and where it reports no delivery, sent is. Where it reports failures alone and another channel
 * follows, a step stays with delivered: it has its time for failures to be told, and then silence counts as success.
 */
public final class Routes {
    /** The name by which senders ask for any channel that carries SMS. */
    public static final String SMS = "sms";

    /** The name by which senders leave the choice to the gateway. */
    public static final String AUTO = "auto";

    private static final List<String> AUTO_ALONE = List.of(AUTO);

    private final List<Route> routes;
    private final List<List<Step>> steps = new ArrayList<>();
    private final Map<String, String> kindById;
    private final Map<String, Capability> capabilityById;
    private final List<Candidate> candidates;
    private final Choosing choosing;

    /** For channels that report everything. */
    public Routes(List<Route> routes, Map<String, String> kindById) {
        this(routes, kindById, Map.of());
    }

    /**
     * @param kindById every channel with its kind, in the order of the configuration
     * @param capabilityById what each can report
     * @throws IllegalArgumentException when a route names a channel that does not exist
     */
    public Routes(List<Route> routes, Map<String, String> kindById, Map<String, Capability> capabilityById) {
        this(routes, candidates(kindById, capabilityById), channel -> Price.NONE);
    }

    /**
     * @param channels every channel, in the order of the configuration
     * @param expectedMillis how long each takes to deliver, below 0 while that is not known
     * @throws IllegalArgumentException when a route names a channel that does not exist
     */
    public Routes(List<Route> routes, List<Candidate> channels, ToLongFunction<String> expectedMillis) {
        this.routes = List.copyOf(routes);
        this.candidates = List.copyOf(channels);
        this.choosing = new Choosing(channels, expectedMillis);
        this.kindById = new LinkedHashMap<>();
        this.capabilityById = new HashMap<>();
        for (Candidate channel : channels) {
            kindById.put(channel.id(), channel.kind());
            if (channel.capability() != null) {
                capabilityById.put(channel.id(), channel.capability());
            }
        }
        for (Route route : this.routes) {
            for (String channel : route.channels()) {
                if (!kindById.containsKey(channel)) {
                    throw new IllegalArgumentException(
                            "a route names the channel '" + channel + "', which does not exist");
                }
            }
            steps.add(route.automatic() ? List.of() : steps(route.channels(), null, route));
        }
    }

    private static List<Candidate> candidates(Map<String, String> kindById, Map<String, Capability> capabilityById) {
        List<Candidate> candidates = new ArrayList<>();
        kindById.forEach((id, kind) -> candidates.add(new Candidate(id, kind, capabilityById.get(id), Price.UNKNOWN)));
        return candidates;
    }

    // ---- the way of a message

    /** @return the steps, none when there is no way; those for somebody of whom nothing is known where the gateway chooses */
    public List<Step> steps(Asked message) {
        List<Step> fixed = fixedSteps(message);
        return fixed == null ? choose(message, Known.NOTHING).steps() : fixed;
    }

    /** @return the steps, none when there is no way; null when the gateway is to {@link #choose} */
    public @Nullable List<Step> fixedSteps(Asked message) {
        int number = routeOf(message);
        if (isAutomatic(message, number)) {
            return null;
        }
        if (message.leavesItToTheRoute()) {
            return number < 0 ? List.of() : steps.get(number);
        }
        Route route = number < 0 ? null : routes.get(number);
        return steps(channelsOf(message, route), message, route);
    }

    private List<Step> steps(List<String> channels, @Nullable Asked message, @Nullable Route route) {
        List<Step> chosen = new ArrayList<>();
        for (String channel : channels) {
            chosen.add(step(channel, message, route, chosen.size() + 1 == channels.size()));
        }
        return List.copyOf(chosen);
    }

    private boolean isAutomatic(Asked message, int number) {
        return message.channels().isEmpty()
                ? routes.isEmpty() || (number >= 0 && routes.get(number).automatic())
                : message.channels().equals(AUTO_ALONE);
    }

    /** Chooses for one recipient; only where {@link #fixedSteps} leaves it to the gateway. */
    public Chosen choose(Asked message, Known known) {
        int number = routeOf(message);
        Route route = number < 0 ? null : routes.get(number);
        List<Judged> taken = choosing.rank(message, known, among(route)).taken();
        List<Step> chosen = new ArrayList<>();
        Map<String, String> identities = new LinkedHashMap<>(message.identities());
        for (int i = 0; i < taken.size(); i++) {
            Candidate channel = taken.get(i).channel();
            boolean last = i + 1 == taken.size();
            Step step = step(channel.id(), message, route, last);
            boolean patient = step.afterMillis() == 0 && !last;
            chosen.add(patient ? new Step(step.channel(), step.until(), Patience.millis(message, channel)) : step);
            String learned = known.identity(channel.kind());
            if (learned != null && Choosing.audience(channel).by().takesIdentities()) {
                identities.putIfAbsent(channel.kind(), learned);
            }
        }
        return new Chosen(List.copyOf(chosen), identities);
    }

    private static List<String> among(@Nullable Route route) {
        return route != null && route.automatic() ? route.channels() : List.of();
    }

    /** @return what is known of a recipient over every channel, in the order of the configuration */
    public List<ChannelReach> reach(String number, Map<String, String> identities, Known known, long nowMillis) {
        return ChannelReach.all(candidates, number, identities, known, nowMillis);
    }

    private Step step(String channel, @Nullable Asked message, @Nullable Route route, boolean last) {
        StepWish asked = message == null ? null : wish(channel, message.steps());
        StepWish usual = route == null ? null : wish(channel, route.steps());
        MessageState until = asked == null ? null : asked.until();
        long after = asked == null ? 0 : asked.afterMillis();
        if (message != null) {
            until = until == null ? message.until() : until;
            after = after == 0 ? message.afterMillis() : after;
        }
        if (usual != null) {
            until = until == null ? usual.until() : until;
            after = after == 0 ? usual.afterMillis() : after;
        }
        if (route != null) {
            until = until == null ? route.until() : until;
            after = after == 0 ? route.afterMillis() : after;
        }
        return new Step(channel, reportable(channel, until == null ? MessageState.DELIVERED : until, last), after);
    }

    private @Nullable StepWish wish(String channel, List<StepWish> wishes) {
        for (StepWish wish : wishes) {
            if (wish.channel().equals(channel) || isKind(channel, wish.channel())) {
                return wish;
            }
        }
        return null;
    }

    private MessageState reportable(String channel, MessageState until, boolean last) {
        Capability capability = capabilityById.get(channel);
        boolean sentIsEnough = until == MessageState.SENT || until == MessageState.ACCEPTED;
        if (capability == null || sentIsEnough) {
            return until;
        }
        if (capability.readReceipts()) {
            return until;
        }
        boolean waits = capability.receipts() || (capability.bounces() && !last);
        return waits ? MessageState.DELIVERED : MessageState.SENT;
    }

    private boolean bounces(String channel) {
        Capability capability = capabilityById.get(channel);
        return capability != null && capability.bounces();
    }

    /** @return every channel with the reason why it is taken or not, for a person */
    public List<RouteChoice> explain(Asked message) {
        return explain(message, Known.NOTHING);
    }

    /**
     * @param known looked at where the gateway chooses
     * @return as above
     */
    public List<RouteChoice> explain(Asked message, Known known) {
        int number = routeOf(message);
        String way = number < 0 ? null : named(number);
        if (isAutomatic(message, number)) {
            Route route = number < 0 ? null : routes.get(number);
            return Why.all(choosing.rank(message, known, among(route)), "the account's " + way);
        }
        return RouteChoice.all(
                steps(message), kindById.keySet(), way, !message.channels().isEmpty(), this::bounces);
    }

    private String named(int number) {
        String when = routes.get(number).when().text();
        return "route " + (number + 1) + (when.isEmpty() ? "" : " (" + when + ")");
    }

    /** @return every channel with its kind, in the order of the configuration */
    public Map<String, String> channels() {
        return kindById;
    }

    /** @return index of the first route that holds, -1 when none does */
    private int routeOf(Asked message) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).when().holds(message)) {
                return i;
            }
        }
        return -1;
    }

    private List<String> channelsOf(Asked message, @Nullable Route route) {
        List<String> own = route == null ? List.of() : route.channels();
        if (message.channels().isEmpty()) {
            return own;
        }
        List<String> ids = new ArrayList<>();
        for (String name : message.channels()) {
            if (kindById.containsKey(name)) {
                addOnce(ids, name);
            } else {
                own.stream().filter(id -> isKind(id, name)).forEach(id -> addOnce(ids, id));
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
}
