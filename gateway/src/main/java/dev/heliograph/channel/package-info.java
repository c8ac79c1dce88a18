/**
 * The contract between a lane and the outside: a {@link dev.heliograph.channel.Channel} takes submissions, says how each ended, and brings receipts and inbound
 * messages. One package below for every kind.
 *
 * <p>A channel, its lane and its correlator live on one event loop; everything here is called there and nowhere else.
 */
@NullMarked
package dev.heliograph.channel;

import org.jspecify.annotations.NullMarked;
