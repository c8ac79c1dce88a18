package dev.heliograph.dispatch;

import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.conversation.InboundMessage;
import dev.heliograph.conversation.InboundSink;
import dev.heliograph.receipt.CorrelatorProxy;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.store.Queued;
import dev.heliograph.store.Store;
import dev.heliograph.throttle.Rate;
import dev.heliograph.throttle.TokenBucket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One channel's lane: queue, bucket, window, channel.
 *
 * <p>Messages come in through the {@link Intake} and leave through {@link Sending}, at the lane's {@link Pace}; what becomes of each is decided in its
 * {@link Aftermath}, and what never ended in time ends by its {@link Deadlines}. A message holds its place in the window until what became of it is durable, so that
 * a crash can double no more than a window of them.
 *
 * <p>Everything but {@link #offer} and {@link #hurried} runs on the lane's loop.
 */
public final class Lane implements ChannelEvents, Sending.Home {
    /** Ticks between two looks for what has become too old. */
    private static final int SWEEP_TICKS = 60;

    private final Channel channel;
    private final Store store;
    private final LaneClock clock;
    private final InboundSink inbound;
    private final Consumer<Dispatcher> joins;
    private final CorrelatorProxy correlator;
    private final LaneCounts counts = new LaneCounts();
    private final Pace pace;
    private final Sending sending;
    private final Intake intake;
    private final Deadlines deadlines;
    private long ticks;
    private @Nullable Promise<Void> drained;

    public Lane(
            Channel channel,
            Store store,
            TokenBucket bucket,
            Executor loop,
            LaneClock clock,
            InboundSink inbound,
            Correlators correlators,
            LaneOptions options) {
        this(channel, store, bucket, loop, clock, inbound, correlators, RecipientRules.NONE, options);
    }

    public Lane(
            Channel channel,
            Store store,
            TokenBucket bucket,
            Executor loop,
            LaneClock clock,
            InboundSink inbound,
            Correlators correlators,
            RecipientRules rules,
            LaneOptions options) {
        this.channel = channel;
        this.store = store;
        this.clock = clock;
        this.inbound = inbound;
        this.joins = correlators::dispatcher;
        this.correlator = new CorrelatorProxy(channel.id(), correlators.of(channel.providerAccount(), loop), loop);
        this.pace = new Pace(bucket, clock, this::onCredit);
        this.sending = new Sending(channel, store, loop, clock, correlator, options, counts, pace, rules, this);
        this.intake = new Intake(channel.id(), store, loop, clock, options, counts, sending);
        this.deadlines = new Deadlines(channel, store, loop, clock, correlator, options, counts, sending);
    }

    /** Begins to send. */
    public Future<Void> start() {
        pace.start();
        Promise<Void> recovered = Promise.promise();
        correlator.recover(() -> inbound.recover(recovered::complete));
        return recovered.future().compose(done -> channel.start(this)).onSuccess(done -> {
            tick();
            sending.pump();
        });
    }

    /**
     * Takes a message that is durable and due; on the store's writer.
     *
     * @return false when the lane's memory is full: it will read the message from its backlog
     */
    public boolean offer(Queued queued) {
        return intake.offer(queued);
    }

    @Override
    public boolean mayHold(long id) {
        return intake.mayHold(id);
    }

    @Override
    public void letGo(Pending pending) {
        intake.letGo(pending);
    }

    @Override
    public void pumped() {
        intake.readOn();
    }

    @Override
    public void idle() {
        Promise<Void> waiting = drained;
        if (waiting != null) {
            waiting.tryComplete();
        }
    }

    private void tick() {
        if (sending.isClosing()) {
            return;
        }
        // First of all, so that whatever goes wrong below does not stop the lane's clock.
        clock.scheduler().after(Pace.TICK_NANOS, this::tick);
        pace.tick();
        if (++ticks % SWEEP_TICKS == 0) {
            correlator.expireParked();
            sending.forgetOldMarks(intake);
            inbound.sweep();
        }
        sending.pump();
    }

    // ---- what the channel tells

    @Override
    public void onCredit() {
        sending.pump();
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

    @Override
    public boolean asksToLeave(InboundMessage message) {
        return inbound.asksToLeave(message);
    }

    @Override
    public void onLeft(String from, String address, long atMillis, Runnable stored) {
        inbound.onLeft(from, address, atMillis, stored);
    }

    @Override
    public void onCame(String from, String address, long atMillis, Runnable stored) {
        inbound.onCame(from, address, atMillis, stored);
    }

    @Override
    public void onShut(String from, String address, long atMillis, Runnable stored) {
        inbound.onShut(from, address, atMillis, stored);
    }

    // ---- what operators, clients and the clock ask for

    /**
     * Marks a message that is cancelled, replaced or expired, so that a copy waiting here, or on its way here, is not sent as it was.
     *
     * @return the mark, or null when the message is being sent right now, or there is no room for a mark: too late
     */
    Amendments.@Nullable Mark mark(long id, Amendments.Change change) {
        return sending.mark(id, change);
    }

    /** The store has answered: a copy that was set aside meanwhile has its turn again. */
    void decide(long id, Amendments.Mark mark, boolean agreed) {
        sending.decide(id, mark, agreed);
    }

    /** It is one of these lanes now. */
    void joins(Dispatcher lanes) {
        joins.accept(lanes);
    }

    /** @see Deadlines#enter */
    boolean takesDeadline() {
        return deadlines.enter();
    }

    /** A message that is with this channel, or waits for it, has not ended although its deadline is past. */
    void onDeadline(Queued queued, Dispatcher dispatcher) {
        deadlines.onDeadline(queued, dispatcher);
    }

    /** Holds messages back, or goes on in their order; receipts come and validity ends meanwhile. */
    void pause(boolean on) {
        sending.pause(on);
    }

    void rate(Rate rate) {
        pace.rate(rate);
        sending.pump();
    }

    /** Stops sending, waits for what is under way, at most {@code drainMillis}, and closes the channel. */
    public Future<Void> close(long drainMillis) {
        sending.close();
        Promise<Void> empty = Promise.promise();
        drained = empty;
        if (sending.isIdle()) {
            empty.complete();
        } else {
            clock.scheduler().after(drainMillis * 1_000_000L, empty::tryComplete);
        }
        return empty.future().compose(done -> channel.close(drainMillis)).onComplete(done -> pace.close());
    }

    /** @return messages that wait for nothing but this node's time to send them; any thread, as far as is known now */
    int hurried() {
        return intake.isSpilled() ? 0 : sending.hurried(intake.held());
    }

    /** @return how it is; on the lane's loop */
    LaneStatus status() {
        return new LaneStatus(
                channel.id(),
                channel.kind(),
                pace.rate(),
                pace.share(),
                store.backlogSize(channel.id()),
                intake.held(),
                sending.underWay(),
                channel.credit(),
                channel.creditMax(),
                sending.isPaused(),
                channel.health());
    }

    public LaneCounts counts() {
        return counts;
    }

    /** @return the way to what knows its receipts; for counts only */
    public CorrelatorProxy correlator() {
        return correlator;
    }

    public Channel channel() {
        return channel;
    }
}
