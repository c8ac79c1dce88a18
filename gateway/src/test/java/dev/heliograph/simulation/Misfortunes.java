package dev.heliograph.simulation;

import java.util.List;

/** What goes wrong, and when: spread over the time in which submissions come and a while longer. */
final class Misfortunes {
    private final World world;
    private final Scenario scenario;
    private final SimulatedNode node;
    private final Smsc[] providers;
    private final SharedRate shared;
    private final List<SocketConsumer> consumers;
    private final SmppReceiver receiver;
    private final Ledger ledger;

    Misfortunes(
            World world,
            Scenario scenario,
            SimulatedNode node,
            Smsc[] providers,
            SharedRate shared,
            List<SocketConsumer> consumers,
            SmppReceiver receiver,
            Ledger ledger) {
        this.world = world;
        this.scenario = scenario;
        this.node = node;
        this.providers = providers;
        this.shared = shared;
        this.consumers = consumers;
        this.receiver = receiver;
        this.ledger = ledger;
    }

    void plan() {
        times(scenario.crashes, "crash", () -> node.crash(millis(2_000)));
        times(scenario.drops, "connection drops", () -> provider().drop(millis(3_000)));
        times(scenario.storms, "storm", this::storm);
        times(scenario.silences, "silence", this::silence);
        times(scenario.stalls, "disk stalls", () -> node.disk().stall(2_000));
        times(scenario.fullDisks, "disk full", this::fullDisk);
        times(scenario.failedSyncs, "sync fails", () -> node.disk().failNextSync());
        times(scenario.redisFaults, "redis", () -> shared.fault(millis(3_000)));
        times(scenario.clockJumps, "clock jumps", this::clock);
        times(scenario.consumerFaults, "", this::consumer);
    }

    private void times(int count, String what, Runnable task) {
        int span = scenario.trafficMillis() + 2_000;
        for (int i = 0; i < count; i++) {
            world.outside(world.random.nextInt(span), () -> {
                if (!what.isEmpty()) {
                    ledger.note(Ledger.NOBODY, what);
                }
                task.run();
            });
        }
    }

    private int millis(int most) {
        return world.random.nextInt(most);
    }

    private Smsc provider() {
        return providers[world.random.nextInt(providers.length)];
    }

    /** An hour ahead or behind, until somebody notices. */
    private void clock() {
        world.setWallOff(world.random.nextBoolean() ? 3_600_000 : -3_600_000);
        world.outside(millis(120_000), () -> world.setWallOff(0));
    }

    private void storm() {
        Smsc one = provider();
        one.storm(true);
        world.outside(millis(3_000), () -> one.storm(false));
    }

    private void silence() {
        Smsc one = provider();
        one.mute(true);
        world.outside(millis(2_000), () -> one.mute(false));
    }

    private void fullDisk() {
        node.disk().full(true);
        world.outside(millis(4_000), () -> node.disk().full(false));
    }

    private void consumer() {
        int dice = world.random.nextInt(3);
        if (dice == 0) {
            receiver.unbind(millis(1_000));
            return;
        }
        SocketConsumer one = consumers.get(world.random.nextInt(consumers.size()));
        if (dice == 1) {
            one.disconnect(millis(2_000));
        } else {
            one.takeOver();
        }
    }
}
