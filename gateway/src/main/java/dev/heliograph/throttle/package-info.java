/**
 * How fast: token buckets for accounts (admission) and channels (dispatch).
 *
 * <p>{@link dev.heliograph.throttle.LocalTokenBucket} may be hit from any thread; its whole state is one long. {@link
 * dev.heliograph.throttle.OwnedTokenBucket} is the same for one owner.
 * {@link dev.heliograph.throttle.RedisTokenBucket} shares one rate among nodes by leasing permits from Redis; it is owned by the
 * event loop of the lane that uses it and touched by no other thread. Time is always passed in, so a batch reads the clock once
 * and tests have their own.
 */
@NullMarked
package dev.heliograph.throttle;

import org.jspecify.annotations.NullMarked;
