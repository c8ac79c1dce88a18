package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.Submission;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.InboundSink;
import dev.heliograph.message.Message;
import dev.heliograph.message.Priority;
import dev.heliograph.queue.BoundedInbox;
import dev.heliograph.queue.FairQueue;
import dev.heliograph.queue.TimerWheel;
import dev.heliograph.receipt.Correlator;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel's lane: queue, bucket, window, channel.
 *
 * <p>Messages come from the store's writer through the inbox, or, when they did not fit into memory, page by page out of the backlog. They leave when the provider's
 * window has room and the bucket grants what they cost; what was returned (throttled, or due for a retry) leaves first. A message holds its place in the window
 * until what became of it is durable, so that a crash can double no more than a window of them.
 *
 * <p>Everything but {@link #offer} runs on the lane's loop.
 */
public final class Lane implements ChannelEvents, Refill.Taker {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    /** Messages looked at in one turn before other work on the loop has its chance. */
    private static final int TURN_MAX = 1_024;

    private static final long TICK_NANOS = 1_000_000_000L;
    private static final long WHEEL_TICK_NANOS = 10_000_000L;
    /** Ticks between two looks for what has become too old. */
    private static final int SWEEP_TICKS = 60;

    /** Segments that an account may send before the next one of its priority has its turn. */
    private static final int QUANTUM_SEGMENTS = 8;

    /** A waiting lower priority is served once in so many messages, so that no flood of codes stops everything else. */
    private static final int SHARE_ONE_IN = 64;

    private final Channel channel;
    private final Store store;
    private final TokenBucket bucket;
    private final Executor loop;
    private final LaneClock clock;
    private final InboundSink inbound;
    private final Correlator correlator;

    private final AtomicInteger held = new AtomicInteger();
    private final int heldMax;
    private final BoundedInbox<Queued> inbox;
    private final FairQueue<Pending> queue;
    private final ArrayDeque<Pending> returned = new ArrayDeque<>();
    private final TimerWheel<Pending> retries;
    private final Refill refill;
    private final Amendments amendments = new Amendments();
    private final Brake brake = new Brake();
    private final Aftermath aftermath;
    private final InFlight inFlight = new InFlight();
    private final Set<Long> heldIds = new HashSet<>();

    /** Copies whose turn came while their cancellation or replacement was being decided. */
    private final Map<Long, Pending> undecided = new HashMap<>();

    private final LaneCounts counts = new LaneCounts();

    private volatile Rate configured;
    private volatile boolean paused;
    private boolean closing;
    private boolean pumping;
    private boolean wakePending;
    private long wakeAt;
    private long ticks;
    private @Nullable Promise<Void> drained;

    public Lane(
            Channel channel,
            Store store,
            TokenBucket bucket,
            Executor loop,
            LaneClock clock,
            InboundSink inbound,
            CorrelatorLimits limits,
            LaneOptions options) {
        this.channel = channel;
        this.store = store;
        this.bucket = bucket;
        this.loop = loop;
        this.clock = clock;
        this.inbound = inbound;
        this.configured = bucket.rate();
        this.heldMax = options.heldMax();
        Correlator.LastWord lastWord = NextStep.lastWord(store, channel.id(), loop, clock.wallMillis());
        this.correlator = new Correlator(channel.id(), store, loop, clock.wallMillis(), lastWord, limits);
        this.inbox = new BoundedInbox<>(heldMax, TURN_MAX, loop, this::handedOver, this::pump);
        this.queue = new FairQueue<>(PendingTraits.INSTANCE, queueLimits(options));
        this.retries = new TimerWheel<>(WHEEL_TICK_NANOS, heldMax, clock.nanos().getAsLong());
        this.refill = new Refill(channel.id(), store, loop, options.pageMax(), this);
        this.aftermath = new Aftermath(this, channel, store, loop, clock, correlator, options, counts);
    }

    private static FairQueue.Limits queueLimits(LaneOptions options) {
        // More than may be held: pages that were asked for may arrive after the inbox has filled the room they were
        // asked for.
        int capacity = 2 * options.heldMax() + Refill.overshootMax(options.pageMax());
        return new FairQueue.Limits(Priority.values().length, capacity, capacity, QUANTUM_SEGMENTS, SHARE_ONE_IN);
    }

    /** Begins to send. */
    public Future<Void> start() {
        bucket.onAvailable(this::pump);
        Promise<Void> recovered = Promise.promise();
        correlator.recover(recovered::complete);
        return recovered.future().compose(done -> channel.start(this)).onSuccess(done -> {
            tick();
            pump();
        });
    }

    // ---- coming in

    /**
     * Takes a message that is durable and due; on the store's writer.
     *
     * @return false when the lane's memory is full: it will read the message from its backlog
     */
    public boolean offer(Queued queued) {
        if (held.get() < heldMax && inbox.offer(queued)) {
            held.incrementAndGet();
            return true;
        }
        counts.spilled.increment();
        refill.spilled(queued.message().priority());
        return false;
    }

    private void handedOver(Queued queued) {
        refill.handedOver(queued);
    }

    @Override
    public void take(Queued queued, boolean known, boolean counted) {
        if (known) {
            if (counted) {
                held.decrementAndGet();
            }
            return;
        }
        if (!counted) {
            held.incrementAndGet();
        }
        heldIds.add(queued.message().id());
        Pending pending = new Pending(queued);
        pending.cost = channel.cost(pending.message);
        if (!queue.offer(pending)) {
            // The queue is larger than what may ever come, so this is a bug, not a load.
            throw new IllegalStateException(
                    "lane " + channel.id() + " holds " + held + " and its queue " + queue.size());
        }
    }

    @Override
    public void refilled() {
        pump();
    }

    // ---- going out

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
            int looked = 0;
            while (looked < TURN_MAX && sendNext(now, wall)) {
                looked++;
            }
            if (looked == TURN_MAX) {
                loop.execute(this::pump);
            }
        } finally {
            pumping = false;
        }
        // In-memory traffic alone keeps the lane busy until it is half empty; then there is room for what lies in the
        // store.
        if (held.get() <= heldMax / 2) {
            refill.readInto(heldMax - held.get());
        }
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
                letGo(next);
                return true;
            }
            case REPLACED -> {
                take(next);
                next.cost = channel.cost(next.message);
                returned.addFirst(next);
                return true;
            }
        }
        if (next.message.isExpired(wall)) {
            take(next);
            aftermath.expired(next, wall);
            return true;
        }
        if (paused || !hasRoomFor(next.cost)) {
            return false;
        }
        long wait = Math.max(brake.pauseNanos(now), 0);
        if (wait == 0) {
            wait = bucket.tryAcquire(next.cost, now);
        }
        if (wait > 0) {
            wakeAfter(wait);
            return false;
        }
        take(next);
        if (aftermath.wasUnderWay(next)) {
            inFlight.add(next);
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
        inFlight.add(pending);
        counts.submitted.increment();
        aftermath.beforeWrite(pending, () -> write(pending));
    }

    private void write(Pending pending) {
        Message message = pending.message;
        long wall = clock.wallMillis().getAsLong();
        if (message.isExpired(wall)) {
            aftermath.expired(pending, wall); // while its mark was being stored: a disk may stall for seconds
            return;
        }
        Submission submission = new Submission(message, pending.attemptNumber(), message.expiresAtMillis() - wall);
        try {
            channel.submit(submission, (sent, outcome) -> aftermath.onOutcome(pending, outcome));
        } catch (RuntimeException e) {
            // A bug that this message wakes: it is tried a bounded number of times, then given up, and its neighbours
            // flow.
            log.error("{}: message {} could not be submitted", channel.id(), pending.message.idText(), e);
            aftermath.onOutcome(pending, Outcome.Failed.of(Failure.TRANSIENT, 0, "an internal error"));
        }
    }

    private void wakeAfter(long nanos) {
        long due = clock.nanos().getAsLong() + nanos;
        if (nanos >= TICK_NANOS || (wakePending && wakeAt - due <= 0)) {
            return; // the tick, or a wake that is set already, comes before
        }
        wakePending = true;
        wakeAt = due;
        clock.scheduler().after(nanos, () -> {
            if (wakeAt == due) {
                wakePending = false;
            }
            pump();
        });
    }

    private void letGo(Pending pending) {
        held.decrementAndGet();
        heldIds.remove(pending.message.id());
    }

    // ---- what the aftermath of a submission asks for

    /** What became of the message is durable; the lane forgets it. */
    void done(Pending pending) {
        inFlight.remove(pending);
        letGo(pending);
        afterChange();
    }

    /** The provider wants less. */
    void slowDown(Pending pending, long retryAfterMillis) {
        inFlight.remove(pending);
        brake.complain(clock.nanos().getAsLong(), retryAfterMillis);
        applyShare();
        returned.add(pending);
        afterChange();
    }

    void retryLater(Pending pending, long afterMillis) {
        inFlight.remove(pending);
        long due = clock.nanos().getAsLong() + afterMillis * 1_000_000L;
        if (retries.schedule(pending, due) == TimerWheel.NONE) {
            returned.add(pending);
        } else {
            wakeAfter(afterMillis * 1_000_000L);
        }
        afterChange();
    }

    /** Not settled: the store still has it in the backlog, for the next start. */
    void leftForRestart(Pending pending) {
        inFlight.remove(pending);
        letGo(pending);
        afterChange();
    }

    private void afterChange() {
        Promise<Void> waiting = drained;
        if (waiting != null && inFlight.isEmpty()) {
            waiting.tryComplete();
        }
        pump();
    }

    boolean isClosing() {
        return closing;
    }

    // ---- what the channel tells

    @Override
    public void onCredit() {
        pump();
    }

    @Override
    public void onReceipt(ProviderReceipt receipt, Runnable stored) {
        correlator.onReceipt(receipt, stored);
    }

    @Override
    public void onReceipt(List<ProviderReceipt> readings, String recipient, IntConsumer meant, Runnable stored) {
        correlator.onReceipt(readings, recipient, meant, stored);
    }

    @Override
    public void onInbound(String from, InboundMessage message, Runnable stored) {
        inbound.onInbound(from, message, stored);
    }

    // ---- what operators and clients ask for

    /**
     * Marks a message that is cancelled or replaced, so that a copy waiting here, or on its way here, is not sent as it was.
     *
     * @return the mark, or null when the message is being sent right now, or there is no room for a mark: too late
     */
    Amendments.@Nullable Mark mark(long id, Amendments.Change change) {
        return inFlight.contains(id)
                ? null
                : amendments.set(id, change, clock.nanos().getAsLong());
    }

    /** The store has answered: a copy that was set aside meanwhile has its turn again. */
    void decide(long id, Amendments.Mark mark, boolean agreed) {
        amendments.decide(id, mark, agreed);
        Pending waiting = undecided.remove(id);
        if (waiting != null) {
            returned.add(waiting);
            pump();
        }
    }

    void pause(boolean on) {
        paused = on;
        pump();
    }

    void rate(Rate rate) {
        configured = rate;
        applyShare();
        pump();
    }

    private void applyShare() {
        double share = brake.share();
        Rate now = share >= 1
                ? configured
                : new Rate(Math.max(Rate.PER_SECOND_MIN, configured.perSecond() * share), Math.max(1, (long)
                        (configured.burst() * share)));
        bucket.updateRate(now, clock.nanos().getAsLong());
    }

    private void tick() {
        if (closing) {
            return;
        }
        // First of all, so that whatever goes wrong below does not stop the lane's clock.
        clock.scheduler().after(TICK_NANOS, this::tick);
        if (brake.recover(clock.nanos().getAsLong())) {
            applyShare();
        }
        if (++ticks % SWEEP_TICKS == 0) {
            correlator.expireParked();
            amendments.forgetOld(clock.nanos().getAsLong(), heldIds::contains);
        }
        pump();
    }

    /** Stops sending, waits for what is under way, at most {@code drainMillis}, and closes the channel. */
    public Future<Void> close(long drainMillis) {
        closing = true;
        Promise<Void> empty = Promise.promise();
        drained = empty;
        if (inFlight.isEmpty()) {
            empty.complete();
        } else {
            clock.scheduler().after(drainMillis * 1_000_000L, empty::tryComplete);
        }
        return empty.future().compose(done -> channel.close(drainMillis)).onComplete(done -> bucket.close());
    }

    /** @return how it is; on the lane's loop */
    LaneStatus status() {
        return new LaneStatus(
                channel.id(),
                channel.kind(),
                configured,
                brake.share(),
                store.backlogSize(channel.id()),
                held.get(),
                inFlight.cost(),
                channel.credit(),
                channel.creditMax(),
                paused,
                channel.health());
    }

    public LaneCounts counts() {
        return counts;
    }

    public Correlator correlator() {
        return correlator;
    }

    public Channel channel() {
        return channel;
    }
}
