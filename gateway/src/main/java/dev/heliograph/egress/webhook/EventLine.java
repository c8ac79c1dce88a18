package dev.heliograph.egress.webhook;

import dev.heliograph.message.Event;
import java.util.function.Consumer;

/** The way of an account's events to where they are told; used on its pump's loop. */
public interface EventLine {
    /**
     * Never throws.
     *
     * @param ended is told once how it ended, within the time that a request may take, on the pump's loop
     */
    void tell(Event event, Consumer<Outcome> ended);

    /** Gives up what is under way, whose end may then not be told any more. */
    void close();
}
