package dev.heliograph.egress.json;

import dev.heliograph.message.Event;
import java.util.function.UnaryOperator;

/** How events are written for whoever is told of them: in our own way, or in that of another gateway. */
@FunctionalInterface
public interface EventForm {
    /** {@link EventJson}. */
    EventForm OWN = (event, json) -> {
        EventJson.write(event, json);
        return true;
    };

    /**
     * Writes the event as one object at the end of {@code json}.
     *
     * @return false when this form has no words for it, and nothing is to be sent
     */
    boolean write(Event event, JsonBytes json);

    /** @param kindOf the kind of a channel by its id: other gateways' clients do not know our channels' names */
    static EventForm cm(UnaryOperator<String> kindOf) {
        return new CmEventJson(kindOf)::write;
    }
}
