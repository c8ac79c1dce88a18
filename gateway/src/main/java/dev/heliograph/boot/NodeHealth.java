package dev.heliograph.boot;

import dev.heliograph.dispatch.LaneStatus;
import dev.heliograph.ops.Readiness;
import dev.heliograph.receipt.exchange.ReceiptExchange;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node should be sent work, and what somebody should look at.
 *
 * <p>Not ready is who would refuse: a node that starts or stops, whose disk is full or has failed. A node whose providers are all away goes on accepting, as it
 * promises, so that is a warning: were it a reason, a provider's outage would take every node out of service.
 */
final class NodeHealth implements Supplier<Readiness> {
    /** How old what is said of the channels may be, in milliseconds. */
    private static final long PERIOD_MILLIS = 1_000;

    /** A difference of the clocks that is worth a warning, in milliseconds. */
    private static final long CLOCK_MILLIS_MAX = 1_000;

    private final Vertx vertx;
    private final long timer;
    private final Core core;
    private final Lanes lanes;
    private final Supplier<@Nullable String> phase;
    private final BooleanSupplier failed;
    private final Supplier<@Nullable ReceiptExchange> exchange;
    private volatile List<LaneStatus> channels = List.of();

    /**
     * @param phase why the process does not take work although nothing is wrong, or null
     * @param failed whether a write or sync has failed
     */
    NodeHealth(
            Vertx vertx,
            Core core,
            Lanes lanes,
            Supplier<@Nullable String> phase,
            BooleanSupplier failed,
            Supplier<@Nullable ReceiptExchange> exchange) {
        this.vertx = vertx;
        this.core = core;
        this.lanes = lanes;
        this.phase = phase;
        this.failed = failed;
        this.exchange = exchange;
        timer = vertx.setPeriodic(
                0, PERIOD_MILLIS, fired -> core.dispatcher().statuses().onSuccess(all -> channels = all));
    }

    /** Looks no more. A closed Vert.x keeps its timers, and they everything here. */
    void close() {
        vertx.cancelTimer(timer);
    }

    @Override
    public Readiness get() {
        return new Readiness(reasons(), warnings());
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        String now = phase.get();
        if (now != null) {
            reasons.add(now);
        }
        if (failed.getAsBoolean()) {
            reasons.add("the disk failed");
        } else if (core.store().isDiskFull()) {
            reasons.add("the disk is full");
        }
        return reasons;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<LaneStatus> all = channels;
        List<String> down = all.stream()
                .filter(status -> !status.health().isUp())
                .map(LaneStatus::channel)
                .toList();
        if (!down.isEmpty()) {
            warnings.add(
                    down.size() == all.size()
                            ? "no channel is connected"
                            : "not connected: " + String.join(", ", down));
        }
        long local = lanes.onLocalShare();
        if (local > 0) {
            warnings.add("Redis does not answer: " + local + (local == 1 ? " channel" : " channels")
                    + " on this node's share of the rate");
        }
        ReceiptExchange open = exchange.get();
        if (open != null && !open.counts().isOpen()) {
            warnings.add("receipts are not exchanged with the other nodes");
        }
        long offset = core.wallMillis().offsetMillis();
        if (Math.abs(offset) >= CLOCK_MILLIS_MAX) {
            warnings.add("the system's clock is " + Math.abs(offset) / 1_000 + " s "
                    + (offset > 0 ? "ahead of" : "behind") + " the gateway's");
        }
        return warnings;
    }
}
