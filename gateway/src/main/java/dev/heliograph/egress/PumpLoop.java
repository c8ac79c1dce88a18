package dev.heliograph.egress;

import dev.heliograph.throttle.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * An event loop that pumps may belong to.
 *
 * @param executor runs a task on it
 * @param scheduler runs a task on it later
 * @param nanoClock monotonic, nanoseconds
 */
public record PumpLoop(Executor executor, Scheduler scheduler, LongSupplier nanoClock) {}
