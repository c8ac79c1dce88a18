package dev.heliograph.dispatch;

import dev.heliograph.throttle.Scheduler;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Time and chance, as a lane is given them: the real ones, or a simulation's.
 *
 * @param nanos monotonic, for durations
 * @param wallMillis since 1970, for stamps and validity
 * @param scheduler runs tasks later on the lane's loop
 * @param random for jitter
 */
public record LaneClock(LongSupplier nanos, LongSupplier wallMillis, Scheduler scheduler, RandomGenerator random) {}
