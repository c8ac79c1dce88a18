package dev.heliograph.channel.web;

import dev.heliograph.message.InboundContext;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What a button carries at providers that bring back what was tapped and do not say below which message: the id of the reply, and behind it the message's, as in
 * {@code yes~m0008000000001}. Providers bring it back as it went; the account sees the id alone.
 *
 * @param id of the reply, as the account gave it
 * @param message ours, 0 when nothing was written behind the id: a button that was sent in the provider's own words, or before there were marks
 */
public record ReplyMark(String id, long message) {
    private static final char BEFORE_MESSAGE = '~';

    /** With the character before it. */
    private static final int CHARACTERS = 15;

    /**
     * @param max characters that the provider allows; where the mark has no room the id goes alone
     * @return what the button carries
     */
    public static String write(String id, Message message, int max) {
        return id.length() + CHARACTERS <= max ? id + BEFORE_MESSAGE + message.idText() : id;
    }

    /**
     * @param came null where the provider brought nothing back
     * @return what came back, in its two halves
     */
    public static ReplyMark read(@Nullable String came) {
        String carried = came == null ? "" : came;
        int at = carried.length() - CHARACTERS;
        if (at < 0 || carried.charAt(at) != BEFORE_MESSAGE) {
            return new ReplyMark(carried, 0);
        }
        long message = MessageId.parse(carried.substring(at + 1), 0);
        return message == 0 ? new ReplyMark(carried, 0) : new ReplyMark(carried.substring(0, at), message);
    }

    /** @return what an answer says beside its words */
    public InboundContext context(InboundContext plain) {
        return message == 0 ? plain : plain.answering(message, null);
    }
}
