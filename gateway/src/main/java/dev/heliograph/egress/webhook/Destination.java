package dev.heliograph.egress.webhook;

import dev.heliograph.message.Event;
import java.util.function.Predicate;

/**
 * Where a pump moves events to, as far as the pump has to know.
 *
 * @param account whose events
 * @param name unique in the account; the place in the stream belongs to it
 * @param window events under way at once
 * @param covers which events it is told; the others are acknowledged unseen
 * @param shown where it is, for an operator, without what may be a secret
 */
public record Destination(String account, String name, int window, Predicate<Event> covers, String shown) {
    public Destination {
        if (window < 1 || window > Webhook.WINDOW_MAX) {
            throw new IllegalArgumentException("window of " + window + " is outside 1 to " + Webhook.WINDOW_MAX);
        }
    }
}
