package dev.heliograph.conversation;

import dev.heliograph.message.Address;
import dev.heliograph.message.Content;
import dev.heliograph.message.InboundContext;
import org.jspecify.annotations.Nullable;

/**
 * A message from a person.
 *
 * @param from who wrote it
 * @param to the number or account it was written to
 * @param content as it came
 * @param text its text, decoded; empty when it has none
 * @param context what the provider says of it beside its words
 * @param fragment null for a whole message
 * @param opensWindow whether the account may answer as long as the channel's window lasts; false for a tap that is no word, and allows an answer at once at most
 * @param letter null where the provider knows who writes
 */
public record InboundMessage(
        Address from,
        Address to,
        Content content,
        String text,
        long atMillis,
        InboundContext context,
        @Nullable Fragment fragment,
        boolean opensWindow,
        @Nullable Letter letter) {
    /** Of somebody whom the provider knows. */
    public InboundMessage(
            Address from,
            Address to,
            Content content,
            String text,
            long atMillis,
            InboundContext context,
            @Nullable Fragment fragment,
            boolean opensWindow) {
        this(from, to, content, text, atMillis, context, fragment, opensWindow, null);
    }

    /** Something that somebody wrote. */
    public InboundMessage(
            Address from,
            Address to,
            Content content,
            String text,
            long atMillis,
            InboundContext context,
            @Nullable Fragment fragment) {
        this(from, to, content, text, atMillis, context, fragment, true);
    }

    /** A whole message of which nothing else is known. */
    public InboundMessage(Address from, Address to, Content content, String text, long atMillis) {
        this(from, to, content, text, atMillis, InboundContext.NONE, null);
    }
}
