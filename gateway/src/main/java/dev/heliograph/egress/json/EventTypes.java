package dev.heliograph.egress.json;

import dev.heliograph.message.Event;
import org.jspecify.annotations.Nullable;

/**
 * Which events a reader wants, as in {@code types=receipt,inbound}.
 *
 * @param receipts changes of its messages' states
 * @param inbound messages from people
 */
public record EventTypes(boolean receipts, boolean inbound) {
    public static final EventTypes ALL = new EventTypes(true, true);

    /** @return the types named, set apart by commas; null when one of them does not exist or there is none */
    public static @Nullable EventTypes parse(String text) {
        boolean receipts = false;
        boolean inbound = false;
        for (String name : text.split(",", -1)) {
            switch (name) {
                case "receipt" -> receipts = true;
                case "inbound" -> inbound = true;
                default -> {
                    return null;
                }
            }
        }
        return new EventTypes(receipts, inbound);
    }

    public boolean covers(Event event) {
        return event instanceof Event.Receipt ? receipts : inbound;
    }
}
