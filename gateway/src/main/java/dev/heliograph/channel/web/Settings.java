package dev.heliograph.channel.web;

import java.util.Map;

/**
 * What the configuration says of one channel.
 *
 * @param id the channel's name
 * @param address who accounts say they are to get this channel's inbound messages: one of {@code accounts.*.numbers}
 * @param publicUrl where the provider reaches {@code /hooks/{channel}}, for signatures that cover the URL and for providers that are told it with every message
 * @param values the kind's own settings by name, complete
 */
public record Settings(String id, String address, String publicUrl, Map<String, String> values) {

    /** @throws IllegalArgumentException when the kind has no such setting, which is a bug */
    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Settings[" + id + "]";
    }
}
