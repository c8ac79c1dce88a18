package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Event;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.receipt.CorrelatorProxy;
import dev.heliograph.receipt.Ending;
import dev.heliograph.receipt.Receipts;
import dev.heliograph.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows a submission: the record that it was sent, another try, another channel, or the end. On the lane's loop. */
final class Aftermath {
    /** Attempts kept in a message's record: the first and the latest. */
    private static final int ATTEMPTS_KEPT = 20;

    /** Times that handling a message may throw before it is quarantined. */
    static final int CRASHES_MAX = 3;

    /** Times that a message keeps its place although it could not leave. */
    private static final int PUT_BACKS_MAX = 8;

    private static final Logger log = LoggerFactory.getLogger(Aftermath.class);

    private final Sending sending;
    private final Channel channel;
    private final Store store;
    private final Executor loop;
    private final LaneClock clock;
    private final CorrelatorProxy correlator;
    private final LaneOptions options;
    private final LaneCounts counts;

    Aftermath(
            Sending sending,
            Channel channel,
            Store store,
            Executor loop,
            LaneClock clock,
            CorrelatorProxy correlator,
            LaneOptions options,
            LaneCounts counts) {
        this.sending = sending;
        this.channel = channel;
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        this.correlator = correlator;
        this.options = options;
        this.counts = counts;
    }

    /**
     * Makes it durable that the message is about to be sent, where that decides what happens after a crash. A channel that simply sends again needs no mark: its
     * backlog entry says all.
     */
    void beforeWrite(Pending pending, Runnable write) {
        if (options.onUnknown() == OnUnknown.RETRY) {
            write.run();
            return;
        }
        Attempt attempt = attempt(pending, MessageState.QUEUED, 0, List.of(), null);
        MessageStatus status = new MessageStatus(
                MessageState.QUEUED, pending.queuedAtMillis, pending.attemptsWith(attempt, ATTEMPTS_KEPT), null);
        store.sending(pending.message.id(), status, loop, write);
    }

    /** @return whether the message was being sent when the last run ended, so that nobody knows whether the provider has it */
    boolean wasUnderWay(Pending pending) {
        int last = pending.attempts.size() - 1;
        return last >= 0
                && pending.attempts.get(last).state() == MessageState.QUEUED
                && pending.attempts.get(last).channel().equals(channel.id());
    }

