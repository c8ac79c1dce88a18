package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.conversation.WindowBook;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.queue.FairQueue;
import dev.heliograph.queue.TimerWheel;
import dev.heliograph.receipt.CorrelatorProxy;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.RoundTrips;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a lane holds and sends: what was returned (throttled, not sent, or due for a retry) first and in the order of its positions, then the queue, account by account
 * within a priority; each when the provider's window has room and the bucket grants what it costs. One message's place in the window is free again only when what
 * became of it is durable. On the lane's loop.
 */
final class Sending {
    /** Messages looked at in one turn before other work on the loop has its chance. */
    static final int TURN_MAX = 1_024;

    private static final Logger log = LoggerFactory.getLogger(Sending.class);
    private static final long WHEEL_TICK_NANOS = 10_000_000L;

    /** Segments that an account may send before the next one of its priority has its turn. */
    private static final int QUANTUM_SEGMENTS = 8;

    /** A waiting lower priority is served once in so many messages, so that no flood of codes stops everything else. */
    private static final int SHARE_ONE_IN = 64;

    private final Channel channel;
    private final LaneClock clock;
    private final LaneCounts counts;
    private final Pace pace;
    private final Aftermath aftermath;
    private final RecipientRules rules;
    private final Executor loop;
    private final Home home;

    private final FairQueue<Pending> queue;
    private final PriorityQueue<Pending> returned = new PriorityQueue<>(Comparator.comparingInt(
                    (Pending pending) -> pending.message.priority().ordinal())
            .thenComparingLong(pending -> pending.position));
    private final TimerWheel<Pending> retries;
    private final InFlight inFlight = new InFlight();
    private final Amendments amendments = new Amendments();

    /** Copies whose turn came while their cancellation or replacement was being decided. */
    private final Map<Long, Pending> undecided = new HashMap<>();

    private final RoundTrips roundTrips = new RoundTrips();

    private boolean paused;
    private boolean closing;
    private boolean pumping;

    /** Whether what waits here waits for something else than this loop's time. */
    private boolean heldBack;

    /** How many may wait here for this loop's time and be counted, for other threads to look at. */
    private volatile int hurriedMax;

    private volatile int underWay;

    /** The lane around it. */
    interface Home {
        /** @return whether a copy of a message that waits here no more may be in the lane, or on its way into it */
        boolean mayHold(long id);

        /** The lane holds this message no longer. */
        void letGo(Pending pending);

        /** Everything was sent that may be sent now. */
        void pumped();

        /** Nothing is under way any more. */
        void idle();
    }

    Sending(
            Channel channel,
            Store store,
            Executor loop,
            LaneClock clock,
            CorrelatorProxy correlator,
            LaneOptions options,
            LaneCounts counts,
            Pace pace,
            RecipientRules rules,
            Home home) {
        this.channel = channel;
        this.clock = clock;
        this.counts = counts;
        this.pace = pace;
        this.rules = rules;
        this.loop = loop;
        this.home = home;
        this.aftermath = new Aftermath(this, channel, store, loop, clock, correlator, options, counts);
        this.queue = new FairQueue<>(PendingTraits.INSTANCE, queueLimits(options));
        this.retries = new TimerWheel<>(
                WHEEL_TICK_NANOS, options.heldMax(), clock.nanos().getAsLong());
    }

    private static FairQueue.Limits queueLimits(LaneOptions options) {
        // More than may be held: pages that were asked for may arrive after the inbox has filled the room they were
        // asked for.
        int capacity = 2 * options.heldMax() + Refill.overshootMax(options.pageMax());
        return new FairQueue.Limits(Priority.values().length, capacity, capacity, QUANTUM_SEGMENTS, SHARE_ONE_IN);
    }

    void add(Pending pending) {
        pending.cost = cost(pending);
        if (!queue.offer(pending)) {
            // The queue is larger than what may ever come, so this is a bug, not a load.
            throw new IllegalStateException("lane " + channel.id() + " has a queue of " + queue.size());
        }
    }

