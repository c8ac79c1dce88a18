package dev.heliograph.dispatch;

import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;

/** Moves a message whose channel gave up on, or whose time there is up, to the next channel of its route. */
final class NextStep {
    private NextStep() {}

    /**
     * @param channel the one that failed
     * @param status as it would be final
     * @param done runs on {@code loop} once the move is durable
     * @return false when the route has no further step, or no time: then the failure is the end
     */
    static boolean take(
            Store store,
            Message message,
            String channel,
            MessageStatus status,
            long wallMillis,
            Executor loop,
            Runnable done) {
        int step = message.stepOf(channel) + 1;
        if (step == 0 || step == message.route().size() || message.isExpired(wallMillis)) {
            return false;
        }
        Step next = message.route().get(step);
        MessageStatus moved = new MessageStatus(MessageState.QUEUED, wallMillis, status.attempts(), status.error());
        Event.Receipt told = Receipts.event(
                message, MessageState.SWITCHING, channel, status.attempts().size(), false, status.error(), wallMillis);
        List<Event> events = told == null ? List.of() : List.of(told.switchingTo(next.channel()));
        long deadline = Math.min(message.expiresAtMillis(), message.waitEndMillis(step, wallMillis));
        store.requeue(message, channel, next.channel(), moved, deadline, events, loop, done);
        return true;
    }

    /** @return where a message is, or waits: the channel of its last attempt, or the one after it if that was left behind */
    static String channelOf(Message message, MessageStatus status) {
        Attempt last = status.lastAttempt();
        if (last == null) {
            return message.route().get(0).channel();
        }
        int next = message.stepOf(last.channel()) + 1;
        boolean leftBehind =
                status.state() == MessageState.QUEUED && last.state().isFinal();
        return leftBehind && next > 0 && next < message.route().size()
                ? message.route().get(next).channel()
                : last.channel();
    }

    /** @return when a message that waits for its channel to take it goes on to the next step; {@link Long#MAX_VALUE} when it does not */
    static long waitEndMillis(Message message, MessageStatus status, int step) {
        return message.waitEndMillis(step, Math.max(status.atMillis(), message.sendAtMillis()));
    }

    /** @return whether another step may be taken because this one's time is up */
    static boolean isDue(Message message, MessageStatus status, long wallMillis) {
        if (message.isExpired(wallMillis)) {
            return false;
        }
        int step = message.stepOf(channelOf(message, status));
        Attempt last = status.lastAttempt();
        long end = status.state() == MessageState.SENT && last != null
                ? message.waitEndMillis(step, last.startedAtMillis())
                : waitEndMillis(message, status, step);
        return wallMillis >= end;
    }
}
