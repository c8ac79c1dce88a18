package dev.heliograph.ops;

import dev.heliograph.message.Event;
import dev.heliograph.message.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * An event as the console shows it: without text, and with the middle of numbers hidden.
 *
 * @param at milliseconds since 1970
 * @param message id, null for an inbound message
 */
public record EventView(
        long at,
        String account,
        String state,
        boolean late,
        @Nullable String message,
        String to,
        String channel,
        @Nullable String error) {

    /** How much of a number stays readable at either end: enough for country and operator, and to tell two apart. */
    private static final int HEAD = 5;

    private static final int TAIL = 2;

    static EventView of(String account, Event event) {
        if (event instanceof Event.Receipt receipt) {
            String error = receipt.error() == null ? null : receipt.error().type();
            return new EventView(
                    receipt.atMillis(),
                    account,
                    receipt.state().text(),
                    receipt.late(),
                    MessageId.text(receipt.message()),
                    masked(receipt.to().text()),
                    receipt.channel(),
                    error);
        }
        Event.Inbound inbound = (Event.Inbound) event;
        return new EventView(
                inbound.atMillis(),
                account,
                "inbound",
                false,
                null,
                masked(inbound.to().text()),
                inbound.channel(),
                null);
    }

    static String masked(String number) {
        int hidden = number.length() - HEAD - TAIL;
        return hidden <= 0 ? number : number.substring(0, HEAD) + "•".repeat(hidden) + number.substring(HEAD + hidden);
    }
}
