/**
 * The bounded queues between and inside event loops.
 *
 * <p>{@link dev.heliograph.queue.BoundedInbox} is the one way to hand work to another loop: any thread offers, one owner drains.
 * {@link dev.heliograph.queue.FairQueue} and {@link dev.heliograph.queue.TimerWheel} belong to one owner thread and know no
 * locks; their time and randomness come from outside. All of them refuse when full instead of growing.
 */
@NullMarked
package dev.heliograph.queue;

import org.jspecify.annotations.NullMarked;
