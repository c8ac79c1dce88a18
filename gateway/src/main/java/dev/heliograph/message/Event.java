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
     * @param last true for the one event that tells how the message ended; what is told after it is late, or tells that it came further still
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
            boolean last,
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
        /** Of a message that ends with its first final state, as most do. */
        public Receipt(
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
                @Nullable String nextChannel) {
            this(
                    cursor,
                    message,
                    reference,
                    from,
                    to,
                    channel,
                    state,
                    !late && state.isFinal(),
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

        /** @return the same event, told after another has ended the message */
        public Receipt asLate() {
            return with(cursor, false, true, null, nextChannel);
        }

        /** @return the same event, of a message that is not at its end */
        public Receipt onTheWay() {
            return with(cursor, false, late, error, nextChannel);
        }

        /** @return the same event, naming the channel that is tried next */
        public Receipt switchingTo(String next) {
            return with(cursor, last, late, error, next);
        }

        @Override
        public Receipt withCursor(long newCursor) {
            return with(newCursor, last, late, error, nextChannel);
        }

        private Receipt with(
                long newCursor, boolean isLast, boolean isLate, @Nullable MessageError why, @Nullable String next) {
            return new Receipt(
                    newCursor,
                    message,
                    reference,
                    from,
                    to,
                    channel,
                    state,
                    isLast,
                    isLate,
                    attempt,
                    submittedAtMillis,
                    atMillis,
                    why,
                    segments,
                    excerpt,
                    door,
                    next);
        }
    }

    /**
     * A message from a person to one of the account's numbers.
     *
     * @param context what is known of it beside its words
     */
    record Inbound(
            long cursor,
            String channel,
            Address from,
            Address to,
            Content content,
            String text,
            long atMillis,
            InboundContext context)
            implements Event {
        /** Of which nothing is known beside its words. */
        public Inbound(
                long cursor, String channel, Address from, Address to, Content content, String text, long atMillis) {
            this(cursor, channel, from, to, content, text, atMillis, InboundContext.NONE);
        }

        @Override
        public Inbound withCursor(long newCursor) {
            return new Inbound(newCursor, channel, from, to, content, text, atMillis, context);
        }
    }
}
