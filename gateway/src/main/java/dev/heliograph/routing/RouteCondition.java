package dev.heliograph.routing;

import dev.heliograph.message.Priority;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a route applies to: every part that is not empty must hold.
 *
 * @param accounts names of accounts
 * @param countries of the recipient's number, ISO 3166 codes in upper case
 * @param prefixes of the recipient's number, digits
 * @param senders sender ids
 * @param priorities of the message
 * @param contents kinds of content, see {@link ContentKinds}
 * @param hours in which the message may first be sent
 */
public record RouteCondition(
        Set<String> accounts,
        Set<String> countries,
        List<String> prefixes,
        Set<String> senders,
        Set<Priority> priorities,
        Set<String> contents,
        List<DailyHours> hours) {
    public static final RouteCondition ALWAYS =
            new RouteCondition(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of(), List.of());

    boolean holds(Asked message) {
        return (accounts.isEmpty() || accounts.contains(message.account()))
                && (priorities.isEmpty() || priorities.contains(message.priority()))
                && (senders.isEmpty() || senders.contains(message.from().value()))
                && (contents.isEmpty() || ContentKinds.isOneOf(contents, message.content()))
                && (prefixes.isEmpty()
                        || prefixes.stream().anyMatch(message.to().value()::startsWith))
                && (countries.isEmpty()
                        || countries.contains(Countries.of(message.to().value())))
                && (hours.isEmpty() || hours.stream().anyMatch(each -> each.holdAt(message.atMillis())));
    }

    /** @return what it asks for, for a person; empty when it always holds. The account's name is left out: whoever reads this knows it */
    String text() {
        List<String> parts = new ArrayList<>();
        add(parts, "country", countries.stream().sorted().toList());
        add(parts, "prefix", prefixes);
        add(parts, "from", senders.stream().sorted().toList());
        add(
                parts,
                "priority",
                priorities.stream()
                        .sorted()
                        .map(priority -> priority.name().toLowerCase(Locale.ROOT))
                        .toList());
        add(parts, "content", contents.stream().sorted().toList());
        add(parts, "at", hours.stream().map(DailyHours::toString).toList());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            parts.add(name + " " + String.join(" or ", values));
        }
    }
}
