package dev.heliograph.channel.web;

import dev.heliograph.channel.Capability;
import java.util.List;
import java.util.function.Function;

/**
 * One kind of channel: everything that the composition needs to know of it.
 *
 * @param name in the configuration and in {@code channels} of a message
 * @param title what people call it
 * @param baseUrl where its API is, without a slash at the end; empty when every customer has another, and then it must be configured
 * @param rate requests when the configuration names no rate, in its form: {@code 80/s}
 * @param recipientMillis time between two messages to one recipient, 0 for no such limit
 * @param capability as far as it does not depend on settings
 * @param settings its own keys in the configuration
 * @param make builds the provider out of them
 */
public record ProviderKind(
        String name,
        String title,
        String baseUrl,
        String rate,
        long recipientMillis,
        Capability capability,
        List<Setting> settings,
        Function<Settings, Provider> make) {}