    /** A message that its channel cannot even measure is found out when it is sent; here it must not keep its neighbours from coming in. */
    private int cost(Pending pending) {
        try {
            return channel.cost(pending.message);
        } catch (RuntimeException e) {
            log.error("{}: message {} could not be measured", channel.id(), pending.message.idText(), e);
            return 1;
        }
    }

    /** Sends what may be sent now. Harmless to call at any time. */
    void pump() {
        if (pumping || closing) {
            return;
        }
        pumping = true;
        try {
            long now = clock.nanos().getAsLong();
            long wall = clock.wallMillis().getAsLong();
            retries.advance(now, TURN_MAX, returned::add);
            heldBack = false;
            int looked = 0;
            while (looked < TURN_MAX && sendNext(now, wall)) {
                looked++;
            }
            if (looked == TURN_MAX) {
                // As a timer and not as a task: a loop runs out of tasks before it looks at its sockets.
                clock.scheduler().after(0, this::pump);
            }
            underWay = inFlight.cost();
            hurriedMax = heldBack ? 0 : RoundTrips.hurriedMax(channel.creditMax());
        } finally {
            pumping = false;
        }
        home.pumped();
    }

    /** @return whether it is worth looking at another */
    private boolean sendNext(long now, long wall) {
        Pending next = returned.isEmpty() ? queue.peek() : returned.peek();
        if (next == null) {
            return false;
        }
        switch (amendments.apply(next)) {
            case AS_IT_WAS -> {}
            case UNDECIDED -> {
                take(next);
                undecided.put(next.message.id(), next);
                return true;
            }
            case DROPPED -> {
                take(next);
                home.letGo(next);
                return true;
            }
            case REPLACED -> {
                take(next);
                next.cost = cost(next);
                returned.add(next);
                return true;
            }
        }
        boolean wasUnderWay = aftermath.wasUnderWay(next);
        if (!wasUnderWay && wall >= next.endsAtMillis) {
            take(next);
            aftermath.expired(next, wall);
            return true;
        }
        Outcome.Failed refusal = wasUnderWay
                ? null
                : rules.judge(next.message, channel, next.cost, wall).refusal();
        if (refusal != null) {
            // Before it costs anything.
            take(next);
            aftermath.refused(next, refusal, wall);
            return true;
        }
        boolean hasRoom = hasRoomFor(next.cost);
        if (paused || !hasRoom || !pace.takes(next.cost, now)) {
            heldBack = paused || hasRoom || roundTrips.areSlow(wall);
            return false;
        }
        take(next);
        inFlight.add(next);
        if (wasUnderWay) {
            aftermath.afterCrash(next, wall);
        } else {
            submit(next, wall);
        }
        return true;
    }

    private void take(Pending next) {
        Pending taken = returned.isEmpty() ? queue.poll() : returned.poll();
        if (taken != next) {
            throw new IllegalStateException("lane " + channel.id() + " took another message than it looked at");
        }
    }

    private boolean hasRoomFor(int cost) {
        int whole = channel.creditMax();
        return channel.credit() >= Math.min(cost, whole) && (inFlight.cost() == 0 || inFlight.cost() + cost <= whole);
    }

    private void submit(Pending pending, long wall) {
        pending.tries++;
        pending.startedAtMillis = wall;
        counts.submitted.increment();
        aftermath.beforeWrite(
                pending,
                () -> rules.makeSure(pending.message, channel, loop, refusal -> {
                    if (refusal == null) {
                        write(pending);
                    } else {
                        aftermath.onOutcome(pending, refusal);
                    }
                }));
    }

    private void write(Pending pending) {
        long wall = clock.wallMillis().getAsLong();
        if (wall >= pending.endsAtMillis) {
            // While its mark was being stored: a disk may stall for seconds.
            aftermath.expired(pending, wall);
            return;
        }
        // Again, because the recipient may have left meanwhile.
        RecipientRules.Judgement judgement = rules.judge(pending.message, channel, pending.cost, wall);
        if (judgement.refusal() != null) {
            aftermath.onOutcome(pending, judgement.refusal());
            return;
        }
        Message message = judgement.message();
        Answer answer = new Answer(pending, rules.begins(message, channel, pending.cost));
        try {
            channel.submit(new Submission(message, pending.attemptNumber(), pending.validityMillis(wall)), answer);
        } catch (RuntimeException e) {
            answer.crashed(e);
        }
    }

