/**
 * The operations door, on a port of its own: console page, admin API, metrics, health.
 *
 * <p>{@link dev.heliograph.ops.OpsVerticle} lives on one event loop and owns nothing but its connections; what it shows it asks of
 * {@link dev.heliograph.ops.Operations}, which the composition root implements. {@link dev.heliograph.ops.Traffic} is the one thing here that every thread
 * writes to: counters that are only ever added to.
 */
@NullMarked
package dev.heliograph.ops;

import org.jspecify.annotations.NullMarked;
