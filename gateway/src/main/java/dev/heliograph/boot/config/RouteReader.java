package dev.heliograph.boot.config;

import dev.heliograph.message.MessageState;
import dev.heliograph.message.Priority;
import dev.heliograph.routing.Route;
import dev.heliograph.routing.RouteCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code routes:}. */
final class RouteReader {
    static final Key<String> CHANNELS = Key.text("channels", 1, 64).described("names of channels");
    static final Key<MessageState> UNTIL =
            Key.of("until", "sent, delivered or read", RouteReader::until).orElse(MessageState.DELIVERED);
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
            "text, rich or binary",
            text -> Set.of("text", "rich", "binary").contains(text) ? text : null);

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
                Set.copyOf(when.list(CONTENT)));
        when.end();
        known(when, ACCOUNT.name(), forAccounts, "account", accounts);
        List<String> over = section.list(CHANNELS);
        if (over.isEmpty()) {
            section.fault(CHANNELS.name(), "nothing", "at least one channel");
        }
        known(section, CHANNELS.name(), over, "channel", channels);
        return new Route(condition, over.isEmpty() ? List.of("?") : over, section.get(UNTIL), section.get(AFTER));
    }

    private static @org.jspecify.annotations.Nullable MessageState until(String text) {
        return switch (text) {
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
