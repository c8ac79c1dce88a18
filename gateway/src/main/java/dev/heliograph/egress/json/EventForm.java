package dev.heliograph.egress.json;

import dev.heliograph.message.Event;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How events are written for whoever is told of them: in our own way, or in that of another gateway. */
public interface EventForm {
    /** {@link EventJson}. */
    EventForm OWN = (event, notes, json) -> {
        EventJson.write(event, json);
        return true;
    };

    /**
     * Writes the event as one object at the end of {@code json}.
     *
     * @param notes of {@link #message}, as far as they are known
     * @return false when this form has no words for it, and nothing is to be sent
     */
    boolean write(Event event, Map<String, String> notes, JsonBytes json);

    /** @return the message whose notes are told of with the event, 0 for none */
    default long message(Event event) {
        return 0;
    }

    /** @param kindOf the kind of a channel by its id: other gateways' clients do not know our channels' names */
    static EventForm cm(UnaryOperator<String> kindOf) {
        return new CmEventJson(kindOf);
    }
}
