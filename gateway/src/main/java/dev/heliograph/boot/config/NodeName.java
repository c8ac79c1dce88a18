package dev.heliograph.boot.config;

import dev.heliograph.message.MessageId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node's name. It ends in the node's number, which is part of every message id that the node gives out.
 *
 * @param text letters, digits, dots and hyphens, at most {@value #LENGTH_MAX}, ending in a number 0 to 32767
 */
public record NodeName(String text) {
    static final int LENGTH_MAX = 64;

    /** All digits at the end are the number: of gw-100001 it is 100001, which is none, and not 1. */
    private static final Pattern FORM = Pattern.compile("(?:[A-Za-z0-9.-]*[A-Za-z.-])?(\\d{1,5})");

    static final Key<NodeName> NODE = Key.of(
                    "node",
                    "a name that ends in a number 0 to " + MessageId.NODE_MAX + ", such as gw-1",
                    NodeName::parse)
            .orElse(new NodeName("gw-1"));

    public NodeName {
        Matcher form = FORM.matcher(text);
        if (text.length() > LENGTH_MAX || !form.matches() || Integer.parseInt(form.group(1)) > MessageId.NODE_MAX) {
            throw new IllegalArgumentException("'" + text + "' does not end in a number 0 to " + MessageId.NODE_MAX);
        }
    }

    private static @Nullable NodeName parse(String text) {
        return new NodeName(text);
    }

    /** @return the number at its end */
    public int number() {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Integer.parseInt(form.group(1)) : 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
