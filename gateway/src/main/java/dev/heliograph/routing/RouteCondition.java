package dev.heliograph.routing;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.Priority;
import java.util.List;
import java.util.Set;

/**
 * What a route applies to: every part that is not empty must hold.
 *
 * @param accounts names of accounts
 * @param countries of the recipient's number, ISO 3166 codes in upper case
 * @param prefixes of the recipient's number, digits
 * @param senders sender ids
 * @param priorities of the message
 * @param contents kinds of content: {@code text}, {@code rich}, {@code binary}
 */
public record RouteCondition(
        Set<String> accounts,
        Set<String> countries,
        List<String> prefixes,
        Set<String> senders,
        Set<Priority> priorities,
        Set<String> contents) {
    public static final RouteCondition ALWAYS =
            new RouteCondition(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of());

    boolean holds(String account, Address from, Address to, Content content, Priority priority) {
        return (accounts.isEmpty() || accounts.contains(account))
                && (priorities.isEmpty() || priorities.contains(priority))
                && (senders.isEmpty() || senders.contains(from.value()))
                && (contents.isEmpty() || contents.contains(kindOf(content)))
                && (prefixes.isEmpty() || prefixes.stream().anyMatch(to.value()::startsWith))
                && (countries.isEmpty() || countries.contains(Countries.of(to.value())));
    }

    private static String kindOf(Content content) {
        return content instanceof Content.Sms ? "binary" : content instanceof Content.Rich ? "rich" : "text";
    }
}