    /** Treats it as what it is: an unknown outcome. */
    void afterCrash(Pending pending, long wall) {
        pending.attempts = pending.attempts.subList(0, pending.attempts.size() - 1);
        pending.tries++;
        pending.startedAtMillis = wall;
        onOutcome(
                pending, Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "the gateway stopped while it was being sent"));
    }

    void onOutcome(Pending pending, Outcome outcome) {
        if (outcome instanceof Outcome.Sent sent) {
            sent(pending, sent.providerIds(), null);
        } else if (outcome instanceof Outcome.Failed failed) {
            failed(pending, failed);
        }
    }

    /** @param doubt why nobody knows whether the provider has it, or null when it has */
    private void sent(Pending pending, List<String> providerIds, @Nullable MessageError doubt) {
        counts.sent.increment();
        Message message = pending.message;
        long wall = clock.wallMillis().getAsLong();
        List<Attempt.Part> parts = new ArrayList<>(providerIds.size());
        for (String id : providerIds) {
            parts.add(new Attempt.Part(id, MessageState.SENT, 0));
        }
        Attempt attempt = attempt(pending, MessageState.SENT, wall, parts, doubt);
        correlator.correlator().sightings().seen(message, attempt);
        boolean ends = doubt == null && pending.step().endsWhenSent();
        MessageState state = ends ? MessageState.SENT_FINAL : MessageState.SENT;
        MessageStatus status = new MessageStatus(state, wall, pending.attemptsWith(attempt, ATTEMPTS_KEPT), null);
        List<Event> events = events(message, state, attempt, null, wall);
        long deadline = Deadlines.afterSending(message, channel, options, pending.startedAtMillis, wall);
        store.sent(
                message,
                status,
                channel.providerAccount(),
                providerIds,
                deadline,
                events,
                loop,
                () -> sending.done(pending));
        if (ends && !channel.capability().receipts()) {
            return;
        }
        try {
            // After the store was asked, so that whatever a parked receipt makes of the message is written behind it.
            correlator.track(message, status);
        } catch (RuntimeException e) {
            // What was asked of the store stands; the correlator finds there what it could not keep.
            log.error("{}: ids of message {} could not be kept", channel.id(), message.idText(), e);
        }
    }

    private void failed(Pending pending, Outcome.Failed failed) {
        counts.failures(failed.failure()).increment();
        Failure.Action action = failed.failure().action();
        if (!failed.partsTaken().isEmpty() && action != Failure.Action.NEXT) {
            // Some of it is with the provider: sending the whole again doubles that, which is for the channel's policy
            // to allow.
            action = Failure.Action.ASK_POLICY;
        }
        if (sending.isClosing()) {
            close(pending, action);
            return;
        }
        switch (action) {
            case SLOW_DOWN -> {
                if (pending.goesOnBefore(clock.wallMillis().getAsLong() + failed.retryAfterMillis())) {
                    sending.complain(failed.retryAfterMillis());
                    end(pending, failed);
                    return;
                }
                pending.tries--;
                counts.retried.increment();
                withoutMark(pending, () -> sending.slowDown(pending, failed.retryAfterMillis()));
            }
            case PUT_BACK -> putBack(pending);
            case RETRY -> retryOrEnd(pending, failed);
            case ASK_POLICY -> unknown(pending, failed);
            case NEXT -> end(pending, failed);
        }
    }

    /** It never left, so it keeps its place, unless that happens again and again: then others have their chance. */
    private void putBack(Pending pending) {
        pending.tries--;
        counts.retried.increment();
        boolean keepsPlace = ++pending.putBacks <= PUT_BACKS_MAX;
        long pause = keepsPlace ? 0 : pauseMillis(pending.putBacks - PUT_BACKS_MAX, 0);
        withoutMark(pending, () -> {
            if (keepsPlace) {
                sending.putBack(pending);
            } else {
                sending.retryLater(pending, pause);
            }
        });
    }

    /** The provider has called the window closed: the same message again, in the form that needs none. */
    void sayOtherwise(Pending pending, Outcome.Failed failed) {
        counts.failures(failed.failure()).increment();
        counts.retried.increment();
        if (sending.isClosing()) {
            close(pending, Failure.Action.RETRY);
        } else {
            withoutMark(pending, () -> sending.putBack(pending));
        }
    }

    /** The next run sends it; it must not take for unknown what was refused. */
    private void close(Pending pending, Failure.Action action) {
        if (action == Failure.Action.ASK_POLICY) {
            sending.leftForRestart(pending);
        } else {
            withoutMark(pending, () -> sending.leftForRestart(pending));
        }
    }

    /** Takes the mark of {@link #beforeWrite} away again, because the provider has certainly not got the message. */
    private void withoutMark(Pending pending, Runnable then) {
        if (options.onUnknown() == OnUnknown.RETRY) {
            then.run();
            return;
        }
        MessageStatus before = new MessageStatus(MessageState.QUEUED, pending.queuedAtMillis, pending.attempts, null);
        store.sending(pending.message.id(), before, loop, then);
    }

    private void unknown(Pending pending, Outcome.Failed failed) {
        switch (options.onUnknown()) {
            case RETRY -> retryUnknown(pending, failed);
            case FAIL -> endUnknown(pending, failed);
            case HOLD -> hold(pending, failed);
        }
    }

    /** A receipt may still tell; the provider ids of the parts it did take are all there is to know it by. */
    private void hold(Pending pending, Outcome.Failed failed) {
        sent(pending, failed.partsTaken(), error(failed));
    }

    /** Before it goes on over another channel, and so perhaps arrives twice, a receipt has its time to come. */
    private void endUnknown(Pending pending, Outcome.Failed failed) {
        if (pending.goesOnUnreported()) {
            hold(pending, failed);
        } else {
            end(pending, failed);
        }
    }

    /** Whoever never answers could be sent the same message for ever: so this has a bound of its own. */
    private void retryUnknown(Pending pending, Outcome.Failed failed) {
        boolean over = clock.wallMillis().getAsLong() >= pending.endsAtMillis;
        if (over || ++pending.unknowns >= options.unknownTriesMax() || pending.tries >= options.triesMax()) {
            endUnknown(pending, failed);
            return;
        }
        counts.possibleDuplicates.increment();
        retryOrEnd(pending, failed);
    }

    private void retryOrEnd(Pending pending, Outcome.Failed failed) {
        if (pending.tries >= options.triesMax()) {
            end(pending, failed);
            return;
        }
        long wall = clock.wallMillis().getAsLong();
        long pause = pauseMillis(pending.tries, failed.retryAfterMillis());
        if (pending.goesOnBefore(wall + pause)) {
            if (failed.failure().action() == Failure.Action.ASK_POLICY) {
                endUnknown(pending, failed);
            } else {
                end(pending, failed);
            }
            return;
        }
        if (pending.message.isExpired(wall)) {
            expired(pending, wall);
            return;
        }
        counts.retried.increment();
        withoutMark(pending, () -> sending.retryLater(pending, pause));
    }

    /** Doubles with every try, up to the bound, and is spread by half, so that what failed together does not come back together. */
    private long pauseMillis(int tries, long hintMillis) {
        long doubled = options.retryMillisMin() << Math.min(tries - 1, 30);
        long bounded = Math.min(options.retryMillisMax(), doubled);
        long spread = bounded / 2 + (long) (clock.random().nextDouble() * (bounded / 2.0));
        return Math.max(Math.max(1, spread), hintMillis);
    }

    /**
     * A bug that this message wakes: it is tried a few times more, then given up, and its neighbours flow.
     *
     * @param taken whether the provider has it all the same
     */
    void crashed(Pending pending, boolean taken, RuntimeException e) {
        log.error("{}: message {} could not be handled", channel.id(), pending.message.idText(), e);
        try {
            if (++pending.crashes >= CRASHES_MAX) {
                counts.quarantined.increment();
                end(
                        pending,
                        Outcome.Failed.of(
                                Failure.FAILED, 0, "quarantined: it made its handler fail " + CRASHES_MAX + " times"));
            } else {
                Failure failure = taken ? Failure.UNKNOWN_OUTCOME : Failure.TRANSIENT;
                onOutcome(pending, Outcome.Failed.of(failure, 0, "an internal error"));
            }
        } catch (RuntimeException again) {
            log.error("{}: message {} is left for the next start", channel.id(), pending.message.idText(), again);
            sending.leftForRestart(pending);
        }
    }

    /** It was never to be handed over. */
    void refused(Pending pending, Outcome.Failed why, long wall) {
        counts.failures(why.failure()).increment();
        pending.startedAtMillis = wall;
        end(pending, why);
    }

    /** This channel will not carry it: the next one, or the end. */
    private void end(Pending pending, Outcome.Failed failed) {
        long wall = clock.wallMillis().getAsLong();
        settle(pending, failed.failure().finalState(), error(failed), wall);
    }

    private static MessageError error(Outcome.Failed failed) {
        return new MessageError(failed.failure().text(), failed.code(), failed.detail());
    }

    /** Its validity, or its time on this channel, ended before anybody took it. */
    void expired(Pending pending, long wall) {
        boolean over = pending.message.isExpired(wall);
        if (!over && pending.unknowns > 0) {
            hold(pending, Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "nobody knows whether the provider took it"));
            return;
        }
        pending.startedAtMillis = wall;
        if (over) {
            counts.expired.increment();
            settle(pending, MessageState.EXPIRED, Deadlines.EXPIRED, wall);
        } else {
            counts.timeouts.increment();
            settle(pending, MessageState.EXPIRED, StepEnds.notTaken(pending.step()), wall);
        }
    }

    private void settle(Pending pending, MessageState state, MessageError error, long wall) {
        Message message = pending.message;
        Attempt attempt = attempt(pending, state, wall, List.of(), error);
        correlator.correlator().sightings().seen(message, attempt);
        MessageStatus status = new MessageStatus(state, wall, pending.attemptsWith(attempt, ATTEMPTS_KEPT), error);
        Runnable done = () -> sending.done(pending);
        if (!NextStep.take(store, message, channel.id(), status, wall, loop, done)) {
            Ending end = Ending.of(message, status, wall);
            store.settle(message, end.status(), end.events(), loop, done);
        }
    }

    private static List<Event> events(
            Message message, MessageState state, Attempt attempt, @Nullable MessageError error, long wall) {
        Event event = Receipts.event(message, state, attempt.channel(), attempt.number(), false, error, wall);
        return event == null ? List.of() : List.of(event);
    }

    private Attempt attempt(
            Pending pending,
            MessageState state,
            long endedAtMillis,
            List<Attempt.Part> parts,
            @Nullable MessageError error) {
        return new Attempt(
                pending.attemptNumber(),
                channel.id(),
                state,
                pending.startedAtMillis,
                endedAtMillis,
                List.copyOf(parts),
                error);
    }
}
