package dev.heliograph.simulation;

import dev.heliograph.channel.Capability;
import dev.heliograph.channel.Channel;
import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.ChannelHealth;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.Message;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** A channel to a provider that misbehaves at random: throttles, fails, loses connections, sends receipts early, late, twice or contradicting. */
public class SimulatedProvider implements Channel {
    private final String id;
    private final World world;
    private final int window;
    private final Faults faults;
    ChannelEvents events;
    private int inFlight;
    private long nextId;
    private boolean up = true;

    /** Every message the provider took, in the order it took them. */
    public final List<Long> taken = new ArrayList<>();

    /** When each was taken, in nanoseconds. */
    public final List<Long> takenAt = new ArrayList<>();

    /** Messages that were lost in an unknown outcome after the provider had taken them. */
    public int takenUnknown;

    /** Chances of each fault, 0 to 1. */
    public record Faults(
            double throttle,
            double transientFailure,
            double permanent,
            double unknown,
            double early,
            double twice,
            double conflict,
            double undelivered) {
        public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0);
    }

    public SimulatedProvider(String id, World world, int window, Faults faults) {
        this.id = id;
        this.world = world;
        this.window = window;
        this.faults = faults;
    }

    /** Another process of the gateway connects; the provider remembers everything. */
    public void reconnect() {
        inFlight = 0;
        up = true;
        events = null;
    }

    public void up(boolean on) {
        up = on;
        if (on && events != null) {
            events.onCredit();
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String kind() {
        return "simulated";
    }

    @Override
    public Capability capability() {
        return new Capability(true, false, false, 160);
    }

    @Override
    public Future<Void> start(ChannelEvents sink) {
        events = sink;
        world.outside(0, this::resendUnacknowledged);
        return Future.succeededFuture();
    }

    @Override
    public int cost(Message message) {
        return message.segments();
    }

    @Override
    public int credit() {
        return up ? window - inFlight : 0;
    }

    @Override
    public int creditMax() {
        return window;
    }

    private boolean chance(double probability) {
        return world.random.nextDouble() < probability;
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        int cost = cost(submission.message());
        inFlight += cost;
        int process = world.process();
        world.outside(1 + world.random.nextInt(20), () -> {
            Outcome outcome = decide(submission.message());
            if (process == world.process()) {
                inFlight -= cost;
                answer.onOutcome(submission, outcome);
                events.onCredit();
            }
        });
    }

    private Outcome decide(Message message) {
        if (chance(faults.throttle)) {
            return Outcome.Failed.of(Failure.THROTTLED, 0x58, "throttled");
        }
        if (chance(faults.transientFailure)) {
            return Outcome.Failed.of(Failure.TRANSIENT, 8, "system error");
        }
        if (chance(faults.permanent)) {
            return Outcome.Failed.of(Failure.REJECTED, 0x66, "rejected");
        }
        boolean unknown = chance(faults.unknown);
        if (unknown && chance(0.5)) {
            return Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "the connection broke");
        }
        taken.add(message.id());
        takenAt.add(world.nanos());
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < message.segments(); i++) {
            ids.add(id + "-" + ++nextId);
        }
        ids.forEach(this::planReceipts);
        if (unknown) {
            takenUnknown++;
            return Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "the connection broke");
        }
        return new Outcome.Sent(ids);
    }

    private void planReceipts(String providerId) {
        MessageState state = chance(faults.undelivered) ? MessageState.FAILED : MessageState.DELIVERED;
        if (chance(faults.early)) {
            receipt(providerId, state);
        } else {
            world.outside(1 + world.random.nextInt(500), () -> receipt(providerId, state));
        }
        if (chance(faults.twice)) {
            world.outside(1 + world.random.nextInt(500), () -> receipt(providerId, state));
        }
        if (chance(faults.conflict)) {
            MessageState other = state == MessageState.DELIVERED ? MessageState.FAILED : MessageState.DELIVERED;
            world.outside(600 + world.random.nextInt(500), () -> receipt(providerId, other));
        }
    }

    /** Sends a receipt until it is acknowledged, as a message centre does. */
    private void receipt(String providerId, MessageState state) {
        boolean[] acknowledged = {false};
        pending.add(new Unacknowledged(providerId, state, acknowledged));
        if (events != null) {
            int error = state == MessageState.FAILED ? 11 : 0;
            events.onReceipt(
                    new ProviderReceipt(providerId, state, error, world.wallMillis()), () -> acknowledged[0] = true);
        }
    }

    private final List<Unacknowledged> pending = new ArrayList<>();

    /** Once the gateway is back the provider sends again what was not acknowledged. */
    private void resendUnacknowledged() {
        List<Unacknowledged> again = new ArrayList<>(pending);
        pending.clear();
        again.stream()
                .filter(receipt -> !receipt.acknowledged[0])
                .forEach(receipt -> receipt(receipt.providerId, receipt.state));
    }

    @Override
    public ChannelHealth health() {
        return new ChannelHealth(up ? 1 : 0, 1, inFlight, null);
    }

    @Override
    public Future<Void> close(long drainMillis) {
        return Future.succeededFuture();
    }

    private record Unacknowledged(String providerId, MessageState state, boolean[] acknowledged) {}
}
