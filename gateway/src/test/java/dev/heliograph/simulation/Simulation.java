package dev.heliograph.simulation;

import dev.heliograph.message.Event;
import dev.heliograph.simulation.Ledger.Violation;
import dev.heliograph.store.SimulatedStore;
import java.util.ArrayList;
import java.util.List;

/** One run: a world, a node in it, its providers, clients and consumers, what goes wrong, and the audit. */
final class Simulation {
    /** Traffic begins when the consumers have their places. */
    private static final long CALM_MILLIS = 500;

    private static final long STEP_MILLIS = 5_000;
    /** Everything has ended long before this. */
    private static final long END_MILLIS = 4 * 3_600_000L;

    private static final int PAGE = 1_000;

    private final World world;
    private final Scenario scenario;
    private final Ledger ledger;
    private final Smsc[] providers = new Smsc[Scenario.CHANNELS.length];
    private final SharedRate shared;
    private final Audit audit;
    private final SimulatedNode node;
    private final Clients clients;
    private final StreamRecord[] streams = new StreamRecord[Scenario.ACCOUNTS];
    private final List<SocketConsumer> consumers = new ArrayList<>();
    private final SmppReceiver receiver;

    Simulation(long seed, int messages, int traced, Bugs bugs) {
        world = new World(seed);
        scenario = new Scenario(world.random, messages);
        ledger = new Ledger(world, messages, Scenario.CHANNELS.length, traced);
        shared = new SharedRate(
                world,
                scenario.rates[SharedRate.CHANNEL],
                Audit.SEGMENTS_MAX,
                Audit.marked(scenario, SharedRate.CHANNEL));
        audit = new Audit(world, scenario, ledger, shared);
        for (int i = 0; i < providers.length; i++) {
            providers[i] = new Smsc(Scenario.CHANNELS[i], i, world, ledger, audit, scenario);
        }
        SimulatedStore store = bugs.disk(world, scenario.acceptQueueMax, scenario.batchMax, scenario.remembered);
        node = new SimulatedNode(world, scenario, store, providers, shared, bugs);
        audit.of(node);
        clients = new Clients(world, scenario, ledger, node);
        for (int i = 0; i < streams.length; i++) {
            String account = Clients.account(i);
            streams[i] = new StreamRecord(account, ledger);
            consumers.add(new SocketConsumer(world, ledger, node, streams[i], account, "one"));
        }
        consumers.add(new SocketConsumer(world, ledger, node, streams[0], Clients.account(0), "two"));
        receiver = new SmppReceiver(world, node, streams[1], Clients.account(1));
    }

    /** Runs it to its end. */
    Simulation run() {
        node.start();
        shared.startPeer();
        world.runMillis(CALM_MILLIS);
        clients.start();
        new Misfortunes(world, scenario, node, providers, shared, consumers, receiver, ledger).plan();
        world.runMillis(scenario.trafficMillis());
        long waited = 0;
        while (!ledger.isBroken() && !isQuiet() && waited < END_MILLIS) {
            world.runMillis(STEP_MILLIS);
            waited += STEP_MILLIS;
        }
        shared.stopPeer();
        settle();
        return this;
    }

    private boolean isQuiet() {
        return node.isUp()
                && clients.isDone()
                && node.disk().leftovers().isEmpty()
                && consumers.stream()
                        .allMatch(each -> each.isConnected()
                                && each.received() == node.store().lastCursor(each.account()));
    }

    /** Lets the lanes forget what they forget after a while, reads the streams as they are on the disk, and audits. */
    private void settle() {
        if (ledger.isBroken()) {
            return;
        }
        world.runMillis(700_000);
        for (int i = 0; i < streams.length; i++) {
            read(Clients.account(i), streams[i], 0);
        }
        for (Smsc provider : providers) {
            node.store()
                    .parked(
                            provider.providerAccount(),
                            node.door(),
                            parked -> audit.onParked(provider, parked),
                            () -> {});
        }
        world.runMillis(60_000);
        audit.atTheEnd(consumers);
    }

    private void read(String account, StreamRecord stream, long after) {
        node.store()
                .events(
                        account,
                        after,
                        PAGE,
                        node.door(),
                        events -> {
                            for (Event event : events) {
                                stream.told(event, "the disk");
                                audit.onEvent(event);
                                if (account.equals(Clients.account(1)) && !receiver.hasTaken(event)) {
                                    ledger.violate(
                                            "consumers complete",
                                            Ledger.number(((Event.Receipt) event).reference()),
                                            "the SMPP receiver was not told of event " + event.cursor());
                                }
                            }
                            if (!events.isEmpty()) {
                                read(
                                        account,
                                        stream,
                                        events.get(events.size() - 1).cursor());
                            }
                        },
                        () -> {});
    }

    List<Violation> violations() {
        return ledger.violations;
    }

    List<String> history() {
        return ledger.history();
    }

    Scenario scenario() {
        return scenario;
    }
}
