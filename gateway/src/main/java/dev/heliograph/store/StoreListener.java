package dev.heliograph.store;

import dev.heliograph.message.Event;

/**
 * What the rooms above hear from the store's writer, on the writer's thread, after the sync: they must only hand over and return.
 *
 * <p>After each batch the order is: the answers are handed to their owners, then messages, then events and {@link #onBatchEnd}, then deadlines, then the answers of
 * {@link Store#catchUp}. So the answer to a submission is on its way before the message is, and the message before what is told about it.
 */
public interface StoreListener {
    /**
     * A message is durable and due: newly accepted, come from the schedule, or moved here from another channel. In the order of {@link Queued#position}.
     *
     * @return whether a lane holds it in memory now. Once this was false for a channel and priority it is not called for them again until
     *     {@link Store#catchUp} has answered, because the lane then reads its backlog
     */
    boolean onAccepted(String channel, Queued queued);

    /** An event is durable, under its cursor; once an event, in the order of the stream. */
    void onEvent(String account, Event event);

    /** All events of one batch were told. */
    void onBatchEnd();

    /**
     * A message has not ended although its deadline is past: {@link dev.heliograph.message.Message#firstDeadlineMillis}, or what {@link Store#sent} or
     * {@link Store#requeue} gave instead. Told again, about every minute and after a restart, until a final state is stored.
     *
     * @param queued the message and its status as they are now, with the position at which it waits, 0 when it waits in no backlog
     */
    void onDeadline(Queued queued);

    /** The disk failed; nothing will ever be answered again. */
    void onFatal(Throwable cause);
}
