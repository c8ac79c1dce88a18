package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorProxy;
import dev.heliograph.receipt.Ending;
import dev.heliograph.store.Amended;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings messages to an end that nothing else ended in time. The store tells when a deadline is past, and tells again every minute until the message has ended, so
 * whatever cannot be decided now is simply left.
 *
 * <ul>
 *   <li>Its time on this channel is up, and there is another: it goes on there, see {@link StepEnds}. Where failures alone are reported none was: it ends {@code sent}.
 *   <li>Waiting, wherever it is: in memory, on disk, in the schedule, behind a channel that stands still. It ends {@code expired}, as a client's cancellation
 *       would end it: the store decides, and copies in memory are marked first so that none is sent afterwards.
 *   <li>Being sent right now: its outcome decides.
 *   <li>Sent, and no receipt came in all its validity and a grace after it: it ends {@code unknown}. Receipts that come later are late. One that was to be read and was
 *       only delivered ends {@code delivered}.
 * </ul>
 *
 * <p>On the lane's loop.
 */
final class Deadlines {
    static final String NO_RECEIPT = "no-receipt";

    static final MessageError EXPIRED = new MessageError("expired", 0, "its validity ended before it could be sent");

    private final Channel channel;
    private final Store store;
    private final Executor loop;
    private final LaneClock clock;
    private final CorrelatorProxy correlator;
    private final LaneOptions options;
    private final LaneCounts counts;
    private final StepEnds steps;

    /**
     * Messages in hand at once, about a KiB each; whichever the store tells of beyond is left to the next minute. Twice as many as wait to be taken back: when very many
     * steps end at once, those beyond these go on without.
     */
    static final int IN_HAND_MAX = 2 * Revocations.WAITING_MAX;

    private final AtomicInteger inHand = new AtomicInteger();

    /** Messages whose end is on its way to the disk: a disk that is slower than the minute must not be given it twice. */
    private final Set<Long> ending = new HashSet<>();

    Deadlines(
            Channel channel,
            Store store,
            Executor loop,
            LaneClock clock,
            CorrelatorProxy correlator,
            LaneOptions options,
            LaneCounts counts,
            Sending sending) {
        this.channel = channel;
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        this.correlator = correlator;
        this.options = options;
        this.counts = counts;
        this.steps = new StepEnds(channel, store, loop, clock, correlator, counts, sending);
    }

    /** @return when something must have become of a message that was handed over and taken, milliseconds since 1970: at once where no receipt can come */
    static long afterSending(
            Message message, Channel channel, LaneOptions options, long handedOverAtMillis, long wallMillis) {
        int step = message.route().size() == 1 ? 0 : message.stepOf(channel.id());
        long expires = Math.max(message.expiresAtMillis(), wallMillis);
        boolean waitsForBounces = channel.capability().bounces()
                && !message.route().get(Math.max(0, step)).endsWhenSent();
        long unreported = channel.capability().receipts()
                ? expires + options.receiptGraceMillis()
                : waitsForBounces ? expires : wallMillis;
        long goesOn = message.waitEndMillis(step, handedOverAtMillis);
        if (goesOn < message.expiresAtMillis()) {
            return goesOn;
        }
        return Math.min(unreported, unreadEndMillis(message, step, handedOverAtMillis));
    }

    /** @return until when a message that was delivered waits to be read; {@link Long#MAX_VALUE} when it does not wait */
    private static long unreadEndMillis(Message message, int step, long handedOverAtMillis) {
        Step taken = message.route().get(Math.max(0, step));
        if (taken.until() != MessageState.READ) {
            return Long.MAX_VALUE;
        }
        long after = taken.afterMillis() == 0 ? Long.MAX_VALUE : handedOverAtMillis + taken.afterMillis();
        return Math.min(message.expiresAtMillis(), after);
    }

    /**
     * Makes room for one more; on the store's writer, which is faster than any lane when a million are due at once.
     *
     * @return false when the lane has enough in hand: then {@link #onDeadline} is not called, and the store tells again
     */
    boolean enter() {
        if (inHand.incrementAndGet() <= IN_HAND_MAX) {
            return true;
        }
        inHand.decrementAndGet();
        counts.deferred.increment();
        return false;
    }

    /** Once for each that has {@linkplain #enter entered}. */
    void onDeadline(Queued queued, Dispatcher dispatcher) {
        Message message = queued.message();
        MessageStatus status = queued.status();
        long id = message.id();
        if (status.state().isFinal() || !ending.add(id)) {
            inHand.decrementAndGet();
            return;
        }
        Runnable over = () -> {
            ending.remove(id);
            inHand.decrementAndGet();
        };
        long wall = clock.wallMillis().getAsLong();
        if (isFineUnlessBounced(message, status)) {
            if (NextStep.isDue(message, status, wall) || message.isExpired(wall)) {
                correlator.giveUp(message, status, null, () -> {}, over);
            } else {
                over.run();
            }
        } else if (NextStep.isDue(message, status, wall)) {
            if (status.state() == MessageState.SENT) {
                steps.leaveProvider(message, status, over);
            } else {
                steps.leaveQueue(message, status, over);
            }
        } else if (status.state() == MessageState.SENT) {
            if (waitsOn(message, status, wall)) {
                over.run();
            } else {
                giveUp(message, status, over);
            }
        } else if (message.isExpired(wall)) {
            expire(message, status, dispatcher, over);
        } else {
            over.run();
        }
    }

    /** @return whether this channel has taken it for certain, and would tell of a failure and of nothing else */
    private boolean isFineUnlessBounced(Message message, MessageStatus status) {
        Attempt last = status.lastAttempt();
        return channel.capability().bounces()
                && status.state() == MessageState.SENT
                && last != null
                && last.channel().equals(channel.id())
                && last.error() == null
                && message.stepOf(last.channel()) >= 0;
    }

    /** @return whether a receipt may still come, because the deadline was that of its reading, or of a step that nothing follows any more */
    private boolean waitsOn(Message message, MessageStatus status, long wall) {
        Attempt last = status.lastAttempt();
        if (last == null || !channel.capability().receipts()) {
            return false;
        }
        int step = message.stepOf(last.channel());
        long unread = unreadEndMillis(message, step, last.startedAtMillis());
        if (last.state().isSuccess()) {
            return wall < unread;
        }
        boolean limited = unread != Long.MAX_VALUE || message.waitEndMillis(step, 0) != Long.MAX_VALUE;
        return limited && wall < message.expiresAtMillis() + options.receiptGraceMillis();
    }

    private void giveUp(Message message, MessageStatus status, Runnable stored) {
        String why = channel.capability().receipts()
                ? "no receipt came in its validity and " + Duration.ofMillis(options.receiptGraceMillis()) + " more"
                : "the channel reports no delivery";
        correlator.giveUp(message, status, new MessageError(NO_RECEIPT, 0, why), counts.unreported::increment, stored);
    }

    private void expire(Message message, MessageStatus status, Dispatcher dispatcher, Runnable over) {
        long wall = clock.wallMillis().getAsLong();
        boolean inDoubt = StepEnds.inDoubt(status) != null;
        Ending end =
                Ending.of(message, StepEnds.withEnd(status, channel.id(), MessageState.EXPIRED, EXPIRED, wall), wall);
        Event event = end.events().isEmpty() ? null : end.events().get(0);
        dispatcher.amend(store, message, null, end.status(), event, loop, amended -> {
            over.run();
            if (amended == Amended.DONE && !inDoubt) {
                counts.expired.increment();
            }
        });
    }
}
