package dev.heliograph.channel;

import dev.heliograph.content.ContentProfile;
import dev.heliograph.conversation.Window;

/**
 * What a channel can do, as a record that routing and the downgrade of content read.
 *
 * @param receipts whether the provider reports delivery
 * @param readReceipts whether it reports reading
 * @param bounces whether it reports what failed although nobody reports what was delivered: then silence is the best news there is
 * @param idempotent whether a submission may be repeated without a second message
 * @param revocable whether a message that was not delivered yet can be taken back
 * @param content what it can show
 * @param window when it lets us write freely to somebody
 * @param audience whom it reaches
 */
public record Capability(
        boolean receipts,
        boolean readReceipts,
        boolean bounces,
        boolean idempotent,
        boolean revocable,
        ContentProfile content,
        Window window,
        Audience audience) {

    /** Of a channel that lets us write to any phone number at any time. */
    public Capability(
            boolean receipts, boolean readReceipts, boolean idempotent, boolean revocable, ContentProfile content) {
        this(receipts, readReceipts, false, idempotent, revocable, content, Window.NONE, Audience.NUMBERS);
    }

    /** Of a channel that reaches phone numbers. */
    public Capability(
            boolean receipts,
            boolean readReceipts,
            boolean idempotent,
            boolean revocable,
            ContentProfile content,
            Window window) {
        this(receipts, readReceipts, false, idempotent, revocable, content, window, Audience.NUMBERS);
    }

    /**
     * Of a channel that carries text and nothing else.
     *
     * @param textMax characters of text it carries in one message
     */
    public Capability(boolean receipts, boolean readReceipts, boolean idempotent, int textMax) {
        this(receipts, readReceipts, idempotent, false, ContentProfile.text(textMax));
    }

    /** @return the same, within other windows */
    public Capability within(Window other) {
        return new Capability(receipts, readReceipts, bounces, idempotent, revocable, content, other, audience);
    }

    /** @return the same, reaching others */
    public Capability reaching(Audience whom) {
        return new Capability(receipts, readReceipts, bounces, idempotent, revocable, content, window, whom);
    }

    /** @return the same, reporting what failed and of the rest nothing */
    public Capability bouncing() {
        return new Capability(false, false, true, idempotent, revocable, content, window, audience);
    }

    /** @return units of text in one message */
    public int textMax() {
        return content.textMax();
    }
}
