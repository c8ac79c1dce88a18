package dev.heliograph.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as an operator sees it: nothing secret.
 *
 * @param systemId null when it does not bind
 * @param binds sessions it has now
 * @param apiKeys how many keys it has
 * @param ratePerSecond segments a second, null for no limit
 * @param numbers inbound messages to these are its own
 */
public record AccountView(
        String name,
        @Nullable String systemId,
        int binds,
        int bindsMax,
        int apiKeys,
        @Nullable Double ratePerSecond,
        List<String> numbers) {}
