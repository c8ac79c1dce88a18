package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.Failure;
import dev.heliograph.message.Attempt;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageError;
import dev.heliograph.message.MessageState;
import dev.heliograph.message.MessageStatus;
import dev.heliograph.message.Step;
import dev.heliograph.receipt.CorrelatorProxy;
import dev.heliograph.store.Found;
import dev.heliograph.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has a message go on over its next channel because its time on this one is up, in one of two cases: the channel has not taken it, or nobody has reported that it got far
 * enough. On the lane's loop.
 */
final class StepEnds {
    /** What the attempt of such a step says. */
    static final String TIMEOUT = "timeout";

    private final Channel channel;
    private final Store store;
    private final Executor loop;
    private final LaneClock clock;
    private final CorrelatorProxy correlator;
    private final LaneCounts counts;
    private final Sending sending;
    private final Revocations revocations;

    StepEnds(
            Channel channel,
            Store store,
            Executor loop,
            LaneClock clock,
            CorrelatorProxy correlator,
            LaneCounts counts,
            Sending sending) {
        this.channel = channel;
        this.store = store;
        this.loop = loop;
        this.clock = clock;
        this.correlator = correlator;
        this.sending = sending;
        this.counts = counts;
        this.revocations = new Revocations(channel, counts);
    }

    static MessageError notTaken(Step step) {
        return error("could not be sent within ", step);
    }

    private static MessageError error(String what, Step step) {
        return new MessageError(TIMEOUT, 0, "it " + what + Duration.ofMillis(step.afterMillis()));
    }

    /** A provider has it: it is taken back where that is possible, and goes on. */
    void leaveProvider(Message message, MessageStatus status, Runnable over) {
        Attempt last = status.lastAttempt();
        if (last == null) {
            over.run();
            return;
        }
        Step step = message.route().get(Math.max(0, message.stepOf(last.channel())));
        Runnable goOn = () -> {
            counts.timeouts.increment();
            correlator.goOn(message, status, error("was not " + step.until().text() + " within ", step), over);
        };
        if (last.channel().equals(channel.id()) && !last.state().isSuccess()) {
            revocations.revoke(message, last.parts(), goOn);
        } else {
            goOn.run();
        }
    }

    /**
     * It waits, wherever. A copy of it in this lane is marked first, so that it is not sent from here any more; then what was sent just before that can be read from the
     * disk, for a message is under way until its outcome is there.
     */
    void leaveQueue(Message message, MessageStatus status, Runnable over) {
        long id = message.id();
        String from = NextStep.channelOf(message, status);
        if (!from.equals(channel.id())) {
            // Its channel was taken out of the configuration, so no lane has a copy.
            read(id, from, over, over);
            return;
        }
        Amendments.Mark mark = sending.mark(id, Amendments.Change.CANCELLED);
        if (mark == null) {
            over.run(); // it is being sent: its outcome decides
            return;
        }
        Runnable gone = () -> {
            sending.decide(id, mark, true);
            over.run();
        };
        Runnable stays = () -> {
            sending.decide(id, mark, false);
            over.run();
        };
        read(id, from, gone, stays);
    }

    private void read(long id, String from, Runnable gone, Runnable stays) {
        Consumer<@Nullable Found> goOn = found -> {
            if (found == null || !goOn(found, from, gone)) {
                stays.run();
            }
        };
        store.find(id, loop, goOn, stays);
    }

    private boolean goOn(Found found, String over, Runnable done) {
        Message message = found.message();
        MessageStatus status = found.status();
        long wall = clock.wallMillis().getAsLong();
        boolean waits = status.state() == MessageState.ACCEPTED || status.state() == MessageState.QUEUED;
        boolean there = NextStep.channelOf(message, status).equals(over);
        if (!waits || !there || !NextStep.isDue(message, status, wall)) {
            return false;
        }
        Step step = message.route().get(Math.max(0, message.stepOf(over)));
        MessageStatus left = withEnd(status, over, MessageState.EXPIRED, notTaken(step), wall);
        counts.timeouts.increment();
        return NextStep.take(store, message, over, left, wall, loop, done);
    }

    /**
     * The status of a message that waited too long. Marked as being sent, and not being sent, is what the run that sent it did not live to see the outcome of: nobody knows
     * how far it came.
     */
    static MessageStatus withEnd(
            MessageStatus status, String channel, MessageState state, MessageError error, long wallMillis) {
        List<Attempt> attempts = new ArrayList<>(status.attempts());
        Attempt doubtful = inDoubt(status);
        MessageState endState = doubtful == null ? state : MessageState.UNKNOWN;
        MessageError why = doubtful == null
                ? error
                : new MessageError(Failure.UNKNOWN_OUTCOME.text(), 0, "the gateway stopped while it was being sent");
        if (doubtful != null) {
            attempts.remove(attempts.size() - 1);
        }
        attempts.add(new Attempt(attempts.size() + 1, channel, endState, wallMillis, wallMillis, List.of(), why));
        return new MessageStatus(endState, wallMillis, List.copyOf(attempts), why);
    }

    static @Nullable Attempt inDoubt(MessageStatus status) {
        Attempt last = status.lastAttempt();
        return last != null && last.state() == MessageState.QUEUED ? last : null;
    }
}
