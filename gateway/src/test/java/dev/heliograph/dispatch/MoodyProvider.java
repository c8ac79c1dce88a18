package dev.heliograph.dispatch;

import dev.heliograph.channel.ChannelEvents;
import dev.heliograph.channel.Failure;
import dev.heliograph.channel.Outcome;
import dev.heliograph.channel.OutcomeHandler;
import dev.heliograph.channel.Submission;
import dev.heliograph.message.MessageState;
import dev.heliograph.receipt.ProviderReceipt;
import dev.heliograph.simulation.SimulatedProvider;
import dev.heliograph.simulation.World;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A provider that refuses, answers late or never, and reports in time, too late, in part or not at all; it repeats a receipt until somebody has kept it. */
final class MoodyProvider extends SimulatedProvider {
    private static final int WINDOW = 20;
    private static final long AGAIN_MILLIS = 5_000;

    /** What happened to a message here: the moment it was first handed over, and the moments at which the gateway heard that it failed. */
    static final class Seen {
        long handedAt;
        long answeredAt;
        long failedAt;
        long deliveredAt;
        int handed;
        boolean taken;
        boolean refusedForNow;
        /** Whether the gateway was ever left without an answer. */
        boolean unknown;

        boolean read;

        @Override
        public String toString() {
            return "handed " + handed + " times, first " + handedAt + ", answered " + answeredAt + ", failed "
                    + failedAt + ", delivered " + deliveredAt + (taken ? ", taken" : "")
                    + (unknown ? ", in doubt" : "");
        }
    }

    private final World world;
    final Map<Long, Seen> seen = new HashMap<>();
    private ChannelEvents sink;
    private int open;
    private int ids;

    MoodyProvider(String id, World world) {
        super(id, world, WINDOW, Faults.NONE);
        this.world = world;
    }

    @Override
    public Future<Void> start(ChannelEvents events) {
        sink = events;
        return super.start(events);
    }

    @Override
    public void reconnect() {
        super.reconnect();
        open = 0;
        sink = null;
        // What was answered in the last moment may not have reached the disk.
        seen.values().forEach(message -> message.unknown |= world.wallMillis() - message.answeredAt < 1_000);
    }

    @Override
    public int credit() {
        return super.credit() == 0 ? 0 : WINDOW - open;
    }

    @Override
    public void submit(Submission submission, OutcomeHandler answer) {
        Seen message = seen.computeIfAbsent(submission.message().id(), none -> new Seen());
        message.handed++;
        message.handedAt = message.handedAt == 0 ? world.wallMillis() : message.handedAt;
        open++;
        int process = world.process();
        world.outside(1 + world.random.nextInt(world.random.nextInt(10) == 0 ? 8_000 : 50), () -> {
            Outcome outcome = outcome(message);
            if (process == world.process()) {
                open--;
                message.answeredAt = world.wallMillis();
                if (outcome instanceof Outcome.Failed failed && failed.failure().action() == Failure.Action.NEXT) {
                    message.failedAt = world.wallMillis();
                }
                answer.onOutcome(submission, outcome);
                sink.onCredit();
            } else {
                message.unknown = true;
            }
        });
    }

    private Outcome outcome(Seen message) {
        int dice = world.random.nextInt(20);
        if (dice < 3) {
            return Outcome.Failed.of(Failure.NOT_REACHABLE, 46, "not reachable");
        }
        if (dice == 3) {
            message.refusedForNow = true;
            return Outcome.Failed.of(Failure.TRANSIENT, 8, "not now");
        }
        boolean unknown = dice == 4;
        message.unknown |= unknown;
        if (unknown && world.random.nextBoolean()) {
            return Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "no answer");
        }
        message.taken = true;
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 1 + world.random.nextInt(2); i++) {
            parts.add(id() + "-" + ++ids);
        }
        report(message, parts);
        return unknown ? Outcome.Failed.of(Failure.UNKNOWN_OUTCOME, 0, "no answer") : new Outcome.Sent(parts);
    }

    private void report(Seen message, List<String> parts) {
        int dice = world.random.nextInt(10);
        if (dice < 2) {
            return; // silence
        }
        for (String part : parts) {
            int millis = world.random.nextInt(world.random.nextBoolean() ? 5_000 : 90_000);
            if (dice == 2) {
                world.outside(millis, () -> tell(message, part, MessageState.FAILED));
            } else {
                if (dice == 3) {
                    world.outside(millis, () -> tell(message, part, MessageState.EXPIRED));
                }
                int later = millis + 1 + world.random.nextInt(20_000);
                world.outside(later, () -> tell(message, part, MessageState.DELIVERED));
                if (dice > 5) {
                    world.outside(later + world.random.nextInt(60_000), () -> tell(message, part, MessageState.READ));
                }
            }
        }
    }

    private void tell(Seen message, String part, MessageState state) {
        ChannelEvents listener = sink;
        boolean[] kept = {false};
        if (listener != null) {
            long now = world.wallMillis();
            if (state == MessageState.DELIVERED || state == MessageState.READ) {
                message.deliveredAt = message.deliveredAt == 0 ? now : message.deliveredAt;
                message.read |= state == MessageState.READ;
            } else {
                message.failedAt = message.failedAt == 0 ? now : message.failedAt;
            }
            listener.onReceipt(new ProviderReceipt(part, state, 0, now), () -> kept[0] = true);
        }
        world.outside(AGAIN_MILLIS, () -> {
            if (!kept[0]) {
                tell(message, part, state);
            }
        });
    }
}
