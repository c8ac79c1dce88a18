package dev.heliograph.admission;

import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.message.Content;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.ReceiptWish;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Found;
import dev.heliograph.store.Store;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Cancels and replaces messages that were accepted but not sent. */
final class Amendment {
    private final Store store;
    private final Dispatcher dispatcher;
    private final LongSupplier wallMillis;
    private final GateOptions options;

    Amendment(Store store, Dispatcher dispatcher, LongSupplier wallMillis, GateOptions options) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.wallMillis = wallMillis;
        this.options = options;
    }

    void cancel(Found found, Executor owner, Consumer<Amended> answer) {
        MessageStatus before = found.status();
        if (before.state() != MessageState.ACCEPTED && before.state() != MessageState.QUEUED) {
            answer.accept(Amended.TOO_LATE);
            return;
        }
        long now = wallMillis.getAsLong();
        Message message = found.message();
        MessageError error = new MessageError("cancelled", 0, "the sender cancelled it");
        MessageStatus status = new MessageStatus(MessageState.CANCELLED, now, before.attempts(), error);
        String channel = message.route().get(0).channel();
        Event event = Receipts.event(
                message, MessageState.CANCELLED, channel, before.attempts().size(), false, error, now);
        dispatcher.amend(store, message, null, status, event, owner, answer);
    }

    /** @param answer done when at least one was cancelled, too late when there were some but none could be, unknown when there was none */
    void cancelAll(List<Message> messages, @Nullable String serviceType, Executor owner, Consumer<Amended> answer) {
        List<Message> matching =
                messages.stream().filter(message -> isOf(message, serviceType)).toList();
        if (matching.isEmpty()) {
            answer.accept(Amended.UNKNOWN);
            return;
        }
        Amended[] best = {Amended.TOO_LATE};
        int[] left = {matching.size()};
        for (Message message : matching) {
            MessageStatus accepted =
                    new MessageStatus(MessageState.ACCEPTED, message.acceptedAtMillis(), List.of(), null);
            cancel(new Found(message, accepted), owner, amended -> {
                best[0] = amended == Amended.DONE ? Amended.DONE : best[0];
                if (--left[0] == 0) {
                    answer.accept(best[0]);
                }
            });
        }
    }

    void replace(
            Found found,
            Content content,
            long sendAtMillis,
            long validityMillis,
            @Nullable ReceiptWish receipts,
            Executor owner,
            Consumer<Amended> answer) {
        Message old = found.message();
        MessageState state = found.status().state();
        if (state != MessageState.ACCEPTED && state != MessageState.QUEUED) {
            answer.accept(Amended.TOO_LATE);
            return;
        }
        long now = wallMillis.getAsLong();
        long sendAt = sendAtMillis > now ? sendAtMillis : old.sendAtMillis();
        long expiresAt = validityMillis > 0
                ? Math.max(now, sendAt) + Math.min(validityMillis, options.validityMillisMax())
                : Math.max(
                        old.expiresAtMillis(),
                        sendAt + (old.expiresAtMillis() - Math.max(old.acceptedAtMillis(), old.sendAtMillis())));
        int segments = Sizing.segments(content, options);
        Message replacement =
                old.replacedBy(content, segments, receipts == null ? old.receipts() : receipts, sendAt, expiresAt);
        dispatcher.amend(store, old, replacement, found.status(), null, owner, answer);
    }

    /** @return id of the newest of that service type, 0 when there is none */
    static long newestOf(List<Message> messages, String serviceType) {
        long newest = 0;
        for (Message message : messages) {
            if (isOf(message, serviceType)) {
                newest = Math.max(newest, message.id());
            }
        }
        return newest;
    }

    private static boolean isOf(Message message, @Nullable String serviceType) {
        return serviceType == null
                || (message.content() instanceof Content.Sms sms
                        && sms.serviceType().equals(serviceType));
    }
}
