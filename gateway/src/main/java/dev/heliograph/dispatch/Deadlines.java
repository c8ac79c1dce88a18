package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.Failure;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.receipt.CorrelatorProxy;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Brings messages to an end that nothing else ended in time. The store tells when a deadline is past, and tells again every minute until the message has ended, so
 * whatever cannot be decided now is simply left.
 *
 * <ul>
 *   <li>Waiting, wherever it is: in memory, on disk, in the schedule, behind a channel that stands still. It ends {@code expired}, as a client's cancellation
 *       would end it: the store decides, and copies in memory are marked first so that none is sent afterwards.
 *   <li>Being sent right now: its outcome decides.
 *   <li>Sent, and no receipt came in all its validity and a grace after it: it ends {@code unknown}. Receipts that come later are late.
 * </ul>
 *
 * <p>On the lane's loop.
 */
final class Deadlines {
    static final String NO_RECEIPT = "no-receipt";

    private final Channel channel;
    private final Store store;
    private final Executor loop;
    private final LaneClock clock;
    private final CorrelatorProxy correlator;
    private final LaneOptions options;
    private final LaneCounts counts;

    /** Messages whose end is on its way to the disk: a disk that is slower than the minute must not be given it twice. */
    private final Set<Long> ending = new HashSet<>();

    Deadlines(
            Channel channel,
            Store store,
            Executor loop,
            LaneClock clock,
            CorrelatorProxy correlator,
            LaneOptions options,
            LaneCounts counts) {
        this.channel = channel;
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        this.correlator = correlator;
        this.options = options;
        this.counts = counts;
    }

    /** @return when a message that was sent now must have ended, milliseconds since 1970: at once where no receipt can come */
    static long afterSending(Message message, Channel channel, LaneOptions options, long wallMillis) {
        return channel.capability().receipts()
                ? Math.max(message.expiresAtMillis(), wallMillis) + options.receiptGraceMillis()
                : wallMillis;
    }

    void onDeadline(Queued queued, Dispatcher dispatcher) {
        MessageState state = queued.status().state();
        long id = queued.message().id();
        if (state.isFinal() || !ending.add(id)) {
            return;
        }
        if (state == MessageState.SENT) {
            giveUp(queued.message(), queued.status(), () -> ending.remove(id));
        } else if (queued.message().isExpired(clock.wallMillis().getAsLong())) {
            expire(queued.message(), queued.status(), dispatcher);
        } else {
            ending.remove(id);
        }
    }

    private void giveUp(Message message, MessageStatus status, Runnable stored) {
        String why = channel.capability().receipts()
                ? "no receipt came in its validity and " + Duration.ofMillis(options.receiptGraceMillis()) + " more"
                : "the channel reports no delivery";
        correlator.giveUp(message, status, new MessageError(NO_RECEIPT, 0, why), counts.unreported::increment, stored);
    }

    private void expire(Message message, MessageStatus status, Dispatcher dispatcher) {
        long wall = clock.wallMillis().getAsLong();
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        // Marked as being sent, and not being sent: the run that sent it has ended, and nobody knows how far it came.
        boolean inDoubt = last != null && last.state() == MessageState.QUEUED;
        MessageState state = inDoubt ? MessageState.UNKNOWN : MessageState.EXPIRED;
        MessageError error = inDoubt
                ? new MessageError(Failure.UNKNOWN_OUTCOME.text(), 0, "the gateway stopped while it was being sent")
                : new MessageError("expired", 0, "its validity ended before it could be sent");
        if (inDoubt) {
            attempts.remove(attempts.size() - 1);
        }
        Attempt end = new Attempt(attempts.size() + 1, channel.id(), state, wall, wall, List.of(), error);
        attempts.add(end);
        MessageStatus ended = new MessageStatus(state, wall, List.copyOf(attempts), error);
        Event event = Receipts.event(message, state, channel.id(), end.number(), false, error, wall);
        dispatcher.amend(store, message, null, ended, event, loop, amended -> {
            ending.remove(message.id());
            if (amended == Amended.DONE && !inDoubt) {
                counts.expired.increment();
            }
        });
    }
}
