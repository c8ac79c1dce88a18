package dev.heliograph.message;

import org.jspecify.annotations.Nullable;

/**
 * Something an account is told: a receipt or an inbound message. Events are kept in one ordered stream per account.
 *
 * <p>An event is whole: whoever delivers it needs nothing else, so that receipts can be sent long after the message itself was cleaned away.
 */
public sealed interface Event {
    /** @return position in the account's stream, rising; 0 until the store has given it one */
    long cursor();

    /** @return when it happened, milliseconds since 1970 */
    long atMillis();

    String channel();

    /** @return the same event at its place in the stream */
    Event withCursor(long newCursor);

    /**
     * A change of a message's state.
     *
     * @param message id of the message
     * @param from sender as the client gave it
     * @param to recipient as the client gave it
     * @param late true for a receipt that came after the final one: it changed nothing
     * @param attempt number of the attempt it is about
     * @param submittedAtMillis when the message was accepted, for the receipt's {@code submit date}
     * @param excerpt at most the first 20 characters, for the receipt's {@code text}; empty when the account keeps bodies private
     * @param door where the message came in
     * @param nextChannel while switching, the channel that is tried next
     */
    record Receipt(
            long cursor,
            long message,
            @Nullable String reference,
            Address from,
            Address to,
            String channel,
            MessageState state,
            boolean late,
            int attempt,
            long submittedAtMillis,
            long atMillis,
            @Nullable MessageError error,
            int segments,
            String excerpt,
            Door door,
            @Nullable String nextChannel)
            implements Event {
        /** @return the same event, naming the channel that is tried next */
        public Receipt switchingTo(String next) {
            return new Receipt(
                    cursor,
                    message,
                    reference,
                    from,
                    to,
                    channel,
                    state,
                    late,
                    attempt,
                    submittedAtMillis,
                    atMillis,
                    error,
                    segments,
                    excerpt,
                    door,
                    next);
        }

        @Override
        public Receipt withCursor(long newCursor) {
            return new Receipt(
                    newCursor,
                    message,
                    reference,
                    from,
                    to,
                    channel,
                    state,
                    late,
                    attempt,
                    submittedAtMillis,
                    atMillis,
                    error,
                    segments,
                    excerpt,
                    door,
                    nextChannel);
        }
    }

    /** A message from a person to one of the account's numbers. */
    record Inbound(long cursor, String channel, Address from, Address to, Content content, String text, long atMillis)
            implements Event {
        @Override
        public Inbound withCursor(long newCursor) {
            return new Inbound(newCursor, channel, from, to, content, text, atMillis);
        }
    }
}
