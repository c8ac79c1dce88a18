package dev.heliograph.simulation;

import dev.heliograph.boot.SimulatedClock;
import dev.heliograph.dispatch.Correlators;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.dispatch.Lane;
import dev.heliograph.egress.EventSource;
import dev.heliograph.egress.EventStreams;
import dev.heliograph.message.Event;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.store.Queued;
import dev.heliograph.store.SimulatedStore;
import dev.heliograph.store.Store;
import dev.heliograph.store.StoreListener;
import dev.heliograph.throttle.LocalTokenBucket;
import dev.heliograph.throttle.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One node of the gateway, put together as {@code boot} does: store, lanes, streams, each on its loop. It crashes, and starts again on what its disk holds. */
final class SimulatedNode implements StoreListener {
    private final World world;
    private final Scenario scenario;
    private final SimulatedStore disk;
    private final Smsc[] providers;
    private final SharedRate shared;
    private final Bugs bugs;
    private final List<Runnable> onStart = new ArrayList<>();
    private final List<Runnable> onCrash = new ArrayList<>();
    private Store store;
    private Dispatcher dispatcher;
    private Correlators correlators;
    private EventStreams streams;
    private EventSource events;
    private World.Loop door;
    private LongSupplier wall;
    private boolean up;
    private final List<Long> crashedAt = new ArrayList<>();

    SimulatedNode(World world, Scenario scenario, SimulatedStore disk, Smsc[] providers, SharedRate shared, Bugs bugs) {
        this.world = world;
        this.scenario = scenario;
        this.disk = disk;
        this.providers = providers;
        this.shared = shared;
        this.bugs = bugs;
    }

    /** @param task runs whenever a process of the node has started */
    void onStart(Runnable task) {
        onStart.add(task);
    }

    void onCrash(Runnable task) {
        onCrash.add(task);
    }

    void start() {
        world.setWallOff(0); // whoever starts a machine sets its clock
        wall = SimulatedClock.over(world::wallMillis, world::nanos);
        disk.open(wall);
        store = bugs.store(disk.asStore(), world);
        dispatcher = new Dispatcher();
        correlators = new Correlators(store, wall, CorrelatorLimits.DEFAULT, made -> {});
        streams = new EventStreams(store, scenario.tailMax);
        events = bugs.events(streams);
        door = world.loop();
        for (Smsc provider : providers) {
            startLane(provider);
        }
        disk.start(this);
        up = true;
        onStart.forEach(Runnable::run);
    }

    private void startLane(Smsc provider) {
        World.Loop loop = world.loop();
        provider.on(loop);
        Lane lane = new Lane(
                bugs.channel(provider),
                store,
                bucket(provider, loop),
                loop,
                loop.clock(wall),
                (channel, message, stored) -> stored.run(),
                correlators,
                scenario.options[provider.index]);
        dispatcher.add(lane, loop);
        loop.execute(lane::start);
    }

    private TokenBucket bucket(Smsc provider, World.Loop loop) {
        if (provider.index == SharedRate.CHANNEL) {
            return shared.bucket(loop);
        }
        return bugs.bucket(LocalTokenBucket.full(scenario.rates[provider.index], world.nanos()));
    }

    /** kill -9 or the loss of power, and a new process a moment later. */
    void crash(long downMillis) {
        if (!up) {
            return;
        }
        up = false;
        crashedAt.add(world.nanos());
        disk.crash();
        world.crash();
        for (Smsc provider : providers) {
            provider.onCrash();
        }
        onCrash.forEach(Runnable::run);
        world.outside(downMillis, this::start);
    }

    /** @return whether the process that ran at an instant did not crash within {@code nanos} of it */
    boolean ranOn(long instant, long nanos) {
        for (long crash : crashedAt) {
            if (crash >= instant && crash - instant < nanos) {
                return false;
            }
        }
        return true;
    }

    boolean isUp() {
        return up;
    }

    /** @return the loop of the doors, on which the store answers submissions */
    World.Loop door() {
        return door;
    }

    Store store() {
        return store;
    }

    SimulatedStore disk() {
        return disk;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    EventSource events() {
        return events;
    }

    long wallMillis() {
        return wall.getAsLong();
    }

    // ---- what the writer tells

    @Override
    public boolean onAccepted(String channel, Queued queued) {
        return dispatcher.onAccepted(channel, queued);
    }

    @Override
    public void onEvent(String account, Event event) {
        streams.onEvent(account, event);
    }

    @Override
    public void onBatchEnd() {
        streams.onBatchEnd();
    }

    @Override
    public void onDeadline(Queued queued) {
        dispatcher.onDeadline(queued);
    }

    @Override
    public void onFatal(Throwable cause) {
        world.outside(0, () -> crash(world.random.nextInt(2_000)));
    }
}
