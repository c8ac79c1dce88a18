package dev.heliograph.egress;

import dev.heliograph.message.Event;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where the events of accounts are read. Any thread may call it. */
public interface EventSource {
    /**
     * Opens a place in an account's stream. Where a named consumer begins is kept before {@code opened} is called, and it begins no earlier than at the last
     * acknowledgement of whoever held the name on this node before, stored or not.
     *
     * @param consumer name under which acknowledgements are kept; null for one that only passes by
     * @param after begin after this cursor; negative to resume at the consumer's last acknowledgement (a new one begins at the end of the stream)
     * @param owner event loop that every answer comes on
     * @param opened the subscription
     */
    void subscribe(
            String account, @Nullable String consumer, long after, Executor owner, Consumer<Subscription> opened);

    /** Reads a page: events after {@code cursor}, at most {@code limit}. */
    void page(String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed);

    /**
     * Keeps a short list of events in durable storage, in place of what was kept under that name; for what a consumer wants to come back to while its place moves on.
     *
     * @param name told apart from the names of the account's consumers by the caller
     * @param cursors rising, a thousand or so
     * @param kept runs when the list is on stable storage; have one under way at a time for each name
     */
    void keep(String account, String name, long[] cursors, Executor owner, Runnable kept);

    /** @param answer what was last kept under the name, empty for nothing */
    void kept(String account, String name, Executor owner, Consumer<long[]> answer);

    /** A consumer's place in a stream; used on its owner only. */
    interface Subscription {
        /**
         * Takes the next events, at most {@code max}, without waiting for new ones. One fetch at a time.
         *
         * @param answer the events, perhaps none: then {@link #onAvailable} says when there are more
         */
        void fetch(int max, Consumer<List<Event>> answer);

        /** Runs {@code wake} once when there are events after the last fetched; at once if there are already. */
        void onAvailable(Runnable wake);

        /** This event is done with. Answers may come in any order; an event is not seen again after a restart once this was stored. */
        void acknowledge(long cursor);

        /** All events up to this one are done with. */
        void acknowledgeUpTo(long cursor);

        /** @return cursor of the last fetched event */
        long position();

        /** @return events written to the stream that this consumer is not done with */
        long behind();

        void close();
    }
}
