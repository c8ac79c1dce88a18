package dev.heliograph.dispatch;

import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.Correlator;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Moves a message whose channel gave up on to the next channel of its route. */
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
        Step next = after(message, channel);
        if (next == null || message.isExpired(wallMillis)) {
            return false;
        }
        MessageStatus moved = new MessageStatus(MessageState.QUEUED, wallMillis, status.attempts(), status.error());
        Event.Receipt told = Receipts.event(
                message, MessageState.SWITCHING, channel, status.attempts().size(), false, status.error(), wallMillis);
        List<Event> events = told == null ? List.of() : List.of(told.switchingTo(next.channel()));
        store.requeue(message, channel, next.channel(), moved, message.expiresAtMillis(), events, loop, done);
        return true;
    }

    /** @return the rule for receipts that report a failure after the fact */
    static Correlator.LastWord lastWord(Store store, Executor loop, LongSupplier wallMillis) {
        return (message, status, stored) -> status.state() != MessageState.EXPIRED
                && take(store, message, lastChannel(status), status, wallMillis.getAsLong(), loop, stored);
    }

    private static String lastChannel(MessageStatus status) {
        return status.attempts().get(status.attempts().size() - 1).channel();
    }

    /** @return where a message is, or waits: the channel of its last attempt, or the one after it if that failed */
    static String channelOf(Message message, MessageStatus status) {
        String last = status.channel();
        if (last == null) {
            return message.route().get(0).channel();
        }
        MessageState attempt =
                status.attempts().get(status.attempts().size() - 1).state();
        Step next = attempt.isFinal() && !status.state().isFinal() ? after(message, last) : null;
        return next == null ? last : next.channel();
    }

    private static @Nullable Step after(Message message, String channel) {
        List<Step> route = message.route();
        for (int i = 0; i < route.size() - 1; i++) {
            if (route.get(i).channel().equals(channel)) {
                return route.get(i + 1);
            }
        }
        return null;
    }
}
