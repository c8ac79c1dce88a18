package dev.heliograph.conversation;

/** What this room notes with a message of the account, see {@link dev.heliograph.message.Message#notes}. */
public final class Notes {
    /** Which event or message it answers, by the id that the API shows. */
    public static final String REPLY_TO = "replyTo";

    /** What it answers, by the provider's own id: what a channel that can quote quotes. */
    public static final String QUOTE = "quote";

    /** The name of the channel that knows {@link #QUOTE}. */
    public static final String QUOTE_CHANNEL = "quoteChannel";

    private Notes() {}
}