    /** Takes the outcome of one submission, once, whatever the channel or what follows may do. */
    private final class Answer implements OutcomeHandler {
        private final Pending pending;
        private final WindowBook.@Nullable Visit visit;
        private boolean answered;

        Answer(Pending pending, WindowBook.@Nullable Visit visit) {
            this.pending = pending;
            this.visit = visit;
        }

        @Override
        public void onOutcome(Submission submission, Outcome outcome) {
            if (answered) {
                log.error("{}: message {} was answered twice", channel.id(), pending.message.idText());
                return;
            }
            answered = true;
            try {
                rules.ended(visit, outcome);
                if (visit != null && rules.hasTemplateInstead(pending.message, channel, outcome)) {
                    aftermath.sayOtherwise(pending, (Outcome.Failed) outcome);
                } else {
                    aftermath.onOutcome(pending, outcome);
                }
            } catch (RuntimeException e) {
                aftermath.crashed(pending, outcome instanceof Outcome.Sent, e);
            }
        }

        /** A bug that this message wakes, in the channel. */
        void crashed(RuntimeException e) {
            if (answered) {
                log.error("{}: failed behind message {}", channel.id(), pending.message.idText(), e);
                return;
            }
            answered = true;
            rules.ended(visit, null);
            aftermath.crashed(pending, false, e);
        }
    }

    // ---- what the aftermath of a submission asks for

    /** What became of the message is durable; the lane forgets it. */
    void done(Pending pending) {
        roundTrips.ended(pending.startedAtMillis, clock.wallMillis().getAsLong());
        inFlight.remove(pending);
        home.letGo(pending);
        afterChange();
    }

    /** The provider wants less. */
    void slowDown(Pending pending, long retryAfterMillis) {
        complain(retryAfterMillis);
        putBack(pending);
    }

    void complain(long retryAfterMillis) {
        pace.complain(retryAfterMillis);
    }

    /** It goes again as soon as it may, before all that came after it. */
    void putBack(Pending pending) {
        inFlight.remove(pending);
        returned.add(pending);
        afterChange();
    }

    void retryLater(Pending pending, long afterMillis) {
        inFlight.remove(pending);
        long due = clock.nanos().getAsLong() + afterMillis * 1_000_000L;
        if (retries.schedule(pending, due) == TimerWheel.NONE) {
            returned.add(pending);
        } else {
            pace.wakeAfter(afterMillis * 1_000_000L);
        }
        afterChange();
    }

    /** Not settled: the store still has it in the backlog, for the next start. */
    void leftForRestart(Pending pending) {
        done(pending);
    }

    private void afterChange() {
        if (inFlight.isEmpty()) {
            home.idle();
        }
        pump();
    }

    // ---- what operators and clients ask for

    /** @see Lane#mark */
    Amendments.@Nullable Mark mark(long id, Amendments.Change change) {
        return inFlight.contains(id)
                ? null
                : amendments.set(id, change, clock.nanos().getAsLong());
    }

    /** @see Lane#decide */
    void decide(long id, Amendments.Mark mark, boolean agreed) {
        amendments.decide(id, mark, agreed);
        Pending waiting = undecided.remove(id);
        if (waiting != null) {
            returned.add(waiting);
            pump();
        } else if (agreed && !home.mayHold(id)) {
            amendments.forget(id);
        }
    }

    void forgetOldMarks(Intake intake) {
        amendments.forgetOld(clock.nanos().getAsLong(), intake::holds);
    }

    void pause(boolean on) {
        paused = on;
        pump();
    }

    boolean isPaused() {
        return paused;
    }

    /** Sends nothing from here on. */
    void close() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    boolean isIdle() {
        return inFlight.isEmpty();
    }

    /** @return provider requests handed over and not settled */
    int underWay() {
        return inFlight.cost();
    }

    /**
     * Any thread; as it was when the lane last sent what it could.
     *
     * @param held messages in the lane
     * @return those of them that wait for nothing but their turn on the loop
     */
    int hurried(int held) {
        return Math.max(0, Math.min(held - underWay, hurriedMax));
    }
}
