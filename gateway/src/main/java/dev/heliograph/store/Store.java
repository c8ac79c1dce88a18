package dev.heliograph.store;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Priority;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's durable state. Every call may be made by any thread and returns at once; what it asks for is answered on {@code owner}, batched, after the sync
 * that covers it. An owner is one {@link Executor} object, which is given one task a batch with all its answers in the order of its calls, but that acceptances stand
 * behind the rest: keep the object, do not make one a call.
 *
 * <p>When a sync fails nothing more is ever answered and {@link StoreListener#onFatal} is called: the process must end, because what the disk holds is not known.
 */
public interface Store extends AutoCloseable {

    // ---- a message's life

    /**
     * Takes a message in: gives it an id, stores it with its place in the backlog of its first step's channel (or in the schedule, when {@link Message#sendAtMillis}
     * lies ahead), and with its idempotency key if it has one.
     *
     * @param idempotency null when the client sent none
     * @return false when the store's own queue is full: nothing was taken, nothing will be answered
     */
    boolean accept(Message message, @Nullable Idempotency idempotency, Executor owner, Consumer<Accepted> answer);

    /** Stores that an attempt is about to be written to the provider; for channels whose unknown outcomes are not simply retried. */
    void sending(long id, MessageStatus status, Executor owner, Runnable answer);

    /**
     * Stores that a provider has taken a message: its status, its provider ids, and that it no longer waits in any backlog.
     *
     * @param providerAccount whose ids these are: the account at the provider, which several channels may share
     * @param providerIds one a part, in canonical form
     * @param deadlineMillis wall clock: when {@link StoreListener#onDeadline} is to be told unless the message has ended by then; replaces the earlier one
     * @param events what to tell the account, often nothing
     */
    void sent(
            Message message,
            MessageStatus status,
            String providerAccount,
            List<String> providerIds,
            long deadlineMillis,
            List<Event> events,
            Executor owner,
            Runnable answer);

    /**
     * Stores a change of status with the events that tell about it. A final state also takes the message out of backlog and schedule. Of a message with several steps that
     * has ended already they are told as late.
     */
    void settle(Message message, MessageStatus status, List<Event> events, Executor owner, Runnable answer);

    /**
     * Moves a message from the backlog of one channel to the end of another's, under a new position, for its next step; then {@link StoreListener#onAccepted} is called
     * for it as for a new one.
     *
     * @param deadlineMillis wall clock: when {@link StoreListener#onDeadline} is to be told unless the message has ended by then; replaces the earlier one
     */
    void requeue(
            Message message,
            String fromChannel,
            String toChannel,
            MessageStatus status,
            long deadlineMillis,
            List<Event> events,
            Executor owner,
            Runnable answer);

    /**
     * Cancels or replaces a message that no provider has been handed yet. The caller has made sure that no lane will send it meanwhile.
     *
     * @param replacement the message as it shall be, or null to cancel it
     * @param event told to the account when the answer is {@link Amended#DONE}
     */
    void amend(
            long id,
            @Nullable Message replacement,
            MessageStatus status,
            @Nullable Event event,
            Executor owner,
            Consumer<Amended> answer);

    // ---- reading. Every read answers exactly one of its two: answer, or failed when the disk could not tell although
    // it was asked again for about a second.
    // Failed is never "not there": the caller asks again, which it may do at once, or says that it cannot answer.

    /** @param answer the message and what became of it, or null when it is unknown or was cleaned away */
    void find(long id, Executor owner, Consumer<@Nullable Found> answer, Runnable failed);

    /**
     * Finds the messages of an account that wait to be sent from one address to another; for cancel_sm and replace_if_present without an id. At most 1,000.
     * There is no index for this rare question: it looks through what waits, the newest first, 100,000 in all, shared
     * out among channels, priorities and the schedule.
     */
    void findPending(
            String account, String from, String to, Executor owner, Consumer<List<Message>> answer, Runnable failed);

    /** @param answer the message that {@code providerId} of an account at a provider belongs to, or null */
    void correlate(
            String providerAccount,
            String providerId,
            Executor owner,
            Consumer<@Nullable Correlated> answer,
            Runnable failed);

    /**
     * Reads on in the backlog of a channel, in the order of {@link Queued#position}.
     *
     * @param afterPosition only messages behind this place; 0 for the first
     * @param limit at most this many
     */
    void backlog(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<List<Queued>> answer,
            Runnable failed);

    /**
     * Ends the reading of a backlog: when at most {@code limit} messages behind {@code afterPosition} are left, they are answered and every message queued
     * after them goes to {@link StoreListener#onAccepted}; otherwise {@code null} is answered and the reader goes on with {@link #backlog}. Runs on the writer,
     * so that nothing falls between the two; the answer is handed to {@code owner} before the listener hears of any later message, and may still be overtaken by
     * one that reaches the lane on another way: positions tell. While a lane reads, it must answer {@code false} to the listener, or it is given the same
     * message twice.
     */
    void catchUp(
            String channel,
            Priority priority,
            long afterPosition,
            int limit,
            Executor owner,
            Consumer<@Nullable List<Queued>> answer);

    /** @return how many messages wait in the channel's backlog, in memory or not; an estimate right after a restart */
    long backlogSize(String channel);

    // ---- receipts whose message is not known yet

    /** Keeps a receipt of an unknown provider id, so that it can be acknowledged to the provider. */
    void park(ParkedReceipt receipt, Executor owner, Runnable answer);

    /** Drops parked receipts that were matched or are too old. */
    void unpark(String providerAccount, String providerId);

    /** Every receipt that is parked for an account at a provider; read at start. */
    void parked(String providerAccount, Executor owner, Consumer<List<ParkedReceipt>> answer, Runnable failed);

    // ---- what other rooms keep

    /**
     * Writes rows of shelves, or drops them, all together.
     *
     * @param answer once they are durable
     */
    void keep(List<ShelfRow> rows, Executor owner, Runnable answer);

    /** @param answer what stands under a key, or null */
    void shelved(Shelf shelf, byte[] key, Executor owner, Consumer<@Nullable ShelfRow> answer, Runnable failed);

    /**
     * Reads on in a shelf, in the order of its keys.
     *
     * @param prefix only keys that begin so; empty for all
     * @param afterKey only what stands behind this key; empty for the first
     * @param limit at most this many; fewer are answered only at the end
     */
    void shelf(
            Shelf shelf,
            byte[] prefix,
            byte[] afterKey,
            int limit,
            Executor owner,
            Consumer<List<ShelfRow>> answer,
            Runnable failed);

    // ---- events

    /** Appends an event that belongs to no message, as inbound messages do. */
    default void append(String account, Event event, Executor owner, Runnable answer) {
        append(account, event, List.of(), owner, answer);
    }

    /** The same, with what it changes on shelves: both are durable or neither is. */
    void append(String account, Event event, List<ShelfRow> rows, Executor owner, Runnable answer);

    /** @param answer events of the account after {@code cursor}, in order, at most {@code limit} */
    void events(String account, long cursor, int limit, Executor owner, Consumer<List<Event>> answer, Runnable failed);

    /** @return cursor of the account's newest event, 0 when there is none */
    long lastCursor(String account);

    /**
     * Stores how far a consumer has come. After a crash the consumer sees again what was not stored.
     *
     * @param answer once it is durable; a consumer that waits for it before it stores a newer position has one under way at most, however slow the disk
     */
    void acknowledge(String account, String consumer, ConsumerPosition position, Executor owner, Runnable answer);

    /**
     * Asks where a consumer left off. Sees everything that was {@link #acknowledge acknowledged} before it was asked, answered or not.
     *
     * @param answer the position, or null when the consumer is new
     */
    void position(
            String account,
            String consumer,
            Executor owner,
            Consumer<@Nullable ConsumerPosition> answer,
            Runnable failed);

    /** Writes and syncs what was asked for, then closes. Blocks. */
    @Override
    void close();
}
