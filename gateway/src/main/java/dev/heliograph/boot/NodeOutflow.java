package dev.heliograph.boot;

import com.sun.management.OperatingSystemMXBean;
import dev.heliograph.admission.Outflow;
import dev.heliograph.dispatch.Dispatcher;
import dev.heliograph.egress.receiver.ReceiverPumps;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the node sends and the process takes for it, for the gate. */
final class NodeOutflow implements Outflow {
    private final Dispatcher dispatcher;
    private final Supplier<@Nullable ReceiverPumps> receivers;
    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final int processors = Runtime.getRuntime().availableProcessors();

    /** @param receivers null before the doors are open */
    NodeOutflow(Dispatcher dispatcher, Supplier<@Nullable ReceiverPumps> receivers) {
        this.dispatcher = dispatcher;
        this.receivers = receivers;
    }

    @Override
    public long hurried() {
        ReceiverPumps pumps = receivers.get();
        return dispatcher.hurried() + (pumps == null ? 0 : pumps.hurried());
    }

    @Override
    public long submitted() {
        return dispatcher.submitted();
    }

    @Override
    public long usedNanos() {
        return Math.max(0, system.getProcessCpuTime()) / processors;
    }
}
