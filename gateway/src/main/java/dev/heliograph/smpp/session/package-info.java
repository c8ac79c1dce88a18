/**
 * One SMPP session, either side of it: states, windows, timers and the answers the protocol itself owes.
 *
 * <p>A session belongs to one event loop and is touched by no other thread. It reads no clock: time comes in, in milliseconds
 * of a monotonic clock, so tests drive it by hand.
 */
@NullMarked
package dev.heliograph.smpp.session;

import org.jspecify.annotations.NullMarked;
