package dev.heliograph.boot.config;

import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.routing.ContentKinds;
import dev.heliograph.routing.DailyHours;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.RouteCondition;
import dev.heliograph.routing.Routes;
import dev.heliograph.routing.StepWish;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code routes:}. */
final class RouteReader {
    static final Key<String> CHANNELS = Key.text("channels", 1, 64).described("names of channels");
    static final Key<String> AMONG = Key.text("among", 1, 64).described("names of channels to choose from");
    static final Key<MessageState> UNTIL = Key.of("until", "accepted, sent, delivered or read", RouteReader::until);
    static final Key<Long> AFTER =
            Key.duration("after", Duration.ZERO, Duration.ofDays(14)).orElse(0L);
    static final Key<String> ACCOUNT = Key.text("account", 1, 64).described("names of accounts");
    static final Key<String> COUNTRY =
            Key.of("country", "two-letter country codes such as IT", text -> text.matches("[A-Z]{2}") ? text : null);
    static final Key<String> PREFIX =
            Key.of("prefix", "leading digits, without a plus", text -> text.matches("\\d{1,15}") ? text : null);
    static final Key<String> FROM = Key.text("from", 1, 20).described("sender ids");
    static final Key<Priority> PRIORITY = Key.oneOf("priority", Priority.class);
    static final Key<String> CONTENT = Key.of(
            "content",
            String.join(", ", new TreeSet<>(ContentKinds.NAMES)),
            text -> ContentKinds.NAMES.contains(text) ? text : null);
    static final Key<DailyHours> TIME = Key.of("time", "hours of the day such as 08:00-20:00", RouteReader::hours);
    static final Key<ZoneId> ZONE = Key.<ZoneId>of("zone", "a time zone such as Europe/Rome", RouteReader::zone)
            .orElse(ZoneOffset.UTC);
    static final Key<String> CHANNEL = Key.text("channel", 1, 64).required("whatsapp");

    private final Set<String> accounts;
    private final Set<String> channels;

    /** @param accounts and {@code channels}: the names there are */
    RouteReader(Set<String> accounts, Set<String> channels) {
        this.accounts = accounts;
        this.channels = channels;
    }

    List<Route> readAll(Section top) {
        List<Route> routes = new ArrayList<>();
        for (Section section : top.items("routes")) {
            Route route = section.build(this::read);
            if (route != null) {
                routes.add(route);
            }
        }
        return routes;
    }

    private Route read(Section section) {
        Section when = section.child("when");
        List<String> forAccounts = when.list(ACCOUNT);
        RouteCondition condition = new RouteCondition(
                Set.copyOf(forAccounts),
                Set.copyOf(when.list(COUNTRY)),
                when.list(PREFIX),
                Set.copyOf(when.list(FROM)),
                Set.copyOf(when.list(PRIORITY)),
                Set.copyOf(when.list(CONTENT)),
                hours(when));
        when.end();
        known(when, ACCOUNT.name(), forAccounts, "account", accounts);
        List<String> over = section.list(CHANNELS);
        boolean automatic = over.equals(List.of(Routes.AUTO));
        if (automatic) {
            over = section.list(AMONG);
            known(section, AMONG.name(), over, "channel", channels);
        } else {
            known(section, CHANNELS.name(), over, "channel", channels);
        }
        if (over.isEmpty() && !automatic) {
            section.fault(CHANNELS.name(), "nothing", "at least one channel, or auto");
        }
        List<StepWish> steps = steps(section, automatic && over.isEmpty() ? channels : over);
        List<String> named = over.isEmpty() && !automatic ? List.of("?") : over;
        return new Route(condition, named, section.find(UNTIL), section.get(AFTER), steps, automatic);
    }

    private static List<DailyHours> hours(Section when) {
        ZoneId zone = when.get(ZONE);
        return when.list(TIME).stream()
                .map(hours -> new DailyHours(hours.from(), hours.to(), zone))
                .toList();
    }

    private static List<StepWish> steps(Section route, Collection<String> over) {
        List<StepWish> steps = new ArrayList<>();
        for (Section section : route.items("steps")) {
            StepWish step = section.build(keys -> new StepWish(keys.get(CHANNEL), keys.find(UNTIL), keys.get(AFTER)));
            if (step != null && over.contains(step.channel())) {
                steps.add(step);
            } else if (step != null) {
                section.fault(CHANNEL.name(), "'" + step.channel() + "'", "one of the route's channels");
            }
        }
        return steps;
    }

    /** In no zone yet. */
    private static @Nullable DailyHours hours(String text) {
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            return null;
        }
        try {
            return new DailyHours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]), ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable MessageState until(String text) {
        return switch (text) {
            case "accepted" -> MessageState.ACCEPTED;
            case "sent" -> MessageState.SENT;
            case "delivered" -> MessageState.DELIVERED;
            case "read" -> MessageState.READ;
            default -> null;
        };
    }

    private static void known(Section section, String key, List<String> names, String what, Set<String> all) {
        for (String name : new LinkedHashSet<>(names)) {
            if (!all.contains(name)) {
                String near = Spelling.nearest(name, all);
                String hint = near == null ? "" : " (did you mean '" + near + "'?)";
                String allowed = all.isEmpty() ? "none, there is no " + what : String.join(", ", all);
                section.fault(key, "'" + name + "', which is no " + what, allowed + hint);
            }
        }
    }
}
