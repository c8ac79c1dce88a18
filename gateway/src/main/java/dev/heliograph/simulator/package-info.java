/**
 * Stand-ins for the world outside, for development, tests and load runs: {@link dev.heliograph.simulator.StandInSmsc} is a message centre over real SMPP.
 *
 * <p>A stand-in is fast and never lies about what it was sent, but can be told to misbehave in every way that real ones do; whatever it does follows from its
 * seed. It belongs to the event loop that started it.
 */
@NullMarked
package dev.heliograph.simulator;

import org.jspecify.annotations.NullMarked;
