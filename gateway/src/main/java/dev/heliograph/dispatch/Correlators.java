package dev.heliograph.dispatch;

import dev.heliograph.reach.Sightings;
import dev.heliograph.receipt.Correlator;
import dev.heliograph.receipt.CorrelatorLimits;
import dev.heliograph.store.Store;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The correlators of a node, one per account at a provider. Each is made on the loop of the first lane that asks for it and lives there; lanes that ask later share
 * it. Any thread may call.
 */
public final class Correlators {
    private final Store store;
    private final LongSupplier wallMillis;
    private final CorrelatorLimits limits;
    private final Consumer<Correlator> onMade;
    private final Sightings sightings;
    private final ConcurrentHashMap<String, Correlator> byAccount = new ConcurrentHashMap<>();
    private volatile Dispatcher dispatcher = new Dispatcher();

    /** Nobody learns from what they hear. */
    public Correlators(Store store, LongSupplier wallMillis, CorrelatorLimits limits, Consumer<Correlator> onMade) {
        this(store, wallMillis, limits, onMade, Sightings.NONE);
    }

    /**
     * @param onMade hears of each new one
     * @param sightings hears how attempts went
     */
    public Correlators(
            Store store,
            LongSupplier wallMillis,
            CorrelatorLimits limits,
            Consumer<Correlator> onMade,
            Sightings sightings) {
        this.sightings = sightings;
        this.store = store;
        this.wallMillis = wallMillis;
        this.limits = limits;
        this.onMade = onMade;
    }

    /** Where the lanes are that must hear of a message that has got there over an earlier channel. */
    void dispatcher(Dispatcher lanes) {
        dispatcher = lanes;
    }

    /** @param loop of the lane that asks */
    Correlator of(String account, Executor loop) {
        return byAccount.computeIfAbsent(account, name -> {
            Ways ways = new Ways(store, loop, wallMillis, () -> dispatcher);
            Correlator made = new Correlator(name, store, loop, wallMillis, ways, limits, sightings);
            onMade.accept(made);
            return made;
        });
    }

    public Collection<Correlator> all() {
        return List.copyOf(byAccount.values());
    }
}
